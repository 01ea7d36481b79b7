"""What the viewer did: marks, moves back and forth, the history."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.events import KINDS, Event
from runaway_cli.diary.progress import Progress, fold, joined
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Known


class MarkedView(NamedTuple):
    """What `watched` wrote down: the episodes it marked, and which of them nobody named.

    Nothing is marked when all of `asked` were watched before. `watched_on` is when, where the
    viewer said it. `missing` is the episode that keeps the position where it is, None without a
    gap; `moved_on` says that the position went beyond what was marked, for a gap was closed.
    """

    asked: tuple[int, ...]
    marked: tuple[int, ...]
    filled: tuple[int, ...]
    watched_on: str | None
    position: int
    missing: int | None
    moved_on: bool
    is_finished: bool

    @property
    def what(self) -> str:
        """The marks in one sentence."""
        if self.marked:
            when = f", {self.watched_on}" if self.watched_on else ""
            return f"Watched {phrases.numbers(self.marked)}{when}."
        if self.is_finished:
            return "You have seen them all already."
        be = "is" if len(self.asked) == 1 else "are"
        return f"{phrases.numbers(self.asked)} {be} marked already. Nothing changed."

    @property
    def asides(self) -> tuple[str, ...]:
        """What else there is to say, one sentence each."""
        if not self.marked:
            return ("runaway rewatch begins again.",) if self.is_finished else ()
        said = []
        if self.filled:
            be = "was" if len(self.filled) == 1 else "were"
            said.append(f"({phrases.numbers(self.filled)} {be} filled in.)")
        if self.missing:
            said.append(f"Episode {self.missing} is missing, so the story waits there.")
        if self.is_finished:
            said.append("That was the last one.")
        elif self.moved_on:
            said.append(_standing(self.position))
        return (*said, "Not right? runaway undo")

    def lines(self) -> Iterator[str]:
        yield "  ".join((self.what, *self.asides))


class ChangedView(NamedTuple):
    """What unwatch, undo, redo or rewatch did. `episodes` are those the deed was about.

    `at` is ISO 8601. `elsewhere` is the other machine on which the deed was done that is taken
    back or done again, None for this one.
    """

    did: str
    what: str
    episodes: tuple[int, ...]
    at: str
    elsewhere: str | None
    position: int
    is_finished: bool

    @property
    def aside(self) -> str:
        """Where the viewer stands now."""
        if self.is_finished:
            return "You have seen them all."
        return _standing(self.position)

    def lines(self) -> Iterator[str]:
        yield f"{self.what}  {self.aside}"


class HistoryRow(NamedTuple):
    """One thing the viewer did; `at` is ISO 8601. `taken_back` when an undo has removed it.

    `on` is the machine, None where nobody noted it.
    """

    at: str
    said: str
    what: str
    on: str | None
    taken_back: bool


class HistoryView(NamedTuple):
    """Everything the viewer did, oldest first."""

    rows: tuple[HistoryRow, ...]

    def lines(self) -> Iterator[str]:
        if not self.rows:
            yield "Nothing yet."
        for row in self.rows:
            yield f"{row.said}: {row.what}" + (" (undone)" if row.taken_back else "")


def marked(
    known: Known,
    progress: Progress,
    moment: datetime,
    event: Event | None,
    asked: tuple[int, ...],
) -> MarkedView:
    """Say what `event` marked, `asked` being the episodes the viewer named, if any.

    None is no event: all of them were marked before.
    """
    new = event.change.episodes if event else ()
    gap = any(number > progress.position for number in progress.watched)
    return MarkedView(
        asked=asked,
        marked=new,
        filled=tuple(n for n in new if n not in asked) if asked else (),
        watched_on=clock.say(event.change.finished, moment)
        if event and event.change.finished
        else None,
        position=progress.position,
        missing=progress.position + 1 if gap else None,
        moved_on=bool(new) and progress.position > new[-1],
        is_finished=progress.position == known.total,
    )


def changed(
    known: Known, progress: Progress, events: tuple[Event, ...], event: Event
) -> ChangedView:
    """Say what `event` changed; `events` are all there are, for an undo or redo is about one."""
    about = next((other for other in events if other.id == event.change.event), event)
    elsewhere = about.on if about.on != event.on else None
    what = _in_words(about)
    if elsewhere:
        what += f" (on {elsewhere}, {clock.say(about.at, event.at)})"
    taken = {"undo": f"Took back: {what}.", "redo": f"Did again: {what}."}
    return ChangedView(
        did=event.change.kind,
        what=taken.get(event.change.kind, f"{what[0].upper()}{what[1:]}."),
        episodes=about.change.episodes,
        at=event.at.isoformat(),
        elsewhere=elsewhere,
        position=progress.position,
        is_finished=progress.position == known.total,
    )


def _in_words(event: Event) -> str:
    """Say what somebody did, as in "watched 1, 2 and 3"."""
    change = event.change
    if change.kind not in KINDS:
        return f"{phrases.short(change.kind)} (by a newer runaway)"
    episodes = phrases.numbers(change.episodes) if change.episodes else ""
    return KINDS[change.kind].sentence.format(episodes=episodes)


def history(events: tuple[Event, ...], moment: datetime) -> HistoryView:
    """List everything the viewer did; an undone deed says so, undo and redo are not listed.

    Where there are several machines, each deed says on which it was done.
    """
    in_force = {event.id for event in fold(events).done}
    several = len({event.on for event in events}) > 1
    rows = (
        HistoryRow(
            at=event.at.isoformat(),
            said=clock.say(event.at, moment),
            what=_in_words(event)
            + _when_it_was(event, moment)
            + (f" on {event.on}" if several and event.on else ""),
            on=event.on,
            taken_back=event.id not in in_force,
        )
        for event in joined(events)
        if event.change.kind not in ("undo", "redo")
    )
    return HistoryView(tuple(rows))


def _when_it_was(event: Event, moment: datetime) -> str:
    return f" ({clock.say(event.change.finished, moment)})" if event.change.finished else ""


def _standing(position: int) -> str:
    return f"You stand before episode {position + 1}."
