"""watched, unwatch, undo, redo, rewatch, history."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

from runaway_cli.cli import typed
from runaway_cli.cli.params import Finished, Numbers, Option
from runaway_cli.cli.values import whole
from runaway_cli.diary.errors import NothingToError, SlipError
from runaway_cli.diary.events import Change
from runaway_cli.diary.progress import Progress
from runaway_cli.errors import UsageError
from runaway_cli.language import clock, parse
from runaway_cli.language.clock import When
from runaway_cli.language.episodes import episodes as episode_numbers
from runaway_cli.language.phrases import line_of, word
from runaway_cli.session import Session
from runaway_cli.story.errors import NotOutError
from runaway_cli.story.model import Known
from runaway_cli.system.paths import diary_file, machine
from runaway_cli.views import View
from runaway_cli.views import mark as views
from runaway_cli.views.seasons import waits

At = Annotated[
    str | None,
    Option(
        "--at",
        'When you watched them: "22:40", yesterday, friday, 2026-01-03 (or unknown).',
        "WHEN",
        example='runaway watched 3 --at "22:40"',
        also=("--date", "--on"),
    ),
]
Only = Annotated[bool, Option("--only", "Mark only these, and nothing before them.")]
OnlyThat = Annotated[bool, Option("--only", "Unmark only that one, and leave later ones.")]
Steps = Annotated[
    str, Option("--steps", "How many changes.", "N", example="runaway undo --steps 3")
]
A_SLIP = timedelta(minutes=10)  # nobody finishes an episode that soon after another
MOVES = ("watched", "unwatch", "rewatch")  # what changes the position, undos aside
UNKNOWN = "unknown"
SAID = ("what", "remains")  # what each of several steps says


def watched(session: Session, episodes: Numbers = None, at: At = None, only: Only = False) -> View:
    """Mark episodes as watched, along with any before them."""
    when = _when(at, session.moment)
    asked: tuple[int, ...] = ()
    poster = session.poster()

    def mark(people: Sequence[Progress], total: int) -> list[Change | None]:
        nonlocal asked
        behind = min(people, key=_next)  # whose next one it is
        asked = _named(episodes or [], behind, poster, session.moment)
        if not asked:
            _refuse_what_is_not_out(poster, behind.position, session.moment)
        named = asked or (min(_next(behind), total),)
        moment = clock.fixed(session.moment)
        finished = when if isinstance(when, date) else None
        changes = [
            progress.watch(named, total, moment=moment, only=only, finished=finished)
            for progress in people
        ]
        if when == UNKNOWN:
            changes = [c and c._replace(times=(None,) * len(c.episodes)) for c in changes]
        if not asked and not when:
            for progress, change in zip(people, changes, strict=True):
                if change:
                    _refuse_a_slip(progress, total, moment)
        if asked and when and not any(changes):
            return [progress.retime(asked, finished) for progress in people]
        return changes

    if len(session.roots) > 1:
        from runaway_cli.cli import together  # most people are alone

        options = f"{' --only' if only else ''}{f' --at {word(at)}' if at else ''}"
        return together.watched(session, mark, poster, options)
    event, here = session.record(lambda progress, total: mark([progress], total)[0], poster)
    begins_at = diary_file(session.folder) if here.events == (event,) else None
    return views.marked(here.known, here.progress, here.moment, event, asked, begins_at)


def _when(at: str | None, moment: datetime) -> When | str | None:
    """Return when episodes were watched: `UNKNOWN` if nobody knows, None for now."""
    if at is None:
        return None
    return UNKNOWN if at.strip().casefold() == UNKNOWN else parse.past(at, moment)


def _named(
    words: list[str], progress: Progress, poster: Known, moment: datetime
) -> tuple[int, ...]:
    """Return the episodes that `words` name, which may say when in a way that only --at knows."""
    last, next_ = max(progress.watched, default=0), _next(progress)
    try:
        return episode_numbers(words, poster.total, last=last, next_=next_, places=poster.places)
    except UsageError as error:
        raise _with_at(words, moment) or error from None


def _refuse_what_is_not_out(poster: Known, position: int, moment: datetime) -> None:
    """Raise `NotOutError` if the next episode is still to come: it can be named, for a preview."""
    if waiting := waits(poster, position, moment.date()):
        raise NotOutError(position + 1, waiting)


def _with_at(words: list[str], moment: datetime) -> UsageError | None:
    """Return what to say of `words` that end in a time, which needs --at; None if they don't."""
    for place in range(1, len(words)):
        when = " ".join(words[place:])
        try:
            parse.past(when, moment)
        except UsageError:
            continue
        marked = line_of(words[:place])
        return UsageError(f"To say when: runaway watched {marked} --at {word(when)}")
    return None


def _refuse_a_slip(progress: Progress, total: int, moment: datetime) -> None:
    """Raise `SlipError` for the next episode right after another, on whatever machine."""
    moves = [event for event in progress.done if event.change.kind in MOVES]
    number = _next(progress)
    if not moves or number > total:
        return
    last = moves[-1]
    if last.change.kind == "watched" and abs(moment - last.at) < A_SLIP:
        on = None if last.on == machine() else last.on
        raise SlipError(last.change.episodes, clock.say_ago(last.at, moment), on, number)


def unwatch(
    session: Session, episode: Finished = None, only: OnlyThat = False
) -> views.ChangedView:
    """Unmark an episode and any after it (default: your last one)."""
    poster = session.poster()

    def go_back(progress: Progress, total: int) -> Change:
        if not episode:
            return progress.unwatch(only=only)
        number = typed.number_of(" ".join(episode), progress, poster)
        return progress.unwatch(number, only=only)

    return _change(session, go_back, poster)


def undo(session: Session, steps: Steps = "1") -> View:
    """Undo your last change. Repeat to go further back."""
    return _step(session, "undo", whole("--steps", steps))


def redo(session: Session, steps: Steps = "1") -> View:
    """Redo what you last undid."""
    return _step(session, "redo", whole("--steps", steps))


def rewatch(session: Session) -> views.ChangedView:
    """Start over. The story is hidden again; your history stays."""
    return _change(session, lambda progress, _: progress.rewatch())


def _step(session: Session, verb: str, steps: int) -> View:
    """Undo or redo so many changes, or as many as there are."""
    if len(session.roots) > 1:
        from runaway_cli.cli.together import step  # most people are alone

        return step(session, verb, steps)
    done = [_change(session, lambda progress, _: _move(progress, verb))]
    while len(done) < steps:
        try:
            done.append(_change(session, lambda progress, _: _move(progress, verb)))
        except NothingToError:
            break
    said = (" ".join(filter(None, (getattr(view, part) for view in done))) for part in SAID)
    what, remains = said
    return done[-1]._replace(what=what, remains=remains or None)


def _move(progress: Progress, verb: str) -> Change:
    return progress.undo() if verb == "undo" else progress.redo()


def _change(
    session: Session, move: Callable[[Progress, int], Change], poster: Known | None = None
) -> views.ChangedView:
    event, here = session.record(move, poster)
    assert event  # a move that changes nothing raises instead
    about = next((other for other in here.events if other.id == event.change.event), event)
    view = views.changed(here.known, here.progress, about, event)
    if event.change.kind == "undo" and (act := about.change.together):
        from runaway_cli.cli.together import who_still_has  # most people are alone

        return view._replace(remains=views.remains(who_still_has(session, act)))
    return view


def _next(progress: Progress) -> int:
    """Return the episode to watch now, one more than there are after the finale."""
    return progress.position + 1


def history(session: Session) -> View:
    """Everything you've done, with dates."""
    from runaway_cli.views.history import history as done

    here = session.look()
    return done(here.yours, here.events, here.moment)
