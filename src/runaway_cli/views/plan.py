"""The rest of the season, evening by evening."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from runaway_cli.language import clock, phrases
from runaway_cli.planning.schedule import PlanLimits, Sitting
from runaway_cli.story.model import Known
from runaway_cli.views.seasons import ends, places
from runaway_cli.views.tonight import nothing_left

LONG_EVENING = 3 * 60  # minutes; more than that in one go is worth a word


class EveningRow(NamedTuple):
    """One evening: the day, its episodes in order, and their minutes without breaks.

    `places` says what they're called where there are several seasons: "1x21 to 2x02".
    `day`, `begins_at` and `ends_at` are ISO 8601; `said` is the day in words, `begins` and `ends`
    are what the clock on the wall shows.
    """

    day: str
    said: str
    episodes: tuple[int, ...]
    places: str | None
    minutes: int
    approximate: bool
    begins_at: str
    ends_at: str
    begins: str
    ends: str

    @property
    def what(self) -> str:
        """The episodes in words."""
        noun = phrases.plural(len(self.episodes), "episode")
        places = f" ({self.places})" if self.places else ""
        return f"{noun} {phrases.numbers(self.episodes)}{places}"

    @property
    def length(self) -> str:
        """How long they take."""
        return phrases.duration(self.minutes, about=self.approximate)

    @property
    def times(self) -> str:
        """From when to when."""
        about = "about " if self.approximate else ""
        return f"{self.begins} to {about}{self.ends}"


class PlanView(NamedTuple):
    """The rest of the season by evening; no evenings if nothing is left."""

    answer: str
    remarks: tuple[str, ...]
    evenings: tuple[EveningRow, ...]

    def lines(self) -> Iterator[str]:
        yield self.answer
        for row in self.evenings:
            yield f"{row.said}: {row.what}, {row.length}, {row.times}"
        yield from self.remarks


def plan(
    known: Known,
    evenings: Sequence[Sequence[Sitting]],
    moment: datetime,
    *,
    limits: PlanLimits,
    is_limited: bool,
    saved: str | None,
) -> PlanView:
    """Show the sittings of each evening.

    `is_limited` is false if the viewer left the limits to us. `saved` is the calendar file that
    was written, None without one.
    """
    if not evenings:
        return PlanView(nothing_left(known), (), ())
    several = known.has_seasons
    rows = tuple(_evening(sittings, moment, several=several) for sittings in evenings)
    remarks = []
    if not is_limited:
        remarks.append(
            "Two an evening by default. To change that, use --per-day, --minutes or --by."
        )
    if limits.last and (limits.per_day or limits.minutes):
        remarks.append("That's spread evenly; --per-day and --minutes are the most for an evening.")
    if limits.minutes and any(row.minutes > limits.minutes for row in rows):
        remarks.append("An episode longer than that gets its own evening.")
    if limits.last and (late := next((row for row in rows if row.minutes > LONG_EVENING), None)):
        remarks.append(
            f"{late.said} is a long one: it goes on until about {late.ends}. "
            "For less at a time, give it more days."
        )
    if end := _season_ends(known, rows):
        remarks.append(end)
    if saved:
        events = sum(len(row.episodes) for row in rows)
        remarks.append(f"Wrote {phrases.counted(events, 'calendar event')} to {saved}.")
    return PlanView(_in_all(rows), tuple(remarks), rows)


def _season_ends(known: Known, rows: Sequence[EveningRow]) -> str | None:
    """Return on which evening the season the viewer is in ends, where there are several."""
    for row in rows:
        for number in row.episodes:
            if season := ends(known, number):
                return f"Season {season} ends on {row.said}."
    return None


def _in_all(rows: Sequence[EveningRow]) -> str:
    """Return how many evenings it takes, up to when, and how long they are together."""
    count = phrases.count(len(rows)).capitalize()
    noun = phrases.plural(len(rows), "evening")
    last = f"on {rows[0].said}" if len(rows) == 1 else f"the last on {rows[-1].said}"
    about = any(row.approximate for row in rows)
    total = phrases.duration(sum(row.minutes for row in rows), about=about)
    return f"{count} {noun}, {last}: {total} in all."


def _evening(sittings: Sequence[Sitting], moment: datetime, *, several: bool) -> EveningRow:
    """Show an evening, with the places of its episodes if there are `several` seasons."""
    day = clock.evening(sittings[0].begins)
    return EveningRow(
        day=day.isoformat(),
        said=clock.say_day(day, moment),
        episodes=tuple(sitting.episode.number for sitting in sittings),
        places=places([sitting.episode for sitting in sittings], several=several),
        minutes=sum(sitting.episode.minutes for sitting in sittings),
        approximate=any(sitting.episode.approximate for sitting in sittings),
        begins_at=sittings[0].begins.isoformat(timespec="minutes"),
        ends_at=sittings[-1].ends.isoformat(timespec="minutes"),
        begins=f"{sittings[0].begins:%H:%M}",
        ends=f"{sittings[-1].ends:%H:%M}",
    )
