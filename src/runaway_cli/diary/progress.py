"""The fold from events to where the viewer stands. No files, no clock, no printing.

`docs/diary.md` describes the format these values come from.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.errors import NothingToError, NotWatchedError
from runaway_cli.diary.events import Change, Event, keep
from runaway_cli.language.clock import When
from runaway_cli.language.errors import NoSuchEpisodeError
from runaway_cli.story.errors import LookAheadError
from runaway_cli.story.model import Position


class Viewing(NamedTuple):
    """One episode, finished once in the run of that number; the first run is 1.

    `event` is the id of the event that marked it. If that is undated, `when` is only the time it
    was written down.
    """

    episode: int
    when: When
    run: int
    event: str
    is_dated: bool = True


class Progress(NamedTuple):
    """Where the viewer stands.

    `done` are the events in force, oldest first, undos and redos not among them; `undone` those
    that `redo` would bring back, the next one last. `viewings` are all of them in order of marking,
    those of earlier runs included. `ever` are the events in force however far one looks back, for
    `diary.journal`, which lets through what the position allows.
    """

    done: tuple[Event, ...] = ()
    undone: tuple[Event, ...] = ()
    viewings: tuple[Viewing, ...] = ()
    run: int = 1
    ever: tuple[Event, ...] = ()

    @property
    def watched(self) -> tuple[int, ...]:
        """The episodes finished in this run, ascending."""
        return tuple(sorted({v.episode for v in self.viewings if v.run == self.run}))

    @property
    def times(self) -> dict[int, When]:
        """When each of them was finished, by number, where somebody said."""
        this_run = [v for v in self.viewings if v.run == self.run and v.is_dated]
        return {v.episode: v.when for v in sorted(this_run, key=lambda v: v.episode)}

    @property
    def position(self) -> Position:
        """How many episodes are finished without a gap."""
        watched, position = set(self.watched), 0
        while position + 1 in watched:
            position += 1
        return Position(position)

    def within(self, total: int) -> "Progress":
        """Return progress without episodes that a season of `total` does not have."""
        kept = tuple(v for v in self.viewings if 1 <= v.episode <= total)
        return self._replace(viewings=kept)

    def looking_back(self, to: int) -> "Progress":
        """Return progress as it was when episode `to` was finished, and nothing after it.

        Raises `LookAheadError` unless 0 <= to <= position.
        """
        if not 0 <= to <= self.position:
            raise LookAheadError(self.position)
        kept = tuple(v for v in self.viewings if v.run == self.run and v.episode <= to)
        finishing = [v.event for v in kept if v.episode == to]
        beginning = [e.id for e in self.done if e.change.kind == "rewatch"]
        last = max(finishing or beginning, default="")
        done = tuple(event for event in self.done if event.id <= last)
        return Progress(done, (), kept, self.run, self.ever)

    def watch(
        self,
        numbers: Iterable[int],
        total: int,
        *,
        moment: datetime,
        only: bool = False,
        finished: When | None = None,
    ) -> Change | None:
        """Mark `numbers` and everything before the highest of them; with `only`, just them.

        No numbers means the next episode. They were `finished` then, or else at this `moment`;
        what is filled in before them has no time, for nobody said. The change holds what wasn't
        marked yet; None when that is nothing. Raises `NoSuchEpisodeError` for a number outside
        1..total.
        """
        named = set(numbers) or {min(self.position + 1, total)}
        for number in sorted(named):
            if not 1 <= number <= total:
                raise NoSuchEpisodeError(number, total)
        wanted = named if only else named | set(range(1, max(named)))
        new = tuple(sorted(wanted - set(self.watched)))
        if not new:
            return None
        if named >= set(new):
            return Change("watched", new, self.run, finished)
        times = tuple((finished or moment) if n in named else None for n in new)
        return Change("watched", new, self.run, times=times)

    def retime(self, numbers: Iterable[int], when: When | None) -> Change:
        """Say that episodes that are marked were finished then; None means nobody knows.

        Raises `NotWatchedError` for one that isn't marked.
        """
        asked = tuple(sorted(set(numbers)))
        for number in asked:
            if number not in self.watched:
                raise NotWatchedError(number)
        times = (when,) * len(asked)
        return Change("retime", numbers=asked, in_run=self.run, times=times)

    def unwatch(self, number: int | None = None, *, only: bool = False) -> Change:
        """Go back to before `number`, or unmark `only` that; None means the last one marked.

        Raises `NothingToError` when nothing is marked, `NotWatchedError` when `number` is not.
        """
        if not self.watched:
            raise NothingToError("unwatch")
        number = max(self.watched) if number is None else number
        if number not in self.watched:
            raise NotWatchedError(number)
        later = tuple(n for n in self.watched if n > number and not only)
        return Change("unwatch", (number, *later), self.run)

    def rewatch(self) -> Change:
        """Begin a new run. Raises `NothingToError` when this one has not begun."""
        if not self.watched:
            raise NothingToError("rewatch")
        return Change("rewatch", run=self.run + 1)

    def undo(self) -> Change:
        """Undo the latest event that counts. Raises `NothingToError` when there is none."""
        if not self.done:
            raise NothingToError("undo")
        return Change("undo", event=self.done[-1].id)

    def redo(self) -> Change:
        """Bring back what was undone last, unless something else was done since.

        Raises `NothingToError` when there is nothing.
        """
        if not self.undone:
            raise NothingToError("redo")
        return Change("redo", event=self.undone[-1].id)


def joined(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return each event once, in the order things happened.

    Of two that share an id, the same one stays whatever the order of `events`.
    """
    by_id: dict[str, Event] = {}
    for event in events:
        keep(by_id, event)
    return tuple(by_id[id_] for id_ in sorted(by_id))


def fold(events: Iterable[Event]) -> Progress:
    """Return where the viewer stands after `events`, given in any order, repeats allowed.

    An event is in force unless the last undo or redo that names it is an undo, wherever the two
    stand: so diaries can be joined.
    """
    ordered = joined(events)
    others = [event for event in ordered if event.change.kind not in ("undo", "redo")]
    verdicts = {e.change.event: e.change.kind for e in ordered if e.change.kind in ("undo", "redo")}
    done = tuple(event for event in others if verdicts.get(event.id) != "undo")
    viewings, run = _replay(done)
    return Progress(done, _redoable(ordered), viewings, run, done)


def _redoable(ordered: Iterable[Event]) -> tuple[Event, ...]:
    """Return what was undone since anything else was done, the last one last."""
    by_id = {event.id: event for event in ordered}
    undone: list[str] = []
    for event in by_id.values():
        if event.change.kind not in ("undo", "redo"):
            undone.clear()
        elif event.change.event in by_id:
            undone = [id_ for id_ in undone if id_ != event.change.event]
            if event.change.kind == "undo":
                undone.append(event.change.event)
    return tuple(by_id[id_] for id_ in undone)


def waiting(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return each undo or redo of an event that isn't there, unless a repair in force is later."""
    ordered = joined(events)
    ids = {event.id for event in ordered}
    missing = [event for event in ordered if (event.change.event or event.id) not in ids]
    if not missing:
        return ()
    repairs = [event.id for event in fold(ordered).done if event.change.repaired]
    return tuple(event for event in missing if event.id > max(repairs, default=""))


def _replay(events: Iterable[Event]) -> tuple[tuple[Viewing, ...], int]:
    """Return all viewings in order of marking, and the number of the current run."""
    viewings: dict[tuple[int, int], Viewing] = {}
    current = 1
    for event in events:
        change = event.change
        run = change.run or current
        if change.kind == "rewatch":
            current = max(current, change.run or current + 1)
        elif change.kind == "watched":
            _mark(viewings, event, run)
        elif change.kind == "unwatch":
            for episode in change.episodes:
                viewings.pop((run, episode), None)
        elif change.kind == "retime":
            _retime(viewings, event)
    return tuple(viewings.values()), current


def _mark(viewings: dict[tuple[int, int], Viewing], event: Event, run: int) -> None:
    """Add the viewings of a mark. The first one stays, unless only a later one has a time."""
    change = event.change
    times = change.times or (event.when,) * len(change.episodes)
    for episode, when in zip(change.episodes, times, strict=True):
        new = Viewing(episode, when or event.at, run, event.id, is_dated=when is not None)
        old = viewings.setdefault((run, episode), new)
        if new.is_dated and not old.is_dated:
            viewings[run, episode] = new


def _retime(viewings: dict[tuple[int, int], Viewing], event: Event) -> None:
    """Give viewings that are there the times of a correction, None being undated."""
    change = event.change
    for number, when in zip(change.numbers, change.times, strict=True):
        if old := viewings.get((change.in_run or 0, number)):
            viewings[old.run, number] = old._replace(
                when=when or old.when, is_dated=when is not None
            )
