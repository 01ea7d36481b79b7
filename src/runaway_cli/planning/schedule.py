"""What fits, tonight and on the evenings to come: episodes and times in, sittings out.

Never splits an episode, and never changes the order.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from runaway_cli.language import clock, phrases
from runaway_cli.planning.errors import CannotPlanError, EndsTooEarlyError, NoEveningError
from runaway_cli.story.model import Episode

EVERY_DAY = frozenset(range(7))
LONGEST_EVENING = 20 * 60  # minutes; never reaches the next evening


class Sitting(NamedTuple):
    """One episode, and when it begins and ends."""

    episode: Episode
    begins: datetime
    ends: datetime

    def is_over_by(self, until: datetime) -> bool:
        """Whether it ends in time, even if an approximate length turns out a little longer."""
        return clock.minutes_between(self.ends, until) >= self.episode.margin


def at_speed(episodes: Sequence[Episode], speed: float) -> tuple[Episode, ...]:
    """Return `episodes` with the minutes they take at `speed`, rounded up.

    `speed` is more than 0, 1 being as recorded.
    """
    return tuple(e._replace(minutes=math.ceil(e.minutes / speed)) for e in episodes)


def length(episodes: Sequence[Episode]) -> int:
    """Return how many minutes `episodes` run."""
    return sum(episode.minutes for episode in episodes)


def time_for(episodes: Sequence[Episode], pause: int) -> int:
    """Return how many minutes `episodes` take, with `pause` minutes between them."""
    return length(episodes) + pause * max(0, len(episodes) - 1)


def in_a_row(episodes: Sequence[Episode], begins: datetime, pause: int) -> tuple[Sitting, ...]:
    """Return a sitting for each episode, one after the other, with `pause` minutes between."""
    sittings: list[Sitting] = []
    for episode in episodes:
        if sittings:
            begins = clock.after(sittings[-1].ends, pause)
        sittings.append(Sitting(episode, begins, clock.after(begins, episode.minutes)))
    return tuple(sittings)


class PlanLimits(NamedTuple):
    """Which evenings a plan may use, and how much it may put into one.

    From day `first` to day `last`, on `weekdays` (Monday is 0); at most `minutes` per evening,
    including breaks of `pause` minutes, and at most `per_day` episodes. None means no limit.
    """

    first: date
    last: date | None = None
    weekdays: frozenset[int] = EVERY_DAY
    minutes: int | None = None
    per_day: int | None = None
    pause: int = 0

    def days(self, at_least: int) -> list[date]:
        """Return every day the plan may use; without a last day, at least `at_least` of them."""
        last = self.last or self.first + timedelta(weeks=at_least)
        days = (self.first + timedelta(n) for n in range((last - self.first).days + 1))
        return [day for day in days if day.weekday() in self.weekdays]

    def allow(self, evening: Sequence[Episode]) -> bool:
        """Whether these episodes may share an evening. A single one always may."""
        if len(evening) < 2:
            return True
        longest = LONGEST_EVENING if self.minutes is None else self.minutes
        is_few = self.per_day is None or len(evening) <= self.per_day
        return is_few and time_for(evening, self.pause) <= longest


def evenings(episodes: Sequence[Episode], limits: PlanLimits) -> list[tuple[date, list[Episode]]]:
    """Return the days that `limits` allow, each with its episodes, until none are left.

    With a last day the episodes are spread evenly over all days, if the limits allow that;
    otherwise each evening is filled before the next. Raises `EndsTooEarlyError` if the last day
    comes before the first, `NoEveningError` if there's no day between them, and `CannotPlanError`
    if there aren't enough.
    """
    first, last = limits.first, limits.last
    if last and last < first:
        raise EndsTooEarlyError(clock.say_day(last, first), clock.say_day(first, first))
    days = limits.days(at_least=len(episodes))
    if last and not days:
        raise NoEveningError(clock.say_day(first, first), clock.say_day(last, first))
    plan = filled(episodes, limits)
    if len(plan) > len(days):
        raise CannotPlanError(len(episodes), len(days), _what_would_fit(episodes, limits, days))
    if last:
        spread = spread_out(episodes, len(days))
        if all(map(limits.allow, spread)):
            plan = spread
    return list(zip(days, plan, strict=False))


def filled(episodes: Sequence[Episode], limits: PlanLimits) -> list[list[Episode]]:
    """Return the episodes of each evening, each filled as far as `limits` allow."""
    plan: list[list[Episode]] = []
    for episode in episodes:
        if plan and limits.allow([*plan[-1], episode]):
            plan[-1].append(episode)
        else:
            plan.append([episode])
    return plan


def spread_out(episodes: Sequence[Episode], days: int) -> list[list[Episode]]:
    """Return `episodes` spread evenly over so many days, at most one for each episode.

    A day ends where the minutes so far come closest to its even share, so none goes over that by
    more than the longest episode.
    """
    days = min(days, len(episodes))
    spread, rest, so_far, total = [], list(episodes), 0, length(episodes)
    for day in range(1, days + 1):
        share, days_left = total * day / days, days - day
        today = [rest.pop(0)]
        so_far += today[0].minutes
        while len(rest) > days_left and (
            not days_left or abs(so_far + rest[0].minutes - share) < abs(so_far - share)
        ):
            today.append(rest.pop(0))
            so_far += today[-1].minutes
        spread.append(today)
    return spread


def _what_would_fit(episodes: Sequence[Episode], limits: PlanLimits, days: Sequence[date]) -> str:
    """Return which later last day, or which looser limit on an evening, would be enough."""
    needed = len(filled(episodes, limits))
    last = limits._replace(last=None).days(at_least=needed)[needed - 1]
    ways = [f"by {clock.say_day(last, limits.first)}"]
    if limits.per_day:
        for count in range(limits.per_day + 1, len(episodes) + 1):
            if len(filled(episodes, limits._replace(per_day=count))) <= len(days):
                ways.append(f"with {count} an evening")
                break
    if limits.minutes:
        minutes = max(time_for(day, limits.pause) for day in spread_out(episodes, len(days)))
        longer = limits._replace(minutes=minutes)
        if minutes <= LONGEST_EVENING and len(filled(episodes, longer)) <= len(days):
            ways.append(f"with {phrases.duration(minutes)} an evening")
    return f"They'd fit {' or '.join(ways)}."


def next_evening(at: time, moment: datetime) -> date:
    """Return today, or tomorrow if this evening's `at` has passed."""
    today = clock.evening(moment)
    has_begun = clock.minutes_between(on(today, at, moment), moment) > 0
    return today + clock.ONE_DAY if has_begun else today


def on(day: date, at: time, moment: datetime) -> datetime:
    """Return `at` on the evening of a day, in the zone of `moment`.

    A time before five is after midnight. One that the clock skips comes out later.
    """
    if at.hour < clock.NIGHT_ENDS:
        day += clock.ONE_DAY
    return clock.after(datetime.combine(day, at, moment.tzinfo), 0)
