"""What people mean when they say a moment, a day or a length. Pure: moments are passed in.

Three grammars, the same for every option that takes one of them:

A moment is a time of day (`times`) with or without a day (`dates`) before or behind it: "22:40",
"yesterday 22:40", "9pm on friday", "last night at 11". So are now, "2 hours ago" and "in 2 hours"
with any length, and ISO 8601. Before five it is still the evening before.

A day is any of `dates`. A length is any of `lengths`.

What could mean two things is refused, or the answer says how it was taken.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from runaway_cli.language import clock
from runaway_cli.language.clock import When
from runaway_cli.language.counting import plain, ranges
from runaway_cli.language.dates import Calendar, Day, weekday
from runaway_cli.language.errors import AlreadyPastError, NotUnderstoodError, NotYetError
from runaway_cli.language.lengths import minutes, number
from runaway_cli.language.moments import (
    exact,
    is_before,
    latest,
    nearest,
    phrase,
    relative,
    spoken,
    upcoming,
)
from runaway_cli.language.times import PARTS, Clock, clock_time

__all__ = [
    "Ahead", "ahead", "day_ahead", "minutes", "number", "past", "time_of_day", "weekdays",
]  # fmt: skip

PAST, AHEAD = '"22:40", yesterday, "friday 21:15" or 2026-01-03', "23:30, 11pm or midnight"
_A_TIME, _A_DAY = "a time I know", "a day I know"
_BACK = 7 * 60  # minutes: a clock's 6 hours, and the one it may have gone back
_FAR = timedelta(days=3650)  # that anybody plans ahead


class Ahead(NamedTuple):
    """A moment to come. `taken_as` says which, "23:30", when it may not be the one that was meant.

    That is a time taken in the 12-hour clock, and one without a day that lies beyond this night.
    """

    moment: datetime
    taken_as: str | None = None


def past(text: str, moment: datetime) -> When:
    """Return the latest time up to `moment` that `text` can mean: a day, or a moment of a day.

    What has no offset is meant at that of `moment`. Raises `NotUnderstoodError`, or `NotYetError`
    for a time that hasn't come yet.
    """
    meant = _past(phrase(text), moment) or exact(text, moment)
    if isinstance(meant, datetime) and clock.has_offset(meant):
        if is_before(moment, meant):
            raise NotYetError(text)
        return clock.fixed(meant)
    if meant is None or isinstance(meant, datetime):
        raise NotUnderstoodError(text, _A_TIME, PAST)
    if meant > moment.date():
        raise NotYetError(text)
    return meant


def _past(said: str, moment: datetime) -> When | None:
    if meant := relative(said, moment):
        return meant.replace(second=0, microsecond=0)
    it = spoken(said, Calendar(moment.date(), clock.evening(moment), ahead=False))
    day = it.day or Day(moment.date(), every=1)
    days = (day.date, day.date - timedelta(days=day.every))
    if it.at:
        return latest(days, it.at, it.hours[0], moment) if it.hours else None
    if day.part:  # "friday night", said on a Friday morning
        begins = latest(days, Clock(()), PARTS[day.part][0], moment)
        return begins if is_before(moment, begins) else begins.date()
    return it.day and day.date


def ahead(text: str, moment: datetime) -> Ahead:
    """Return the moment to come that `text` means, or the one up to 6 hours ago.

    A time alone is from 6 hours back to 18 hours ahead, in the 12-hour clock as in the other: the
    soonest before this night ends, if there is one. Raises `NotUnderstoodError`, or
    `AlreadyPastError` for what is longer ago.
    """
    meant = _ahead(phrase(text), moment) or _exactly(text, moment)
    if meant is None or abs(meant.moment.date() - moment.date()) > _FAR:
        raise NotUnderstoodError(text, _A_TIME, AHEAD)
    if is_before(clock.after(meant.moment, _BACK), moment):
        raise AlreadyPastError(clock.say(meant.moment, moment))
    return meant


def _ahead(said: str, moment: datetime) -> Ahead | None:
    if away := relative(said, moment):
        return Ahead(away)
    evening = clock.evening(moment)
    it = spoken(said, Calendar(evening, evening, ahead=True))
    if it.at is None or not it.hours:
        return None
    if it.day is None:
        return _tonight([nearest(it.at, hour, moment) for hour in it.hours], moment)
    days = (it.day.date, it.day.date + timedelta(days=it.day.every))
    meant = upcoming(days, it.at, it.hours, moment)
    is_as_typed = meant.hour == it.hours[0] % 24
    return Ahead(meant, None if is_as_typed else f"{meant:%H:%M}")


def _exactly(text: str, moment: datetime) -> Ahead | None:
    meant = exact(text, moment)
    return Ahead(meant.astimezone(moment.tzinfo)) if isinstance(meant, datetime) else None


def _tonight(meant: Sequence[datetime], moment: datetime) -> Ahead:
    """Return the soonest before this night ends; without one, the first, which is as typed."""
    bedtime = clock.end_of_night(moment)
    soon = (when for when in meant if not is_before(when, moment) and not is_before(bedtime, when))
    best = min(soon, key=lambda when: clock.minutes_between(moment, when), default=meant[0])
    if is_before(bedtime, best):
        day = "today" if best.date() == moment.date() else "tomorrow"
        return Ahead(best, f"{day} {best:%H:%M}")
    return Ahead(best, None if best == meant[0] else f"{best:%H:%M}")


def time_of_day(text: str) -> time:
    """Return the time that "21:00", "9pm", "midnight" or "noon" is, on whatever day.

    Raises `NotUnderstoodError`.
    """
    at = clock_time(phrase(text))
    if at is None or at.is_bare:
        raise NotUnderstoodError(text, _A_TIME, AHEAD)
    return time(at.hours[0] % 24, at.minute, at.second)


def day_ahead(text: str, moment: datetime) -> date:
    """Return the next day that `text` can mean, this evening included.

    Raises `NotUnderstoodError`, or `AlreadyPastError`.
    """
    evening = clock.evening(moment)
    day = Calendar(evening, evening, ahead=True).day(phrase(text))
    if day is None or abs(day.date - evening) > _FAR:
        raise NotUnderstoodError(text, _A_DAY, "sunday, tomorrow or 2026-01-04")
    if day.date < evening:
        raise AlreadyPastError(clock.say_day(day.date, moment))
    return day.date


def weekdays(text: str) -> frozenset[int]:
    """Return the days "fri,sat,sun", "fri-sun", "weekend" or "weekdays" are, Monday being 0.

    Raises `NotUnderstoodError`.
    """
    said = re.sub(r"\bweekends?\b", "sat,sun", plain(text))
    said = re.sub(r"\bweekdays?\b", "mon-fri", said)
    said = "mon-sun" if said in ("every day", "daily") else said
    days: set[int] = set()
    try:
        for names in ranges(said, "[a-z]{3,}"):
            first, last = map(weekday, names)
            if first is None or last is None:
                raise ValueError(names)  # noqa: TRY301  as an unknown range does
            days |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    except ValueError:
        raise NotUnderstoodError(text, _A_DAY, "fri,sat,sun or weekend") from None
    return frozenset(days)
