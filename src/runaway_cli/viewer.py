"""Joins what the viewer did with what they may know. Alone in opening the airlock."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from runaway_cli import airlock, store
from runaway_cli.diary import Deed, Event, Progress, fold
from runaway_cli.errors import WrongUsage
from runaway_cli.known import Known


@dataclass(frozen=True)
class Viewer:
    """One viewer at one moment, which carries the local time zone. `events` are in no order."""

    moment: datetime
    events: tuple[Event, ...]
    progress: Progress
    known: Known


def now(as_of: int | None = None) -> Viewer:
    """Read the diary and open the show as far as it allows; with `as_of`, as it was back then.

    Raises `LooksAhead` when `as_of` is beyond the viewer's position, and what `store.read` raises.
    """
    diary = store.read()
    if diary.newer:
        print(diary.newer, file=sys.stderr)
    events, progress = diary.events, fold(diary.events)
    if as_of is not None:
        progress = progress.looking_back(as_of)
        last = max((event.id for event in progress.done), default="")
        events = tuple(event for event in events if event.id <= last)
    return Viewer(clock_time(), events, progress, airlock.open_at(progress.position))


def record(decide: Callable[[Progress], Deed]) -> tuple[Event, Viewer]:
    """Write down what `decide` makes of the progress so far; return it and where that leads.

    Raises what `store.append` and `decide` raise; then nothing was written.
    """
    event = store.append(lambda events: decide(fold(events)), clock_time())
    return event, now()


def clock_time() -> datetime:
    """Return the time, with the local UTC offset; `$RUNAWAY_NOW` sets it, for tests and pictures.

    Raises `WrongUsage` when that is not ISO 8601 with an offset.
    """
    told = os.environ.get("RUNAWAY_NOW")
    if not told:
        return datetime.now().astimezone()
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        moment = datetime.min
    if moment.tzinfo is None:
        raise WrongUsage(
            f"RUNAWAY_NOW is {told!r}, which is not a time like 2026-01-03T22:04+01:00."
        )
    return moment
