"""Ids that sort as text in the order things happened: ULIDs, in small letters."""

import os
from datetime import UTC, datetime

PATTERN = "0[0-9a-hjkmnp-tv-z]{25}"  # up to the year 3084, and no date lies beyond the calendar
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32


def new(moment: datetime, latest: str) -> str:
    """Return an id that sorts after `latest`: a ULID (10 digits of time, 16 of chance).

    Its time is that of `latest` and a little more when the clock was set back. Behind an id that
    somebody made up, it is that id with a ULID added.
    """
    last = latest[-26:] if is_ulid(latest[-26:]) else ""
    milliseconds = int(moment.timestamp() * 1000)
    if last:
        milliseconds = max(milliseconds, _number(last[:10]) + 1)
    number = milliseconds << 80 | int.from_bytes(os.urandom(10), "big")
    ulid = "".join(_DIGITS[number >> shift & 31] for shift in range(125, -1, -5))
    return ulid if ulid > latest else latest.removesuffix(last) + ulid


def is_ulid(text: str) -> bool:
    """Whether `text` is an id as runaway makes them."""
    return len(text) == 26 and text < "7" and set(text) <= set(_DIGITS)


def moment_of(ulid: str) -> datetime:
    """Return when an id was made, to the millisecond, in UTC."""
    return datetime.fromtimestamp(_number(ulid[:10]) / 1000, UTC)


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 32 + _DIGITS.index(digit)
    return number
