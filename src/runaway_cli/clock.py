"""Clock and calendar as people say them. Pure: the moment is always passed in."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from runaway_cli.diary import When
from runaway_cli.errors import NotATime, NotYet

NIGHT_BEGINS, NIGHT_ENDS = 18, 5  # hours; what is watched before five belongs to the evening before
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 60  # characters that can mean a time
_TIME = r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))? ?(?P<half>[ap]m)?"
_SPOKEN = (
    re.compile(rf"(?P<day>.*?)(?:(?:^|[ ,]+|(?<=\d)t)(?:at )?{_TIME})?"),
    re.compile(rf"{_TIME},? (?:on )?(?P<day>.+)"),
)
_DATE = re.compile(r"(?:[a-z]{3,9},? )?(?P<day>\d{1,2}) (?P<month>[a-z]{3,9})(?: (?P<year>\d{4}))?")


def after(moment: datetime, minutes: int) -> datetime:
    """Return the moment `minutes` later, at the same UTC offset."""
    return moment + timedelta(minutes=minutes)


def has_offset(moment: datetime) -> bool:
    """Whether `moment` has a UTC offset that can be written down: one in whole minutes."""
    offset = moment.utcoffset()
    return offset is not None and offset % timedelta(minutes=1) == timedelta(0)


def parse(text: str, moment: datetime) -> When:
    """Return the latest time up to `moment` that `text` can mean: a day, or a moment of a day.

    Takes 22:40, 9pm, tonight, last night, today, yesterday, a weekday, 3 jan, 2026-01-03, any of
    these with a time before or behind it, and ISO 8601. What has no offset is meant at that of
    `moment`. Raises `NotATime`, or `NotYet` for what is still to come.
    """
    if len(text) > _LONGEST:
        raise NotATime(text)
    said = text.strip().casefold()
    for form in _SPOKEN:
        if spoken := form.fullmatch(said):
            meant = _meant(spoken, moment)
            if meant is not None:
                return _past(meant, moment, text)
    try:
        exact = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NotATime(text) from None
    exact = exact if exact.tzinfo else exact.replace(tzinfo=moment.tzinfo)
    if not has_offset(exact) or exact.year < 1900:
        raise NotATime(text)
    return _past(exact, moment, text)


def _meant(spoken: re.Match[str], moment: datetime) -> When | None:
    """Return the time that was spoken of, None when it was no time."""
    word = spoken["day"].strip(" ,").removeprefix("on ")
    day, every = _day(word, moment.date())
    if day is None or not spoken[0]:
        return None
    if not spoken["hour"]:
        return day
    at = _time_of_day(int(spoken["hour"]), spoken["minute"], spoken["half"])
    if at is None:
        return None
    if word.endswith("night") and at.hour < NIGHT_ENDS:  # "last night 00:30" is today
        day += timedelta(days=1)
    meant = datetime.combine(day, at, moment.tzinfo)
    if meant > moment:  # "22:40", said in the morning, was last night
        meant -= timedelta(days=every)
    return meant


def _day(word: str, today: date) -> tuple[date | None, int]:
    """Return the latest day `word` names, and after how many days the word comes round again."""
    if not word:
        return today, 1
    for ago, words in enumerate((("today", "tonight"), ("yesterday", "last night"))):
        if word in words:
            return today - timedelta(days=ago), 0
    if word == "tomorrow":
        return today + timedelta(days=1), 0
    for number, name in enumerate(_DAYS):
        if len(word) > 2 and name.startswith(word):
            return today - timedelta(days=(today.weekday() - number) % 7), 7
    return _date(word, today), 0


def _date(word: str, today: date) -> date | None:
    written = _DATE.fullmatch(word)
    try:
        if not written:
            return (
                date.fromisoformat(word) if re.fullmatch(r"(19|20)\d\d-\d\d-\d\d", word) else None
            )
        month = _MONTHS.index(written["month"][:3]) + 1
        day = date(int(written["year"] or today.year), month, int(written["day"]))
        return day if written["year"] or day <= today else day.replace(year=today.year - 1)
    except ValueError:
        return None


def _time_of_day(hour: int, minute: str | None, half: str | None) -> time | None:
    if not (minute or half) or (half and not 1 <= hour <= 12) or hour > 23:
        return None
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    return time(hour, int(minute or 0)) if int(minute or 0) < 60 else None


def _past(when: When, moment: datetime, text: str) -> When:
    later = when > moment if isinstance(when, datetime) else when > moment.date()
    if later:
        raise NotYet(text)
    return when


def evening(when: When) -> date:
    """Return the day to whose evening `when` belongs: before five it is the day before."""
    if not isinstance(when, datetime):
        return when
    return when.date() - timedelta(days=when.hour < NIGHT_ENDS)


def say(when: When, moment: datetime) -> str:
    """Say `when` as a person would at `moment`: "last night 23:10", "Thu 1 Jan 15:00".

    A moment is said as the clock on that wall showed it, whatever the offset is now.
    """
    if not isinstance(when, datetime):
        return say_evening(when, moment)
    night = _night(when, moment)
    return f"{night or _day_in_words(when.date(), moment)} {when:%H:%M}"


def say_evening(when: When, moment: datetime) -> str:
    """Say only the day or night of `when`: "last night", "Thu 1 Jan"."""
    return _night(when, moment) or _day_in_words(evening(when), moment)


def _night(when: When, moment: datetime) -> str | None:
    """Return "tonight" or "last night", None for a day and for any other night."""
    if not isinstance(when, datetime) or NIGHT_ENDS <= when.hour < NIGHT_BEGINS:
        return None
    return {0: "tonight", 1: "last night"}.get((evening(moment) - evening(when)).days)


def _day_in_words(day: date, moment: datetime) -> str:
    ago = (moment.date() - day).days
    if ago in (0, 1):
        return ("today", "yesterday")[ago]
    year = "" if day.year == moment.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"
