"""Lengths of time as people say them, and plain numbers.

    90   90min   "90 minutes"   10m   1:30
    2h   1h30   "1 h 30"   "1h 30 min"   1.5h   1,5h   "two hours"   "2 and a half hours"
    "an hour"   "half an hour"   "an hour and a half"   "an hour and 20 minutes"

A number on its own is minutes. Numbers take a decimal point or comma.
"""

import re

from runaway_cli.language.counting import LONGEST, WORDS, plain, whole
from runaway_cli.language.errors import NotUnderstoodError

A_DAY = 24 * 60  # minutes
_IN_FIGURES = (  # in this order
    (r"\bhalf (?:an )?hour\b", "30 min"),
    (rf"\b(an?|{WORDS})\b(?= (?:hour|min|and|half))", lambda word: str(whole(word[1]))),
    (r"\b([0-9]+) and 1 half hours?\b", r"\1.5 h"),
    (r"\b([0-9]+) hours? and 1 half\b", r"\1.5 h"),
    (r"\band\b ?", ""),
    (r"^([0-9]{1,2}):([0-5][0-9])$", r"\1 h \2"),
)
_LENGTH = (
    r"(?:(?P<hours>[0-9]{1,4}(?:[.,][0-9]{1,2})?) ?h(?:ours?|rs?)?)?"
    r" ?(?:(?P<minutes>[0-9]{1,4})(?: ?m(?:in(?:ute)?s?)?)?)?"
)


def minutes(text: str, *, lowest: int = 1, highest: int = A_DAY) -> int:
    """Return how many minutes `text` says, `lowest` to `highest`, a number of whole hours.

    Raises `NotUnderstoodError`.
    """
    length = in_minutes(text)
    if length is None or not lowest <= length <= highest:
        what = f"a length I can use ({highest // 60} hours at most)"
        raise NotUnderstoodError(text, what, "2h, 1h30 or 90 (minutes)")
    return length


def in_minutes(text: str) -> int | None:
    """Return the length that `text` says, however long, None when it says none."""
    said = plain(text)
    for spoken, figures in _IN_FIGURES:
        said = re.sub(spoken, figures, said)
    found = re.fullmatch(_LENGTH, said)
    if not said or not found or len(text) > LONGEST:
        return None
    hours = float((found["hours"] or "0").replace(",", "."))
    return round(hours * 60) + int(found["minutes"] or 0)


def number(text: str) -> float:
    """Return the number that "1.25", "1,25", "2" or "1.5x" is, 0 or more.

    Raises `NotUnderstoodError`; that includes "1,000", whose comma may not be a decimal one.
    """
    found = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,6}|,[0-9]{1,2})?) ?[x×]?", plain(text))
    if not found:
        raise NotUnderstoodError(text, "a number", "1.25")
    return float(found[1].replace(",", "."))
