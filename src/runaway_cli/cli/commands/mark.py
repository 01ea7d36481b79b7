"""watched, unwatch, undo, redo, rewatch, history."""

from collections.abc import Callable
from typing import Annotated

from runaway_cli import session
from runaway_cli.cli.output import emit
from runaway_cli.cli.params import (
    AsJson,
    AsOf,
    Finished,
    Numbers,
    Option,
    Plain,
    episode_number,
    episode_numbers,
    look,
    record,
)
from runaway_cli.diary.events import Deed
from runaway_cli.diary.progress import Progress
from runaway_cli.language import parse
from runaway_cli.views import deeds as views


def watched(
    episodes: Numbers = None,
    at: Annotated[
        str | None,
        Option("--at", '"22:40", yesterday, friday, 2026-01-03.', "WHEN"),
    ] = None,
    only: Annotated[bool, Option("--only", "Leave what comes before unmarked.")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
) -> None:
    """Mark episodes as watched, and all before them."""
    finished = None if at is None else parse.past(at, session.clock_time())

    def mark(progress: Progress, total: int) -> Deed | None:
        asked = episode_numbers(episodes or (), total)
        return progress.watch(asked, total, only=only, finished=finished)

    event, here = record(mark)
    asked = episode_numbers(episodes or (), here.known.total)
    emit(
        views.marked(here.known, here.progress, here.moment, event, asked),
        as_json=as_json,
        plain=plain,
    )


def unwatch(episode: Finished = None, as_json: AsJson = False, plain: Plain = False) -> None:
    """Go back to before an episode, the last one by default."""

    def go_back(progress: Progress, total: int) -> Deed:
        return progress.unwatch(episode_number(episode, total))

    _change(go_back, as_json, plain)


def undo(as_json: AsJson = False, plain: Plain = False) -> None:
    """Take back what you did last. Again, for the one before."""
    _change(lambda progress, _: progress.undo(), as_json, plain)


def redo(as_json: AsJson = False, plain: Plain = False) -> None:
    """Bring back what you took back last."""
    _change(lambda progress, _: progress.redo(), as_json, plain)


def rewatch(as_json: AsJson = False, plain: Plain = False) -> None:
    """Begin again. The story is hidden again; your history stays."""
    _change(lambda progress, _: progress.rewatch(), as_json, plain)


def _change(move: Callable[[Progress, int], Deed], as_json: bool, plain: bool) -> None:
    event, here = record(move)
    if event:
        about = next((other for other in here.events if other.id == event.event), event)
        emit(
            views.changed(here.known, here.progress, about, event),
            as_json=as_json,
            plain=plain,
        )


def history(as_json: AsJson = False, plain: Plain = False, as_of: AsOf = None) -> None:
    """Everything you did, with dates."""
    here = look(as_of)
    emit(views.history(here.progress, here.events, here.moment), as_json=as_json, plain=plain)
