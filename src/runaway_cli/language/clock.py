"""Clock and calendar: adding up times, and saying them as people do.

Nothing here asks what time it is: the current moment is passed in.
"""

import math
from datetime import UTC, date, datetime, time, timedelta, timezone

from runaway_cli.language import phrases

When = date | datetime
"""A day, or a moment with its UTC offset if the viewer knows it."""
NIGHT_BEGINS, NIGHT_ENDS = 18, 5  # hours; anything before five counts as the evening before
ONE_DAY = timedelta(days=1)


def after(moment: datetime, minutes: float) -> datetime:
    """Return the moment `minutes` later, as a clock in the same zone will show it."""
    return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Return the minutes from one moment to another, rounded up; negative if it's earlier."""
    return math.ceil((later.astimezone(UTC) - earlier.astimezone(UTC)) / timedelta(minutes=1))


def fixed(moment: datetime) -> datetime:
    """Return the same moment with a plain UTC offset instead of its zone, for writing down."""
    return moment.astimezone(timezone(moment.utcoffset() or timedelta(0)))


def has_offset(moment: datetime) -> bool:
    """Whether a diary can hold it: a UTC offset in whole minutes, a year from 1900 to 8999."""
    if not 1900 <= moment.year < 9000:
        return False
    offset = moment.utcoffset()
    return offset is not None and offset % timedelta(minutes=1) == timedelta(0)


def evening(when: When) -> date:
    """Return the day whose evening `when` belongs to: before five it's the day before."""
    if not isinstance(when, datetime):
        return when
    return when.date() - ONE_DAY if when.hour < NIGHT_ENDS else when.date()


def end_of_night(moment: datetime) -> datetime:
    """Return when the current night ends, or by day, the next one."""
    return datetime.combine(evening(moment), time(NIGHT_ENDS), moment.tzinfo) + ONE_DAY


def say(when: When, moment: datetime) -> str:
    """Return `when` as you'd say it at `moment`: "last night 23:10", "Thu 1 Jan 15:00".

    The time is what the clock showed there and then, whatever the UTC offset is now.
    """
    if not isinstance(when, datetime):
        return _day_in_words(when, moment)
    night = _night(when, moment)
    return f"{night or _day_in_words(when.date(), moment)} {when:%H:%M}"


def say_evening(when: When, moment: datetime) -> str:
    """Return the day or night of `when`: "last night", "on Thu 1 Jan", "on the night of ..."."""
    if night := _night(when, moment):
        return night
    day = _day_in_words(evening(when), moment)
    if day in ("today", "yesterday"):
        return day
    if isinstance(when, datetime) and when.hour < NIGHT_ENDS:
        return f"on the night of {day}"
    return f"on {day}"


def _night(when: When, moment: datetime) -> str | None:
    """Return "tonight" or "last night", or None for a day or any other night."""
    if not isinstance(when, datetime) or NIGHT_ENDS <= when.hour < NIGHT_BEGINS:
        return None
    return {0: "tonight", 1: "last night"}.get((evening(moment) - evening(when)).days)


def say_ago(earlier: datetime, moment: datetime) -> str:
    """Say how long ago something within the hour was: "just now", "two minutes ago".

    What is ahead, by another machine's clock, is "just now".
    """
    minutes = (moment - earlier) // timedelta(minutes=1)
    if minutes < 1:
        return "just now"
    return f"{phrases.count(minutes)} {phrases.plural(minutes, 'minute')} ago"


def say_day(day: date, today: date) -> str:
    """Return a day with its weekday, and its year if that isn't this one: "Sun 4 Jan"."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def _day_in_words(day: date, moment: datetime) -> str:
    """Return "today", "yesterday", or the day with its weekday."""
    recent = {0: "today", 1: "yesterday"}
    return recent.get((moment.date() - day).days) or say_day(day, moment)
