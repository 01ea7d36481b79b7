"""Ids that sort as text in the order things happened: ULIDs, in lower case."""

import os
from datetime import datetime

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32
_LAST = "06zzzzzzzz"  # the time of an id that was made by 2213; a later one, nobody's clock told


def new(moment: datetime, latest: str) -> str:
    """Return an id that sorts after `latest`: a ULID (10 digits of time, 16 of chance).

    Its time is that of `latest` and a little more when the clock was set back; letters that a
    hand has added to that make no difference. After an id that isn't ours, it's that id with a
    ULID added.
    """
    now = max(0, int(moment.timestamp() * 1000))
    if (ulid := _at(now)) > latest:
        return ulid
    before, last = "", latest[:26]
    if not _is_likely(last, ulid):
        before, last = latest[:-26], latest[-26:]
    if not _is_likely(last, ulid):
        return latest + ulid
    return before + _at(max(now, _number(last[:10]) + 1))


def is_ulid(text: str) -> bool:
    """Whether `text` is an id as runaway makes them."""
    return len(text) == 26 and text < "8" and set(text) <= set(_DIGITS)


def _is_likely(text: str, now: str) -> bool:
    """Whether it's an id that some clock made, though it may be set to another century."""
    return is_ulid(text) and text[:10] <= max(_LAST, now[:10])


def _at(milliseconds: int) -> str:
    number = milliseconds << 80 | int.from_bytes(os.urandom(10), "big")
    return "".join(_DIGITS[number >> shift & 31] for shift in range(125, -1, -5))


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 32 + _DIGITS.index(digit)
    return number
