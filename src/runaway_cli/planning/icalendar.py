"""A plan as an iCalendar file (RFC 5545). It says numbers and times, and no title."""

import os
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from runaway_cli.language.phrases import reason, visible
from runaway_cli.planning.errors import FileNotSavedError, NotYoursError
from runaway_cli.planning.schedule import Sitting
from runaway_cli.system.atomic import PUBLIC, create, replace

_FIRST_LINES = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//runaway//runaway//EN\r\n"
_WIDEST = 75  # octets of a line, without its end
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar(
    sittings: Iterable[Sitting], *, show: str, run: int, moment: datetime, utc: bool = False
) -> str:
    """Return one event for each of `sittings`, at least one, as text with CRLF.

    The id of an event is made of the show, the run and the episode, so that importing a newer plan
    moves it. Times float with the zone of whoever reads them, or are UTC.
    """
    lines: list[str] = []
    for sitting in sittings:
        lines += _event(sitting, show=show, run=run, moment=moment, utc=utc)
    lines.append("END:VCALENDAR")
    return _FIRST_LINES + "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def save(text: str, path: str) -> None:
    """Write a calendar, as a new file or instead of an older plan; over anything else, nothing.

    Raises `NotYoursError` and `FileNotSavedError`.
    """
    file = os.path.realpath(path)  # a name that ends in "/" or goes through ".." leads there, too
    try:
        is_there = os.path.lexists(path) or os.path.lexists(file)
        if is_there and not (os.path.isfile(file) and _is_ours(file)):
            raise NotYoursError(path or file)
        (replace if is_there else create)(file, text.encode(), mode=PUBLIC)
    except OSError as error:
        raise FileNotSavedError(path, reason(error)) from error


def _is_ours(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(len(_FIRST_LINES)) == _FIRST_LINES.encode()


def _event(
    sitting: Sitting, *, show: str, run: int, moment: datetime, utc: bool
) -> tuple[str, ...]:
    number = sitting.episode.number
    about = "About " if sitting.episode.approximate else ""
    return (
        "BEGIN:VEVENT",
        f"UID:{zlib.crc32(show.encode()):08x}-{run}-{number}@runaway",
        f"DTSTAMP:{_time(moment, utc=True)}",
        f"DTSTART:{_time(sitting.begins, utc=utc)}",
        f"DURATION:PT{sitting.episode.minutes}M",  # an end could lie before, when clocks go back
        f"SUMMARY:{_text(f'{show}, episode {number}')}",
        f"DESCRIPTION:{_text(f'{about}{sitting.episode.minutes} min')}",
        "END:VEVENT",
    )


def _time(moment: datetime, *, utc: bool) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" if utc else f"{moment:%Y%m%dT%H%M%S}"


def _text(text: str) -> str:
    """Return `text` escaped; control characters are written out."""
    return visible(text).translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """Cut a line where it gets too wide, never inside a character; what follows is set in."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > _WIDEST:
            yield part
            part = " "
        part += sign
    yield part
