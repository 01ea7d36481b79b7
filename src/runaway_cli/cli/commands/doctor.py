"""doctor."""

from typing import Annotated

from runaway_cli import session
from runaway_cli.cli.doctor import examine
from runaway_cli.cli.output import complain, emit
from runaway_cli.cli.params import AsJson, Option, Plain
from runaway_cli.diary.repair import fold_copies
from runaway_cli.diary.repair import repair as repair_diary
from runaway_cli.errors import RunawayError
from runaway_cli.system import paths
from runaway_cli.views import doctor as views


def doctor(
    repair: Annotated[bool, Option("--repair", "Keep what is whole of a damaged diary.")] = False,
    join: Annotated[bool, Option("--join", "Make one file of all copies.")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
) -> int:
    """Where your things are, whether they are sound, and what to do if not."""
    folder, moment = paths.diary_folder(), session.clock_time()
    repaired = repair_diary(folder, moment) if repair else ()
    did = [
        views.repaired(file.path, file.kept, file.aside, file.lost, hides=file.hides)
        for file in repaired
    ]
    did += ["Nothing is damaged."] * (repair and not did)
    try:
        folded = fold_copies(folder, moment) if join else ()
    except RunawayError as error:
        if not repair:
            raise
        complain(str(error))
    else:
        did += [views.folded(file.path, file.kept, file.aside) for file in folded]
        did += ["There is no copy."] * (join and not folded)
    view = views.doctor(examine(), tuple(did))
    emit(view, as_json=as_json, plain=plain)
    return 0 if view.is_sound else 1
