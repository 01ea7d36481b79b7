"""What fits tonight, and the evenings to come."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from runaway_cli.language import clock, phrases
from runaway_cli.planning.schedule import Sitting, Wish
from runaway_cli.story.model import Known

LATE = 1  # the hour from which on it is worth a word, up to the end of the night


class SittingRow(NamedTuple):
    """One episode with its times: ISO 8601, and as the clock on the wall shows them."""

    number: int
    title: str | None
    minutes: int
    approximate: bool
    begins_at: str
    ends_at: str
    begins: str
    ends: str

    @property
    def name(self) -> str:
        """Its number, and its title where that is safe."""
        return f"{self.number}  {self.title}" if self.title else f"{self.number}"

    @property
    def when_it_ends(self) -> str:
        """When it ends, as exactly as is known."""
        return f"about {self.ends}" if self.approximate else self.ends


class TonightView(NamedTuple):
    """What fits, and the first that does not.

    `until` is ISO 8601, None without a limit; then there is nothing `beyond`. Nothing is left to
    watch when both `fits` and `beyond` are empty.
    """

    answer: str
    remarks: tuple[str, ...]
    until: str | None
    fits: tuple[SittingRow, ...]
    beyond: SittingRow | None

    @property
    def rows(self) -> tuple[SittingRow, ...]:
        """All that is worth drawing, in order."""
        return (*self.fits, self.beyond) if self.beyond else self.fits

    def lines(self) -> Iterator[str]:
        yield self.answer
        yield from self.remarks
        for row in self.rows:
            title = f" {row.title}" if row.title else ""
            late = "" if row in self.fits else " (does not fit)"
            about = "about " if row.approximate else ""
            yield f"Episode {row.number}{title}: {row.begins} to {about}{row.ends}{late}"


class EveningRow(NamedTuple):
    """One evening: the day, the episodes in order, and how long they take, pauses left out.

    `day`, `begins_at` and `ends_at` are ISO 8601; `begins` and `ends` the clock on the wall.
    """

    day: str
    said: str
    episodes: tuple[int, ...]
    minutes: int
    approximate: bool
    begins_at: str
    ends_at: str
    begins: str
    ends: str

    @property
    def what(self) -> str:
        """The episodes as people say them."""
        noun = phrases.plural(len(self.episodes), "episode")
        return f"{noun} {phrases.numbers(self.episodes)}"

    @property
    def length(self) -> str:
        """How long they take."""
        return phrases.duration(self.minutes, about=self.approximate)

    @property
    def times(self) -> str:
        """From when to when."""
        return f"{self.begins} to {'about ' if self.approximate else ''}{self.ends}"


class PlanView(NamedTuple):
    """The rest of the season by evening; none when nothing is left."""

    answer: str
    remarks: tuple[str, ...]
    evenings: tuple[EveningRow, ...]

    def lines(self) -> Iterator[str]:
        yield self.answer
        for row in self.evenings:
            yield f"{row.said}: {row.what}, {row.length}, {row.times}"
        yield from self.remarks


def tonight(
    known: Known,
    sittings: Sequence[Sitting],
    begins: datetime,
    until: datetime | None,
) -> TonightView:
    """Say which of `sittings`, one after the other from `begins` on, end by `until`.

    Without `until`, those that end before the night does, the first one in any case.
    """
    end = until or clock.end_of_night(begins)
    fits = [sitting for sitting in sittings if sitting.is_over_by(end)]
    if not until:
        fits = fits or list(sittings[:1])
    first_left = sittings[len(fits)] if len(fits) < len(sittings) else None
    beyond = first_left if until else None
    rows = tuple(map(_row, fits))
    return TonightView(
        answer=_answer(known, rows, beyond, begins, until),
        remarks=tuple(_remarks(rows, first_left, until)),
        until=until.isoformat(timespec="minutes") if until else None,
        fits=rows,
        beyond=_row(beyond) if beyond else None,
    )


def _row(sitting: Sitting) -> SittingRow:
    return SittingRow(
        number=sitting.episode.number,
        title=sitting.episode.title,
        minutes=sitting.episode.minutes,
        approximate=sitting.episode.approximate,
        begins_at=sitting.begins.isoformat(timespec="minutes"),
        ends_at=sitting.ends.isoformat(timespec="minutes"),
        begins=f"{sitting.begins:%H:%M}",
        ends=f"{sitting.ends:%H:%M}",
    )


def _answer(
    known: Known,
    fits: Sequence[SittingRow],
    beyond: Sitting | None,
    begins: datetime,
    until: datetime | None,
) -> str:
    if not fits and not beyond:
        return _nothing_left(known)
    if not until:
        return f"{_ends(fits[:3]).capitalize()}."
    limit = _limit(until, begins)
    if not fits:
        return f"None fits before {limit}."
    few = fits if len(fits) <= 3 else fits[-1:]
    return f"{phrases.count(len(fits)).capitalize()} more before {limit}: {_ends(few)}."


def _limit(until: datetime, begins: datetime) -> str:
    """Say the time, with its day when that is not this night."""
    if clock.evening(until) == clock.evening(begins):
        return f"{until:%H:%M}"
    return f"{clock.say_day(until.date(), begins)} {until:%H:%M}"


def _ends(rows: Sequence[SittingRow]) -> str:
    """Say when each ends; "about" is said once where it is meant for all."""
    first, *others = rows
    all_about = all(row.approximate for row in rows)
    ends = [f"{row.number} at {row.ends if all_about else row.when_it_ends}" for row in others]
    return phrases.listed([f"episode {first.number} ends at {first.when_it_ends}", *ends])


def _nothing_left(known: Known) -> str:
    return f"You have seen all {known.total} episodes of {known.title}: nothing is left to plan."


def _remarks(
    fits: Sequence[SittingRow], first_left: Sitting | None, until: datetime | None
) -> Iterator[str]:
    """Say where to stop and why, and when it gets late."""
    if not until and first_left:
        yield f"It would be morning before episode {first_left.episode.number} ends."
    if not until and len(fits) > 1:
        yield "runaway tonight --until TIME says where to stop."
    if first_left and until:
        late = clock.minutes_between(until, first_left.ends)
        ends = _row(first_left).when_it_ends
        why = f"{phrases.duration(late)} late" if late > 0 else "too close to be sure of"
        stop = f"Stop after episode {fits[-1].number}: episode" if fits else "Episode"
        yield f"{stop} {first_left.episode.number} would end at {ends}, {why}."
    elif until and fits:
        yield "Then you have seen them all."
    if len(fits) > 1 and until and LATE <= int(fits[-1].ends[:2]) < clock.NIGHT_ENDS:
        yield f"It will be {fits[-1].ends} by then."


def plan(
    known: Known,
    evenings: Sequence[Sequence[Sitting]],
    moment: datetime,
    *,
    wish: Wish,
    has_wish: bool,
    saved: str | None,
) -> PlanView:
    """Lay the evenings out, each with the sittings it has.

    `has_wish` says whether anybody said how much is too much, `saved` is the file that was written.
    """
    if not evenings:
        return PlanView(_nothing_left(known), (), ())
    rows = tuple(_evening(sittings, moment) for sittings in evenings)
    total = sum(row.minutes for row in rows)
    about = any(row.approximate for row in rows)
    count = phrases.count(len(rows)).capitalize()
    noun = phrases.plural(len(rows), "evening")
    last = f"on {rows[0].said}" if len(rows) == 1 else f"the last on {rows[-1].said}"
    remarks = []
    if not has_wish:
        remarks.append("Two an evening, unless you say --per-day, --minutes or --by.")
    if wish.minutes and any(row.minutes > wish.minutes for row in rows):
        remarks.append("An episode longer than that has an evening for itself.")
    if saved:
        events = sum(len(row.episodes) for row in rows)
        remarks.append(f"Wrote {phrases.counted(events, 'calendar event')} to {saved}.")
    answer = f"{count} {noun}, {last}: {phrases.duration(total, about=about)} in all."
    return PlanView(answer, tuple(remarks), rows)


def _evening(sittings: Sequence[Sitting], moment: datetime) -> EveningRow:
    day = clock.evening(sittings[0].begins)
    return EveningRow(
        day=day.isoformat(),
        said=clock.say_day(day, moment),
        episodes=tuple(sitting.episode.number for sitting in sittings),
        minutes=sum(sitting.episode.minutes for sitting in sittings),
        approximate=any(sitting.episode.approximate for sitting in sittings),
        begins_at=sittings[0].begins.isoformat(timespec="minutes"),
        ends_at=sittings[-1].ends.isoformat(timespec="minutes"),
        begins=f"{sittings[0].begins:%H:%M}",
        ends=f"{sittings[-1].ends:%H:%M}",
    )
