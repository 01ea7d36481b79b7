"""watched, unwatch, undo, redo, rewatch, history."""

from collections.abc import Callable
from typing import Annotated

from runaway_cli.cli.params import Finished, Numbers, Option
from runaway_cli.diary.events import Change
from runaway_cli.diary.progress import Progress
from runaway_cli.language import parse
from runaway_cli.language.episodes import episode as episode_number
from runaway_cli.language.episodes import episodes as episode_numbers
from runaway_cli.session import Session
from runaway_cli.system.paths import diary_file
from runaway_cli.views import deeds as views


def watched(
    session: Session,
    episodes: Numbers = None,
    at: Annotated[
        str | None,
        Option(
            "--at",
            'When you watched them: "22:40", yesterday, friday, 2026-01-03.',
            "WHEN",
            example='runaway watched 3 --at "22:40"',
        ),
    ] = None,
    only: Annotated[bool, Option("--only", "Mark only these, and nothing before them.")] = False,
) -> views.MarkedView:
    """Mark episodes as watched, along with any before them."""
    finished = None if at is None else parse.past(at, session.moment)
    asked: tuple[int, ...] = ()

    def mark(progress: Progress, total: int) -> Change | None:
        nonlocal asked
        asked = episode_numbers(episodes or (), total, last=_last(progress), next_=_next(progress))
        return progress.watch(asked, total, only=only, finished=finished)

    event, here = session.record(mark)
    begins_at = diary_file(session.folder) if here.events == (event,) else None
    return views.marked(here.known, here.progress, here.moment, event, asked, begins_at)


def unwatch(session: Session, episode: Finished = None) -> views.ChangedView:
    """Unmark an episode and any after it (default: your last one)."""

    def go_back(progress: Progress, total: int) -> Change:
        if not episode:
            return progress.unwatch()
        text, last = " ".join(episode), _last(progress)
        return progress.unwatch(episode_number(text, total, last=last, next_=_next(progress)))

    return _change(session, go_back)


def undo(session: Session) -> views.ChangedView:
    """Undo your last change. Repeat to go further back."""
    return _change(session, lambda progress, _: progress.undo())


def redo(session: Session) -> views.ChangedView:
    """Redo what you last undid."""
    return _change(session, lambda progress, _: progress.redo())


def rewatch(session: Session) -> views.ChangedView:
    """Start over. The story is hidden again; your history stays."""
    return _change(session, lambda progress, _: progress.rewatch())


def _change(session: Session, move: Callable[[Progress, int], Change]) -> views.ChangedView:
    event, here = session.record(move)
    assert event  # a move that changes nothing raises instead
    about = next((other for other in here.events if other.id == event.change.event), event)
    return views.changed(here.known, here.progress, about, event)


def _last(progress: Progress) -> int:
    """Return the last episode marked, 0 for none."""
    return max(progress.watched, default=0)


def _next(progress: Progress) -> int:
    """Return the episode to watch now, one more than there are after the finale."""
    return progress.position + 1


def history(session: Session) -> views.HistoryView:
    """Everything you've done, with dates."""
    here = session.look()
    return views.history(here.progress, here.events, here.moment)
