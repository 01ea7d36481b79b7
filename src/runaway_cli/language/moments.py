"""What a phrase says of a moment, and when the clock on the wall shows it."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from runaway_cli.language import clock
from runaway_cli.language.counting import LONGEST
from runaway_cli.language.dates import Calendar, Day
from runaway_cli.language.lengths import in_minutes
from runaway_cli.language.times import Clock, clock_time

BACK = timedelta(hours=6)  # "21:00", said at 22:00, was an hour ago; said at 4:00, it is tonight
_SMALL = frozenset(("at", "on", "the", "about", "around"))


class Spoken(NamedTuple):
    """A day and a time of day, either of which may go without saying."""

    day: Day | None
    at: Clock | None

    @property
    def hours(self) -> tuple[int, ...]:
        """The hours that the time can mean, the one as typed first; none when it is no time."""
        if self.at is None or (self.at.is_bare and not (self.day and self.day.part)):
            return ()
        if not self.day or not self.day.part:
            return self.at.hours
        hour = self.at.hour_in(self.day.part)
        return () if hour is None else (hour,)


def phrase(text: str) -> str:
    """Return `text` in lower case without small words; "" when it is too long to mean a time."""
    said = re.sub(r"(?<![0-9]),|,(?![0-9])", " ", text.casefold())
    said = re.sub(r"(?<=-[0-9]{2})t(?=[0-9])", " ", said)  # 2026-01-03T22:40
    words = [word for word in said.split() if word not in _SMALL]
    return " ".join(words) if len(text) <= LONGEST else ""


def relative(said: str, moment: datetime) -> datetime | None:
    """Return the moment that is now, "2 hours ago" or "in 2 hours", None for anything else."""
    if said in ("now", "just now"):
        return moment
    if said.endswith(" ago"):
        length = in_minutes(said.removesuffix(" ago"))
        return None if length is None else clock.after(moment, -length)
    if said.startswith("in ") or said.endswith(" from now"):
        length = in_minutes(said.removeprefix("in ").removesuffix(" from now"))
        return None if length is None else clock.after(moment, length)
    return None


def spoken(said: str, calendar: Calendar) -> Spoken:
    """Return the day and the time in a phrase, whichever comes first; neither if it isn't that."""
    words = said.split()
    for cut in range(len(words), -1, -1):
        one, other = " ".join(words[:cut]), " ".join(words[cut:])
        for day_words, time_words in ((one, other), (other, one)):
            day, at = calendar.day(day_words), clock_time(time_words)
            if bool(day_words) == bool(day) and bool(time_words) == bool(at):
                return Spoken(day, at)
    return Spoken(None, None)


def exact(text: str, moment: datetime) -> clock.When | None:
    """Return what ISO 8601 says, at the offset of `moment` where it says none."""
    try:
        said = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    said = said if said.tzinfo else said.replace(tzinfo=moment.tzinfo)
    if not clock.has_offset(said):
        return None
    return said if len(text.strip()) > len("2026-01-03") else said.date()


def nearest(at: Clock, hour: int, moment: datetime) -> datetime:
    """Return when the wall shows that hour, from 6 hours before `moment` to 18 hours after it."""
    wall = moment.replace(tzinfo=None)
    days = (wall.date() + timedelta(days=n) for n in (-2, -1, 0, 1))
    near = (d for d in days if -BACK <= at.on(d, hour) - wall < timedelta(days=1) - BACK)
    return upcoming([next(near)], at, [hour], moment)


def latest(days: Iterable[date], at: Clock, hour: int, moment: datetime) -> datetime:
    """Return the first of `days` at that hour that isn't after `moment`, otherwise the first."""
    walls = [at.on(day, hour) for day in days]
    meant = [when for wall in walls for when in reversed(_on_the_wall(wall, moment))]
    return next((when for when in meant if not is_before(moment, when)), meant[0])


def upcoming(days: Iterable[date], at: Clock, hours: Iterable[int], moment: datetime) -> datetime:
    """Return the first of `days` at one of `hours` that isn't before `moment`, or the first."""
    walls = [at.on(day, hour) for day in days for hour in hours]
    meant = [when for wall in walls for when in _on_the_wall(wall, moment)]
    return next((when for when in meant if not is_before(when, moment)), meant[0])


def is_before(one: datetime, other: datetime) -> bool:
    """Whether it comes first in fact, whatever the clocks show."""
    return one.astimezone(UTC) < other.astimezone(UTC)


def _on_the_wall(wall: datetime, moment: datetime) -> list[datetime]:
    """Return when the clock of `moment` shows this: twice in the hour that comes twice.

    A time that the clock skips is an hour later.
    """
    first, second = (wall.replace(tzinfo=moment.tzinfo, fold=fold) for fold in (0, 1))
    first = clock.after(first, 0)
    return [first, second] if is_before(first, second) else [first]
