"""What people mean when they say a time, a day or a length. Pure: moments are passed in."""

import re
from datetime import date, datetime, time, timedelta

from runaway_cli.language.clock import (
    NIGHT_ENDS,
    When,
    evening,
    fixed,
    has_offset,
    minutes_between,
    say_day,
)
from runaway_cli.language.errors import AlreadyPastError, NotUnderstoodError, NotYetError

PAST, AHEAD = '"22:40", yesterday, "friday 21:15" or 2026-01-03', "23:30, 11pm or midnight"
LENGTHS = "2h, 1h30 or 90 (minutes)"
_LENGTH_WANTED = "a length I can use (24 hours at most)"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 60  # characters that can mean a time
_BACK = 6  # hours: "21:00", said at 22:00, was an hour ago; said at 4:00, it is tonight
_FAR = 3650  # days that anybody plans ahead
_YEAR = re.compile(r"\d{4}")
_LENGTH = re.compile(
    r"(?P<only>\d{1,4})|(?P<h>\d{1,2}):(?P<m>\d\d)"
    r"|(?:(?P<hours>\d{1,2}(?:[.,]\d{1,2})?)h(?:ours?|rs?)?)?"
    r"(?:(?P<minutes>\d{1,4})(?:m(?:in(?:utes|s)?)?)?)?"
)
_TIME = r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))? ?(?P<half>[ap]m)?"
_SPOKEN = (
    re.compile(rf"(?P<day>.*?)(?:(?:^|[ ,]+|(?<=\d)t)(?:at )?{_TIME})?"),
    re.compile(rf"{_TIME},? (?:on )?(?P<day>.+)"),
)
_DATE = re.compile(
    r"(?:[a-z]{3,9},? )?(?P<day>\d{1,2}) ?(?P<month>[a-z]{3,9})(?: (?P<year>\d{4}))?"
)
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]{3,9}) (?P<day>\d{1,2})(?:,? (?P<year>\d{4}))?")


def past(text: str, moment: datetime) -> When:
    """Return the latest time up to `moment` that `text` can mean: a day, or a moment of a day.

    Takes 22:40, 9pm, tonight, last night, today, yesterday, a weekday, 3 jan, 2026-01-03, any of
    these with a time before or behind it, and ISO 8601. What has no offset is meant at that of
    `moment`. Raises `NotUnderstoodError`, or `NotYetError` for what is still to come.
    """
    if len(text) > _LONGEST:
        raise NotUnderstoodError(text, "a time I know", PAST)
    said = text.strip().casefold()
    for form in _SPOKEN:
        if spoken := form.fullmatch(said):
            meant = _meant(spoken, moment)
            if isinstance(meant, datetime) and not has_offset(meant):
                raise NotUnderstoodError(text, "a time I know", PAST)
            if meant is not None:
                return _not_ahead(meant, moment, text)
    return _not_ahead(_exact(text, moment, PAST), moment, text)


def ahead(text: str, moment: datetime) -> datetime:
    """Return the moment that a time of day means this evening: 6 hours back to 18 hours ahead.

    Takes 23:30, 9pm, midnight, noon, "tonight 23:30", "tomorrow 01:00", and ISO 8601. Raises
    `NotUnderstoodError`.
    """
    at, word = _time_and_word(text)
    if at and word in ("", "today", "tonight", "tomorrow"):
        day = evening(moment) + timedelta(days=word == "tomorrow") if word else moment.date()
        day += timedelta(days=word == "tonight" and at.hour < NIGHT_ENDS)
        meant = datetime.combine(day, at, moment.tzinfo)
        if not word and minutes_between(moment, meant) < -_BACK * 60:
            return datetime.combine(day + timedelta(days=1), at, moment.tzinfo)
        if not word and minutes_between(moment, meant) >= (24 - _BACK) * 60:
            return datetime.combine(day - timedelta(days=1), at, moment.tzinfo)
        return meant
    exact = _exact(text, moment, AHEAD)
    if abs((exact - moment).days) > _FAR:
        raise NotUnderstoodError(text, "a time I know", AHEAD)
    return exact.astimezone(moment.tzinfo)


def time_of_day(text: str) -> time:
    """Return the time that "21:00", "9pm", "midnight" or "noon" is, on whatever day.

    Raises `NotUnderstoodError`.
    """
    at, word = _time_and_word(text)
    if at is None or word:
        raise NotUnderstoodError(text, "a time I know", AHEAD)
    return at


def _time_and_word(text: str) -> tuple[time | None, str]:
    """Return the time of day that `text` ends with, None without one, and what stands before it."""
    said = " ".join(text.casefold().split())
    said = said.replace("midnight", "00:00").replace("noon", "12:00")
    spoken = _SPOKEN[0].fullmatch(said) if len(said) <= _LONGEST else None
    if not spoken or not spoken["hour"]:
        return None, said
    return _time_of_day(spoken), spoken["day"].strip(" ,")


def _exact(text: str, moment: datetime, instead: str) -> datetime:
    """Return what ISO 8601 says, at the offset of `moment` where it says none."""
    try:
        exact = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NotUnderstoodError(text, "a time I know", instead) from None
    exact = exact if exact.tzinfo else exact.replace(tzinfo=moment.tzinfo)
    if not has_offset(exact):
        raise NotUnderstoodError(text, "a time I know", instead)
    return exact


def day_ahead(text: str, moment: datetime) -> date:
    """Return the next day that `text` can mean, this evening included.

    Takes today, tonight, tomorrow, a weekday, 4 jan, and 2026-01-04. Raises
    `NotUnderstoodError`, or `AlreadyPastError`.
    """
    day = _day_ahead(text, moment)
    if day < evening(moment):
        raise AlreadyPastError(say_day(day, moment))
    return day


def _day_ahead(text: str, moment: datetime) -> date:
    word, today = " ".join(text.casefold().split()), evening(moment)
    if word in (near := {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}):
        return today + timedelta(days=near[word])
    number = _weekday(word.removeprefix("next "))
    if number is not None:  # "next friday", said on a Friday, is in a week
        ahead = (number - today.weekday()) % 7
        return today + timedelta(days=ahead or 7 * word.startswith("next "))
    years = ("",) if _YEAR.search(word) else (f" {today.year}", f" {today.year + 1}")
    days = [_date(word + year, today) for year in years if len(word) <= _LONGEST]
    for day in days:
        if day and (not years[0] or day >= today) and abs((day - today).days) <= _FAR:
            return day
    raise NotUnderstoodError(text, "a day I know", "sunday, tomorrow or 2026-01-04")


def minutes(text: str) -> int:
    """Return how long "2h", "1h30", "90 min", "1:30" or "90" is, in minutes, 1 to a day's.

    Raises `NotUnderstoodError`.
    """
    said = _LENGTH.fullmatch("".join(text.casefold().split())) if len(text) <= _LONGEST else None
    if not said:
        raise NotUnderstoodError(
            text, "a length I can use (24 hours at most)", "2h, 1h30 or 90 (minutes)"
        )
    hours = float((said["hours"] or said["h"] or "0").replace(",", "."))
    length = round(hours * 60) + int(said["minutes"] or said["m"] or said["only"] or 0)
    if not 0 < length <= 24 * 60:
        raise NotUnderstoodError(
            text, "a length I can use (24 hours at most)", "2h, 1h30 or 90 (minutes)"
        )
    return length


def weekdays(text: str) -> frozenset[int]:
    """Return the days "fri,sat,sun", "fri-sun", "weekend" or "weekdays" are, Monday being 0.

    Raises `NotUnderstoodError`.
    """
    said = text.casefold().replace("weekend", "sat,sun").replace("weekdays", "mon-fri")
    if len(said) > _LONGEST:
        raise NotUnderstoodError(text, "a day I know", "fri,sat,sun or weekend")
    said = re.sub(r" *- *", "-", said.strip())
    days: set[int] = set()
    for part in re.split(r"[,; ]+", said):
        first, last = (_weekday(word) for word in (part.split("-")[0], part.split("-")[-1]))
        if first is None or last is None or part.count("-") > 1:
            raise NotUnderstoodError(text, "a day I know", "fri,sat,sun or weekend")
        days |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return frozenset(days)


def _weekday(word: str) -> int | None:
    """Return the number of a weekday, Monday being 0, that may be cut short to three letters."""
    fits = [n for n, name in enumerate(_DAYS) if len(word) > 2 and name.startswith(word)]
    return fits[0] if fits else None


def _meant(spoken: re.Match[str], moment: datetime) -> When | None:
    """Return the time that was spoken of, None when it was no time."""
    word = spoken["day"].strip(" ,").removeprefix("on ")
    day, every = _day(word, moment)
    if day is None or not (word or spoken["hour"]):
        return None
    if not spoken["hour"]:
        return day
    at = _time_of_day(spoken)
    if at is None:
        return None
    if word.endswith("night") and at.hour < NIGHT_ENDS:  # "last night 00:30" is today
        day += timedelta(days=1)
    meant = datetime.combine(day, at, moment.tzinfo)
    if minutes_between(moment, meant) > 0:  # "22:40", said in the morning, was last night
        meant -= timedelta(days=every)
    return fixed(meant)


def _day(word: str, moment: datetime) -> tuple[date | None, int]:
    """Return the latest day `word` names, and after how many days the word comes round again."""
    today, night = moment.date(), evening(moment)  # after midnight, "tonight" began yesterday
    if not word:
        return today, 1
    near = {"today": (today, 0), "yesterday": (today, 1), "tomorrow": (today, -1)}
    near |= {"tonight": (night, 0), "last night": (night, 1)}
    if word in near:
        day, ago = near[word]
        return day - timedelta(days=ago), 0
    number = _weekday(word)
    if number is not None:
        return today - timedelta(days=(today.weekday() - number) % 7), 7
    return _date(word, today), 0


def _date(word: str, today: date) -> date | None:
    written = _DATE.fullmatch(word) or _MONTH_FIRST.fullmatch(word)
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


def _time_of_day(spoken: re.Match[str]) -> time | None:
    hour, minute, half = int(spoken["hour"]), spoken["minute"], spoken["half"]
    if not (minute or half) or (half and not 1 <= hour <= 12) or hour > 23:
        return None
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    return time(hour, int(minute or 0)) if int(minute or 0) < 60 else None


def _not_ahead(when: When, moment: datetime, text: str) -> When:
    later = when > moment if isinstance(when, datetime) else when > moment.date()
    if later:
        raise NotYetError(text)
    return when
