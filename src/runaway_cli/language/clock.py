"""Clock and calendar: what comes after what, and how it is said. Pure: moments are passed in."""

import math
from datetime import UTC, date, datetime, time, timedelta, timezone

When = date | datetime
"""A day, or a moment with its UTC offset where the viewer knows it."""
NIGHT_BEGINS, NIGHT_ENDS = 18, 5  # hours; what is watched before five belongs to the evening before


def after(moment: datetime, minutes: float) -> datetime:
    """Return the moment `minutes` later, as the clock on that wall will show it."""
    return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Return the minutes from one moment to another, rounded up; below 0 when they go back."""
    return math.ceil((later.astimezone(UTC) - earlier.astimezone(UTC)) / timedelta(minutes=1))


def fixed(moment: datetime) -> datetime:
    """Return the same moment with its UTC offset of that time, and no zone, for writing down."""
    return moment.astimezone(timezone(moment.utcoffset() or timedelta(0)))


def has_offset(moment: datetime) -> bool:
    """Whether it can be written down: with a UTC offset in whole minutes, from 1900 to 8999."""
    if not 1900 <= moment.year < 9000:
        return False
    offset = moment.utcoffset()
    return offset is not None and offset % timedelta(minutes=1) == timedelta(0)


def evening(when: When) -> date:
    """Return the day to whose evening `when` belongs: before five it is the day before."""
    if not isinstance(when, datetime):
        return when
    return when.date() - timedelta(days=when.hour < NIGHT_ENDS)


def end_of_night(moment: datetime) -> datetime:
    """Return when the night ends that `moment` belongs to, or that comes next."""
    morning = datetime.combine(evening(moment), time(NIGHT_ENDS), moment.tzinfo)
    return morning + timedelta(days=1)


def say(when: When, moment: datetime) -> str:
    """Say `when` as a person would at `moment`: "last night 23:10", "Thu 1 Jan 15:00".

    A moment is said as the clock on that wall showed it, whatever the offset is now.
    """
    if not isinstance(when, datetime):
        return _day_in_words(when, moment)
    night = _night(when, moment)
    return f"{night or _day_in_words(when.date(), moment)} {when:%H:%M}"


def say_evening(when: When, moment: datetime) -> str:
    """Say only the day or night of `when`: "last night", "on Thu 1 Jan", "on the night of ..."."""
    if night := _night(when, moment):
        return night
    day, is_late = evening(when), isinstance(when, datetime) and when.hour < NIGHT_ENDS
    said = _day_in_words(day, moment)
    return said if said[0].islower() else f"on {'the night of ' * is_late}{said}"


def _night(when: When, moment: datetime) -> str | None:
    """Return "tonight" or "last night", None for a day and for any other night."""
    if not isinstance(when, datetime) or NIGHT_ENDS <= when.hour < NIGHT_BEGINS:
        return None
    return {0: "tonight", 1: "last night"}.get((evening(moment) - evening(when)).days)


def say_day(day: date, today: date) -> str:
    """Say a day with its weekday, and its year where that is not this one: "Sun 4 Jan"."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def _day_in_words(day: date, moment: datetime) -> str:
    ago = (moment.date() - day).days
    return ("today", "yesterday")[ago] if ago in (0, 1) else say_day(day, moment)
