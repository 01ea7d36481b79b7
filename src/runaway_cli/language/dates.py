"""The day people mean, in the past or ahead.

    today   yesterday   tomorrow   "the day before yesterday"   "2 days ago"   "in 3 days"
    friday   fri   "last friday"   "next friday"   "this friday"
    "3 jan"   "3rd January"   "jan 3"   "Sat 3 Jan"   "3 jan 2026"   2026-01-03

Any of them with a part of the day: "yesterday evening", "friday night"; also tonight, "last night",
"this morning" and "2 nights ago".
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from runaway_cli.language.counting import WORDS, whole
from runaway_cli.language.times import PARTS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_NEAR = {
    "day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
_AWAY = (
    rf"(?P<ahead>in )?(?P<count>an?|[0-9]{{1,3}}|{WORDS}) (?P<unit>day|night|week)s?(?P<ago> ago)?"
)
_YEAR = "(?:19|20)[0-9]{2}"  # 2130 is a time
_NTH = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_DATES = (
    rf"{_NTH} ?(?:of )?(?P<month>[a-z]{{3,9}})(?: (?P<year>{_YEAR}))?",
    rf"(?P<month>[a-z]{{3,9}}) {_NTH}(?: (?P<year>{_YEAR}))?",
    rf"(?P<year>{_YEAR})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})",
)
_LEAP = 8  # years from one 29 February to the next, at most


class Day(NamedTuple):
    """A day, the part of it that was named, and after how many days the words come round again."""

    date: date
    part: str | None = None
    every: int = 0


class Calendar(NamedTuple):
    """From where days are counted: `night` is the day whose evening it is or is to be.

    A weekday or a date without a year is the next with `ahead`, otherwise the last; today is both.
    """

    today: date
    night: date
    ahead: bool

    def day(self, said: str) -> Day | None:
        """Return the day that plain text names, None when it names none."""
        said = said.replace("tonight", "this night")
        *words, part = said.split() or [""]
        if part not in PARTS:
            return self._whole_day(said)
        base = " ".join(words)
        if base not in ("this", "last"):
            day = self._whole_day(base)
            return None if day is None or day.part else day._replace(part=part)
        is_late = part in ("evening", "night")
        if base == "last":
            return Day(self.night - timedelta(days=1), part) if is_late else None
        return Day(self.night if is_late else self.today, part)

    def _whole_day(self, said: str) -> Day | None:
        if said in _NEAR:
            return Day(self.today + timedelta(days=_NEAR[said]))
        return self._away(said) or self._weekday(said) or self._date(said)

    def _away(self, said: str) -> Day | None:
        """Return the day of "2 days ago" or "in 3 days", and of "2 nights ago"."""
        found = re.fullmatch(_AWAY, said)
        if not found or bool(found["ahead"]) == bool(found["ago"]):
            return None
        count = whole(found["count"])
        away = timedelta(weeks=count) if found["unit"] == "week" else timedelta(days=count)
        is_night = found["unit"] == "night"
        start = self.night if is_night else self.today
        day = start + away if found["ahead"] else start - away
        return Day(day, "night" if is_night else None)

    def _weekday(self, said: str) -> Day | None:
        """Return the day of "friday"; "last" and "next friday" are never today."""
        which, _, name = said.rpartition(" ")
        number = weekday(name)
        if number is None or which not in ("", "last", "next", "this", "coming"):
            return None
        back, on = (self.today.weekday() - number) % 7, (number - self.today.weekday()) % 7
        if which == "last":
            return Day(self.today - timedelta(days=back or 7))
        if which:
            return Day(self.today + timedelta(days=on or 7 * (which == "next")))
        days = on if self.ahead else -back
        return Day(self.today + timedelta(days=days), every=7)

    def _date(self, said: str) -> Day | None:
        """Return the day of "3 jan"; a weekday before it has to be right."""
        first, _, rest = said.partition(" ")
        number = weekday(first)
        for form in _DATES:
            if found := re.fullmatch(form, rest if rest and number is not None else said):
                day = self._in_a_year(found)
                is_right = not rest or number is None or (day and day.weekday() == number)
                return Day(day) if day and is_right else None
        return None

    def _in_a_year(self, found: re.Match[str]) -> date | None:
        """Return the date that was written, in the nearest year there is when it says none."""
        if found["year"]:
            return _date(int(found["year"]), found["month"], int(found["day"]))
        for years in range(_LEAP + 1):
            year = self.today.year + (years if self.ahead else -years)
            day = _date(year, found["month"], int(found["day"]))
            if day and (day >= self.today if self.ahead else day <= self.today):
                return day
        return None


def _date(year: int, month: str, day: int) -> date | None:
    """Return the date of a month written as a name or a number, None when there is none."""
    number = _number(month, _MONTHS)
    try:
        return date(year, int(month) if number is None else number + 1, day)
    except ValueError:
        return None


def weekday(word: str) -> int | None:
    """Return the number of a weekday, Monday being 0, that may be cut short to three letters."""
    return _number(word.removesuffix("s"), WEEKDAYS)


def _number(word: str, names: tuple[str, ...]) -> int | None:
    fits = [n for n, name in enumerate(names) if len(word) > 2 and name.startswith(word)]
    return fits[0] if fits else None
