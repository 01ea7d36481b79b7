"""doctor."""

from typing import Annotated

from runaway_cli.cli.doctor import examine
from runaway_cli.cli.params import Option
from runaway_cli.diary import repair as repairing
from runaway_cli.errors import RunawayError
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
    return views.doctor(examine(session), tuple(did))


def _repair(session: Session) -> list[str]:
    repaired = repairing.repair(session.folder, session.moment)
    return [
        views.repaired(file.path, file.kept, file.aside, file.lost, hides=file.hides)
        for file in repaired
    ] or ["Nothing to repair."]


def _join(session: Session) -> list[str]:
    joined = repairing.fold_copies(session.folder, session.moment)
    return [views.folded(file.path, file.kept, file.aside) for file in joined] or [
        "No copies to merge."
    ]
