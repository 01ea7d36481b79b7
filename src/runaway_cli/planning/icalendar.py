"""A plan as an iCalendar text (RFC 5545). It says numbers and times, and no title."""

import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from runaway_cli.language.phrases import visible
from runaway_cli.planning.schedule import Sitting

FIRST_LINES = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//runaway//runaway//EN\r\n"
_WIDEST = 75  # octets of a line, without its end
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_HIGHEST = 2**31 - 1  # of an INTEGER, which the seconds since the epoch reach in 2088
_BY_DIARY, _BY_CHANCE = "d", "r"  # how the owner of a plan begins


class Edition(NamedTuple):
    """Whose plan it is, and which of theirs.

    `owner` keeps the plans of two people apart in one calendar. `made` is in UTC and whole seconds,
    later than that of the plan before: calendars ignore what isn't newer.
    """

    owner: str
    made: datetime

    @property
    def sequence(self) -> int:
        """The number of the edition: the seconds since 2020."""
        return min(max(0, int((self.made - _EPOCH).total_seconds())), _HIGHEST)


def edition(
    first_event: str | None, moment: datetime, *, earlier: Edition | None, chance: str
) -> Edition:
    """Return the edition of a plan made at `moment`, which replaces an `earlier` one, or none.

    The owner comes from the id of the first event of their diary, of `chance` if that is empty.
    What chance began is kept, so that a plan made before the first mark isn't left behind by it.
    """
    made = moment.astimezone(UTC).replace(microsecond=0)
    if earlier:
        made = max(made, earlier.made + timedelta(seconds=1))
    if earlier and earlier.owner.startswith(_BY_CHANCE):
        return Edition(earlier.owner, made)
    if first_event is None:
        return Edition(_BY_CHANCE + _sum(chance), made)
    return Edition(_BY_DIARY + _sum(first_event), made)


def edition_of(text: str) -> Edition | None:
    """Return the edition of a plan as `calendar` writes it, None if it doesn't say."""
    owner = re.search(r"^UID:[0-9a-f]{8}-([dr][0-9a-f]{8})-", text, re.MULTILINE)
    made = re.search(r"^LAST-MODIFIED:([12][0-9]{7}T[0-9]{6}Z)\r?$", text, re.MULTILINE)
    if not owner or not made:
        return None
    try:
        return Edition(owner[1], datetime.strptime(made[1], "%Y%m%dT%H%M%S%z"))
    except ValueError:  # the 99th of a month
        return None


def calendar(
    evenings: Iterable[Iterable[Sitting]],
    *,
    show: str,
    run: int,
    edition: Edition,
    remind: int | None = None,
    floating: bool = False,
) -> str:
    """Return one event for each sitting of `evenings`, at least one, as text with CRLF.

    The id of an event is made of the show, the owner, the run and the episode, so that importing a
    newer plan moves it. Times are UTC, or float with the zone of whoever reads them. `remind` is
    how many minutes before an evening its alarm rings, None for no alarm.
    """
    lines: list[str] = []
    for evening in evenings:
        alarm = () if remind is None else _alarm(remind, show)
        for sitting in evening:
            lines += (
                "BEGIN:VEVENT",
                *_identity(sitting, show=show, run=run, edition=edition),
                *(_floating(sitting) if floating else _in_utc(sitting)),
                *_words(sitting, show),
                *alarm,
                "END:VEVENT",
            )
            alarm = ()  # those who watch the first are there for the others
    lines.append("END:VCALENDAR")
    return FIRST_LINES + "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _identity(sitting: Sitting, *, show: str, run: int, edition: Edition) -> tuple[str, ...]:
    made = _utc(edition.made)
    return (
        f"UID:{_sum(show)}-{edition.owner}-{run}-{sitting.episode.number}@runaway",
        f"DTSTAMP:{made}",
        f"LAST-MODIFIED:{made}",
        f"SEQUENCE:{edition.sequence}",
    )


def _in_utc(sitting: Sitting) -> tuple[str, str]:
    return f"DTSTART:{_utc(sitting.begins)}", f"DTEND:{_utc(sitting.ends)}"


def _floating(sitting: Sitting) -> tuple[str, str]:
    """Return times as the clock on the wall shows them, wherever that wall is.

    With a length instead of an end, which would lie before the start when clocks go back.
    """
    return f"DTSTART:{sitting.begins:%Y%m%dT%H%M%S}", f"DURATION:PT{sitting.episode.minutes}M"


def _words(sitting: Sitting, show: str) -> tuple[str, str]:
    episode = sitting.episode
    about = "About " if episode.approximate else ""
    return (
        f"SUMMARY:{_text(f'{show}, episode {episode.number}')}",
        f"DESCRIPTION:{_text(f'{about}{episode.minutes} min')}",
    )


def _alarm(minutes: int, show: str) -> tuple[str, ...]:
    return (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:-PT{minutes}M",
        f"DESCRIPTION:{_text(show)}",
        "END:VALARM",
    )


def _sum(text: str) -> str:
    return f"{zlib.crc32(visible(text).encode()):08x}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Return `text` escaped; control characters are written out."""
    return visible(text).translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """Cut a line where it gets too wide, never inside a character; what follows is set in."""
    part = ""
    for character in line:
        if len((part + character).encode()) > _WIDEST:
            yield part
            part = " "
        part += character
    yield part
