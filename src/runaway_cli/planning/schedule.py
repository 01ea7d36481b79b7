"""What fits: tonight, and on the evenings to come. Pure: episodes and times in, sittings out.

An episode is never split, and the order is kept.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from runaway_cli.errors import UsageError
from runaway_cli.language import clock, phrases
from runaway_cli.planning.errors import CannotPlanError, EndsTooEarlyError, NoEveningError
from runaway_cli.story.model import Episode

MARGIN = 5  # minutes that an episode may run longer when its length is only about known
EVERY_DAY = frozenset(range(7))
A_DAY = 20 * 60  # minutes that even the longest evening leaves of the next


class Sitting(NamedTuple):
    """One episode, and the moments at which it begins and ends."""

    episode: Episode
    begins: datetime
    ends: datetime

    def is_over_by(self, until: datetime) -> bool:
        """Whether it ends in time, even if it runs a little longer than is known."""
        margin = MARGIN if self.episode.approximate else 0
        return clock.minutes_between(self.ends, until) >= margin


def at_speed(episodes: Sequence[Episode], speed: float) -> tuple[Episode, ...]:
    """Return `episodes` as long as they take at `speed`, in whole minutes, rounded up.

    Raises `UsageError` unless that lies between 0.25 and 4.
    """
    if not 0.25 <= speed <= 4:
        raise UsageError("--speed takes 0.25 to 4, such as 1.5.")
    return tuple(e._replace(minutes=math.ceil(e.minutes / speed)) for e in episodes)


def time_for(episodes: Sequence[Episode], pause: int) -> int:
    """Return how many minutes `episodes` take, with `pause` minutes between each two."""
    return length(episodes) + pause * max(0, len(episodes) - 1)


def in_a_row(episodes: Sequence[Episode], begins: datetime, pause: int) -> tuple[Sitting, ...]:
    """Watch `episodes` one after the other, with `pause` minutes in between."""
    sittings: list[Sitting] = []
    for episode in episodes:
        if sittings:
            begins = clock.after(sittings[-1].ends, pause)
        sittings.append(Sitting(episode, begins, clock.after(begins, episode.minutes)))
    return tuple(sittings)


class Wish(NamedTuple):
    """What the evenings should be like.

    From day `first` to day `last`, on `weekdays` (Monday is 0), with at most so many `minutes`,
    pauses of `pause` minutes included, and at most `per_day` episodes. None is no limit.
    """

    first: date
    last: date | None = None
    weekdays: frozenset[int] = EVERY_DAY
    minutes: int | None = None
    per_day: int | None = None
    pause: int = 0

    def days(self, at_least: int) -> list[date]:
        """Return the days that may be used: all of them, or `at_least` so many without a last."""
        last = self.last or self.first + timedelta(weeks=at_least)
        days = (self.first + timedelta(n) for n in range((last - self.first).days + 1))
        return [day for day in days if day.weekday() in self.weekdays]

    def is_met_by(self, evening: Sequence[Episode]) -> bool:
        """Whether an evening is short enough, and ends within a night and a day.

        One episode alone always is.
        """
        minutes = A_DAY if self.minutes is None else self.minutes
        fits = time_for(evening, self.pause) <= minutes
        return len(evening) < 2 or (fits and (self.per_day is None or len(evening) <= self.per_day))


def evenings(episodes: Sequence[Episode], wish: Wish) -> list[tuple[date, list[Episode]]]:
    """Lay `episodes` out, in order, over the days that `wish` allows.

    With a last day the load is shared out over all days, where the wish allows it, otherwise one
    evening after the other is filled. Raises `NoEveningError` when there is no such day,
    `CannotPlanError` when the days do not suffice, `EndsTooEarlyError` when the last day is not
    the last.
    """
    if wish.last and wish.last < wish.first:
        raise EndsTooEarlyError(*(clock.say_day(d, wish.first) for d in (wish.last, wish.first)))
    days = wish.days(at_least=len(episodes))
    if wish.last and not days:
        raise NoEveningError(
            clock.say_day(wish.first, wish.first), clock.say_day(wish.last, wish.first)
        )
    plan = filled(episodes, wish)
    if len(plan) > len(days):
        raise CannotPlanError(len(episodes), len(days), _what_would_do(episodes, wish, len(days)))
    if wish.last:
        shared = shared_out(episodes, len(days))
        plan = shared if all(map(wish.is_met_by, shared)) else plan
    return list(zip(days, plan, strict=False))


def filled(episodes: Sequence[Episode], wish: Wish) -> list[list[Episode]]:
    """Fill evening after evening with as much as `wish` allows."""
    plan: list[list[Episode]] = []
    for episode in episodes:
        if plan and wish.is_met_by([*plan[-1], episode]):
            plan[-1].append(episode)
        else:
            plan.append([episode])
    return plan


def shared_out(episodes: Sequence[Episode], days: int) -> list[list[Episode]]:
    """Share `episodes` out over so many days, no more than there are episodes, all about alike.

    Each day ends where the minutes so far come nearest to its even share: so none is longer than
    that by more than the longest episode.
    """
    days = min(days, len(episodes))
    shared, rest, so_far, total = [], list(episodes), 0, length(episodes)
    for day in range(1, days + 1):
        share, later = total * day / days, days - day
        today = [rest.pop(0)]
        so_far += today[0].minutes
        while len(rest) > later and (
            not later or abs(so_far + rest[0].minutes - share) < abs(so_far - share)
        ):
            today.append(rest.pop(0))
            so_far += today[-1].minutes
        shared.append(today)
    return shared


def _what_would_do(episodes: Sequence[Episode], wish: Wish, days: int) -> str:
    """Say which other last day, number of episodes or length of an evening would do."""
    needed = len(filled(episodes, wish))
    last = wish._replace(last=None).days(at_least=needed)[needed - 1]
    ways = [f"by {clock.say_day(last, wish.first)}"]
    if wish.per_day:
        counts = range(wish.per_day + 1, len(episodes) + 1)
        enough = (n for n in counts if len(filled(episodes, wish._replace(per_day=n))) <= days)
        ways += [f"with {n} an evening" for n in list(enough)[:1]]
    if wish.minutes:
        shared = shared_out(episodes, days)
        heaviest = max(time_for(evening, wish.pause) for evening in shared)
        longer = wish._replace(minutes=heaviest)
        if heaviest <= A_DAY and len(filled(episodes, longer)) <= days:
            ways.append(f"with {phrases.duration(heaviest)} an evening")
    return f"They'd fit {' or '.join(ways)}."


def length(episodes: Sequence[Episode]) -> int:
    """Return how many minutes `episodes` run."""
    return sum(episode.minutes for episode in episodes)


def next_evening(at: time, moment: datetime) -> date:
    """Return today, or tomorrow when the evening that begins `at` that time has begun already."""
    today = clock.evening(moment)
    has_begun = clock.minutes_between(on(today, at, moment), moment) > 0
    return today + timedelta(days=has_begun)


def on(day: date, at: time, moment: datetime) -> datetime:
    """Return `at` on the evening of a day, in the zone of `moment`.

    A time before five is after midnight; one that the clock skips is later.
    """
    day += timedelta(days=at.hour < clock.NIGHT_ENDS)
    return clock.after(datetime.combine(day, at, moment.tzinfo), 0)
