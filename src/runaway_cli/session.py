"""Joins what the viewer did with what they may know. Alone in opening the airlock."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary import store
from runaway_cli.diary.errors import DiaryStrangeError
from runaway_cli.diary.events import Change, Event
from runaway_cli.diary.progress import Progress, fold
from runaway_cli.errors import RunawayError, UsageError
from runaway_cli.language import clock
from runaway_cli.language.phrases import quoted
from runaway_cli.story import airlock
from runaway_cli.story.model import Episode, Known
from runaway_cli.system import paths
from runaway_cli.system.timezone import LOCAL


class Viewer(NamedTuple):
    """One viewer at one moment, which carries the local time zone.

    `events` are in no order. `troubles` are what reading the diary met and went on from.
    """

    moment: datetime
    events: tuple[Event, ...]
    progress: Progress
    known: Known
    troubles: tuple[RunawayError, ...] = ()

    @property
    def unwatched(self) -> tuple[Episode, ...]:
        """The episodes still to be watched, in order."""
        return tuple(e for e in self.known.episodes if e.number not in self.progress.watched)


def now() -> Viewer:
    """Read the diary and open the show as far as it allows. Raises what reading raises."""
    return standing(store.read(paths.diary_folder()), clock_time())


def looking_back(here: Viewer, to: int | None) -> Viewer:
    """Return the viewer as they were when episode `to` was finished; None changes nothing.

    Raises `LookAheadError` when that is beyond their position.
    """
    if to is None:
        return here
    progress = here.progress.looking_back(to)
    last = max((event.id for event in progress.done), default="")
    events = tuple(event for event in here.events if event.id <= last)
    known = airlock.open_at(progress.position)
    return here._replace(events=events, progress=progress, known=known)


def record(decide: Callable[[Progress, int], Change | None]) -> tuple[Event | None, Viewer]:
    """Write down what `decide` makes of the progress so far and of how many episodes there are.

    Returns what was written, and where that leads: a viewer who is told nothing by it, for all
    that is `known` is the poster. Nothing is written when `decide` returns None. Raises what
    `store.append` and `decide` raise.
    """
    moment, poster = clock_time(), airlock.open_at(Progress().position)
    event, diary = store.append(
        paths.diary_folder(),
        lambda events: decide(fold(events), poster.total),
        clock.fixed(moment),
    )
    return event, _with(diary, fold(diary.events), moment, poster)


def clock_time() -> datetime:
    """Return the time in the local zone; `$RUNAWAY_NOW` sets it, for tests and pictures.

    What that says keeps its offset, unless that is the local one. Raises `UsageError` when it
    isn't ISO 8601 with an offset in whole minutes.
    """
    told = os.environ.get("RUNAWAY_NOW")
    if not told:
        return datetime.now(LOCAL)
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        raise _not_a_clock(told) from None
    if not clock.has_offset(moment):
        raise _not_a_clock(told)
    local = moment.astimezone(LOCAL)
    return local if local.utcoffset() == moment.utcoffset() else moment


def _not_a_clock(told: str) -> UsageError:
    return UsageError(
        f"RUNAWAY_NOW is {quoted(told)}. It needs a time with a UTC offset, such as "
        "2026-01-03T22:04+01:00."
    )


def standing(diary: store.Diary, moment: datetime) -> Viewer:
    """Return the viewer who has this diary, whatever state it is in.

    Where something may have been undone that can't be read, they stand before episode 1.
    """
    progress = fold(diary.events)
    if diary.is_locked:
        progress = progress.looking_back(0)
    known = airlock.open_at(progress.position)
    if progress.position > known.total:  # somebody wrote of episodes that do not exist
        known = airlock.open_at(progress.within(known.total).position)
    return _with(diary, progress, moment, known)


def _with(diary: store.Diary, progress: Progress, moment: datetime, known: Known) -> Viewer:
    troubles = (*diary.troubles, *_strange(diary, progress, known.total))
    return Viewer(moment, diary.events, progress.within(known.total), known, troubles)


def _strange(diary: store.Diary, progress: Progress, total: int) -> Iterator[RunawayError]:
    """Yield what marks an episode that the season does not have."""
    ids = {viewing.event for viewing in progress.viewings if viewing.episode > total}
    for file in diary.files:
        for event in file.events:
            if event.id in ids:
                yield DiaryStrangeError(
                    file.path, file.line_of(event), event.change.episodes[-1], total
                )
