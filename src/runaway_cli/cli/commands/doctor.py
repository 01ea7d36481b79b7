"""doctor."""

from typing import Annotated

from runaway_cli.cli.doctor import examine
from runaway_cli.cli.params import Option
from runaway_cli.diary import repair as repairing
from runaway_cli.diary import store
from runaway_cli.diary.errors import TheirDiaryError
from runaway_cli.errors import RunawayError
from runaway_cli.language import clock
from runaway_cli.session import Session
from runaway_cli.views import doctor as views


def doctor(
    session: Session,
    repair: Annotated[
        bool, Option("--repair", "Repair a damaged diary, keeping all that can be read.")
    ] = False,
    join: Annotated[bool, Option("--join", "Merge copies left by syncing into one file.")] = False,
) -> views.DoctorView:
    """Where your files are, whether all is well, and how to fix what isn't."""
    did: list[str] = []
    if repair:
        did += _repair(session)
    if join:
        try:
            did += _join(session)
        except RunawayError as error:
            if not repair:
                raise
            session.warn(error)
    for name, folder in zip(session.names[1:], session.folders[1:], strict=True):
        for trouble in store.look(folder).troubles:
            session.warn(TheirDiaryError(name or "the first person", trouble))
    return views.doctor(examine(session), tuple(did))


def _repair(session: Session) -> list[str]:
    """Repair the diary; return what was done, one sentence each."""
    total, moment = session.poster().total, clock.fixed(session.moment)
    files = repairing.repair(session.folder, total, moment)
    if not files:
        return ["Nothing to repair."]
    did = [views.repaired(file.path, file.kept, file.aside, file.lost) for file in files]
    return [*did, views.STEPPED_BACK]


def _join(session: Session) -> list[str]:
    """Merge the copies; return what became of each, one sentence each."""
    files = repairing.merge_copies(session.folder, session.moment)
    did = [views.merged(file.path, file.kept, file.aside) for file in files]
    return did or ["No copies to merge."]
