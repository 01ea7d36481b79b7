"""Clock and calendar as people say them. Pure: the moment is always passed in."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from runaway_cli.diary import When
from runaway_cli.errors import NotATime, NotYet

NIGHT_ENDS = time(5)  # what is watched before belongs to the evening of the day before
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPOKEN = re.compile(
    r"(?P<day>.*?)(?:(?:^|[ ,t])(?:at )?"
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))? ?(?P<half>[ap]m)?)?"
)


def after(moment: datetime, minutes: int) -> datetime:
    """Return the moment `minutes` later, in the same time zone."""
    return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)


def parse(text: str, moment: datetime) -> When:
    """Return the latest time up to `moment` that `text` can mean: a day, or a moment of a day.

    Takes 22:40, today, yesterday, a weekday, 2026-01-03, a day and a time, or ISO with an offset.
    Raises `NotATime`, or `NotYet` for what is still to come.
    """
    try:
        exact = datetime.fromisoformat(text.strip())
    except ValueError:
        exact = None
    if exact and exact.tzinfo:
        return _past(exact, moment, text)
    spoken = _SPOKEN.fullmatch(text.strip().casefold())
    if not spoken or not spoken[0]:
        raise NotATime(text)
    day, every = _day(spoken["day"].strip(" ,"), moment.date(), text)
    if not spoken["hour"]:
        return _past(day, moment, text)
    meant = datetime.combine(day, _time_of_day(spoken, text), moment.tzinfo)
    if meant > moment:  # "22:40", said in the morning, was last night
        meant -= timedelta(days=every)
    return _past(meant, moment, text)


def _day(word: str, today: date, text: str) -> tuple[date, int]:
    """Return the latest day `word` names, and after how many days the word comes round again."""
    if not word:
        return today, 1
    if word in ("today", "yesterday", "tomorrow"):
        return today + timedelta(days=("yesterday", "today", "tomorrow").index(word) - 1), 0
    for number, name in enumerate(_DAYS):
        if len(word) > 2 and name.startswith(word):
            return today - timedelta(days=(today.weekday() - number) % 7), 7
    try:
        return date.fromisoformat(word), 0
    except ValueError:
        raise NotATime(text) from None


def _time_of_day(spoken: re.Match[str], text: str) -> time:
    hour, minute, half = int(spoken["hour"]), spoken["minute"], spoken["half"]
    if not (minute or half) or (half and not 1 <= hour <= 12):
        raise NotATime(text)
    if half:
        hour = hour % 12 + 12 * (half == "pm")
    try:
        return time(hour, int(minute or 0))
    except ValueError:
        raise NotATime(text) from None


def _past(when: When, moment: datetime, text: str) -> When:
    later = when > moment if isinstance(when, datetime) else when > moment.date()
    if later:
        raise NotYet(text)
    return when


def say(when: When, moment: datetime) -> str:
    """Say `when` as a person would at `moment`: "last night 23:10", "Thu 1 Jan"."""
    if not isinstance(when, datetime):
        return _say_day(when, moment.date())
    local = when.astimezone(moment.tzinfo)
    evening = _evening(local)
    if local.hour >= 18 or evening != local.date():
        nights = (_evening(moment) - evening).days
        if nights in (0, 1):
            return f"{('tonight', 'last night')[nights]} {local:%H:%M}"
    return f"{_say_day(local.date(), moment.date())} {local:%H:%M}"


def say_evening(when: When, moment: datetime) -> str:
    """Say only the day or night of `when`: "last night", "Thu 1 Jan"."""
    return re.sub(r" \d\d:\d\d$", "", say(when, moment))


def _evening(moment: datetime) -> date:
    return moment.date() - timedelta(days=moment.time() < NIGHT_ENDS)


def _say_day(day: date, today: date) -> str:
    ago = (today - day).days
    if ago in (0, 1):
        return ("today", "yesterday")[ago]
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"
