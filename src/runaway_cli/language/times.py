"""The time of day people mean.

    22:40   22.40   22h40   2240   21:05:30   24:00   midnight   noon
    9pm   9:30pm   9.30pm   "9 p.m."

A bare 9 is one only where the part of the day is named, as in "tonight at 9".
"""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

MIDNIGHT = 24  # hour: the one that ends a day
PARTS = {  # of a day: the hours it has, counted from the midnight before
    "morning": range(12),
    "afternoon": range(12, 19),
    "evening": range(17, 29),
    "night": range(17, 29),
}
_TIME = (
    r"(?P<hour>[0-9]{1,2})(?:[:.h]?(?P<minute>[0-5][0-9])(?:[:.](?P<second>[0-5][0-9]))?)?"
    r" ?(?P<half>[ap]\.?m\.?)?"
)


class Clock(NamedTuple):
    """A time of day as it was typed.

    `hours` are those it can mean, 0 to 24, the one as typed first: 11:30 can be 23:30, but 23:30,
    08:30 and 8am are one. `is_bare` is an hour with nothing to show that it is one.
    """

    hours: tuple[int, ...]
    minute: int = 0
    second: int = 0
    is_bare: bool = False

    def on(self, day: date, hour: int) -> datetime:
        """Return this time, as the wall shows it, at one of its hours; 24 is the next day's 0."""
        at = time(hour % 24, self.minute, self.second)
        return datetime.combine(day + timedelta(days=hour // 24), at)

    def hour_in(self, part: str) -> int | None:
        """Return its hour in a part of the day, counted from the midnight before, if it has one."""
        hours = (late for hour in self.hours for late in (hour, hour + 24))
        return next((hour for hour in hours if hour in PARTS[part]), None)


def clock_time(said: str) -> Clock | None:
    """Return the time of day that plain text says, None when it says none."""
    if said in ("midnight", "noon", "midday"):
        return Clock((MIDNIGHT if said == "midnight" else 12,))
    found = re.fullmatch(_TIME, said)
    if not found:
        return None
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    hours = _hours(found["hour"], (found["half"] or "")[:1])
    if not hours or (hour == MIDNIGHT and (minute or second)):
        return None
    return Clock(hours, minute, second, is_bare=not (found["minute"] or found["half"]))


def _hours(typed: str, half: str) -> tuple[int, ...]:
    """Return the hours that `typed` can mean, with "a", "p" or nothing for the half of the day."""
    hour = int(typed)
    if half:
        return (hour % 12 + 12 * (half == "p"),) if 1 <= hour <= 12 else ()
    if hour == 12:
        return (12, 0)
    if 1 <= hour < 12 and not typed.startswith("0"):
        return (hour, hour + 12)
    return (hour,) if hour <= MIDNIGHT else ()
