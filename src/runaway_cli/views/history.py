"""What the viewer did, event by event."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.events import KINDS, Event
from runaway_cli.diary.progress import Progress, joined
from runaway_cli.language import clock, phrases
from runaway_cli.language.clock import When


class HistoryRow(NamedTuple):
    """One thing the viewer did: `at` is when in ISO 8601, `said` when in words.

    `on` is the machine, None if nobody noted it. `taken_back` is true if it's undone.
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


def history(progress: Progress, events: Iterable[Event], moment: datetime) -> HistoryView:
    """List what the viewer did, except undos and redos; `progress.done` is what still counts.

    Names the machines if there are several.
    """
    ordered = joined(events)
    done = {event.id for event in progress.done}
    name_machines = len({event.on for event in ordered}) > 1
    rows = (
        HistoryRow(
            at=event.at.isoformat(),
            said=clock.say(event.at, moment),
            what=in_full(event, moment, name_machine=name_machines),
            on=event.on,
            taken_back=event.id not in done,
        )
        for event in ordered
        if event.change.kind not in ("undo", "redo")
    )
    return HistoryView(tuple(rows))


def in_full(event: Event, moment: datetime, *, name_machine: bool = False) -> str:
    """Return what somebody did, when, and where: "watched 3 (last night 23:10) on sofa"."""
    what = in_words(event)
    if when := said_time(event):
        what += f" ({clock.say(when, moment)})"
    if name_machine and event.on:
        what += f" on {event.on}"
    return what


def about_episodes(event: Event) -> tuple[int, ...]:
    """Return the episodes that an event is about, ascending; none for a rewatch."""
    change = event.change
    return change.episodes or change.numbers or tuple(filter(None, (change.number,)))


def in_words(event: Event) -> str:
    """Return what somebody did: "watched 1, 2 and 3"."""
    change, about = event.change, about_episodes(event)
    if change.kind not in KINDS:
        return f"{phrases.short(change.kind)} (from a newer runaway)"
    said = phrases.numbers(about) if about else ""
    if change.seconds == 0:
        return f"cleared the pause in {said}"
    place = phrases.position(change.seconds or 0)
    return KINDS[change.kind].sentence.format(episodes=said, numbers=said, place=place)


def said_time(event: Event) -> When | None:
    """Return when its episodes were watched if somebody said, None for the time of the event."""
    dated = [when for when in event.change.times if when not in (None, event.at)]
    return event.change.finished or next(iter(dated), None)
