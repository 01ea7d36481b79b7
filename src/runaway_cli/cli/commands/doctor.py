"""doctor."""

from datetime import datetime
from typing import Annotated

from runaway_cli import session
from runaway_cli.cli.doctor import examine
from runaway_cli.cli.output import complain, emit
from runaway_cli.cli.params import AsJson, Option, Plain
from runaway_cli.diary.progress import Progress
from runaway_cli.diary.repair import merge_copies
from runaway_cli.diary.repair import repair as repair_diary
from runaway_cli.errors import RunawayError
from runaway_cli.language import clock
from runaway_cli.story import airlock
from runaway_cli.system import paths
from runaway_cli.views import doctor as views


def doctor(
    repair: Annotated[
        bool, Option("--repair", "Repair a damaged diary, keeping all that can be read.")
    ] = False,
    join: Annotated[bool, Option("--join", "Merge copies left by syncing into one file.")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
) -> int:
    """Where your files are, whether all is well, and how to fix what isn't."""
    folder, moment = paths.diary_folder(), session.clock_time()
    did = _repair(folder, moment) if repair else []
    try:
        did += _merge(folder, moment) if join else []
    except RunawayError as error:
        if not repair:
            raise
        complain(str(error))
    view = views.doctor(examine(), tuple(did))
    emit(view, as_json=as_json, plain=plain)
    return 0 if view.is_sound else 1


def _repair(folder: str, moment: datetime) -> list[str]:
    """Repair the diary; return what was done, one sentence each."""
    total = airlock.open_at(Progress().position).total
    files = repair_diary(folder, total, clock.fixed(moment))
    if not files:
        return ["Nothing to repair."]
    did = [views.repaired(file.path, file.kept, file.aside, file.lost) for file in files]
    return [*did, views.STEPPED_BACK]


def _merge(folder: str, moment: datetime) -> list[str]:
    """Merge the copies; return what became of each, one sentence each."""
    files = merge_copies(folder, moment)
    did = [views.merged(file.path, file.kept, file.aside) for file in files]
    return did or ["No copies to merge."]
