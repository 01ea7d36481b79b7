"""What fits tonight, when each episode ends, and where to stop."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from runaway_cli.language import clock, phrases
from runaway_cli.planning.schedule import Sitting
from runaway_cli.story.model import Known

LATE = range(1, clock.NIGHT_ENDS)  # hours that are worth a warning


class SittingRow(NamedTuple):
    """One episode with its times: in ISO 8601, and as the clock on the wall shows them.

    `place` is "2x05", None if there's one season.
    """

    number: int
    place: str | None
    title: str | None
    minutes: int
    approximate: bool
    begins_at: str
    ends_at: str
    begins: str
    ends: str

    @property
    def name(self) -> str:
        """Its number, and its title once that's safe."""
        return "  ".join(filter(None, (phrases.called(self.number, self.place), self.title)))

    @property
    def when_it_ends(self) -> str:
        """When it ends, as exactly as is known."""
        return f"about {self.ends}" if self.approximate else self.ends


class TonightView(NamedTuple):
    """What fits, and the first episode that doesn't.

    `until` is ISO 8601, None without a limit; then nothing is `beyond`. If `fits` and `beyond` are
    both empty, there's nothing left to watch.
    """

    answer: str
    remarks: tuple[str, ...]
    until: str | None
    fits: tuple[SittingRow, ...]
    beyond: SittingRow | None

    @property
    def rows(self) -> tuple[SittingRow, ...]:
        """All of them, in order."""
        return (*self.fits, self.beyond) if self.beyond else self.fits

    def lines(self) -> Iterator[str]:
        yield self.answer
        yield from self.remarks
        for row in self.rows:
            title = f" {row.title}" if row.title else ""
            late = "" if row in self.fits else " (one too many)"
            called = phrases.called(row.number, row.place)
            yield f"Episode {called}{title}: {row.begins} to {row.when_it_ends}{late}"


def tonight(
    known: Known,
    sittings: Sequence[Sitting],
    begins: datetime,
    until: datetime | None,
    notes: Sequence[str] = (),
) -> TonightView:
    """Show which of `sittings`, one after the other from `begins`, end by `until`.

    Without `until`, whenever that is. `notes` are what else there is to say, such as how a time was
    understood.
    """
    fits = [s for s in sittings if until is None or s.is_over_by(until)]
    beyond = sittings[len(fits)] if len(fits) < len(sittings) else None
    several = known.has_seasons
    rows = tuple(_row(sitting, several=several) for sitting in fits)
    return TonightView(
        answer=_answer(known, rows, beyond, begins, until),
        remarks=(*_remarks(rows, beyond, until, known.total), *(notes if sittings else ())),
        until=until.isoformat(timespec="minutes") if until else None,
        fits=rows,
        beyond=_row(beyond, several=several) if beyond else None,
    )


def nothing_left(known: Known) -> str:
    """Return what to say when there's nothing to plan."""
    if not known.is_finished:
        return f"Episode {known.position + 1} isn't out yet, so there's nothing to watch."
    seen = phrases.seen_all(known.total, known.title)
    return f"{seen}, so there's nothing left to watch."


def _row(sitting: Sitting, *, several: bool = False) -> SittingRow:
    """Show one episode, and its place in the season if there are several."""
    return SittingRow(
        number=sitting.episode.number,
        place=sitting.episode.place if several else None,
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
        return nothing_left(known)
    if not until:
        return f"{_ends(fits[:3]).capitalize()}."
    limit = _limit(until, begins)
    if not fits and beyond and beyond.ends <= until:
        return f"Another before {limit} is too close to call."
    if not fits:
        return f"There's no time for another before {limit}."
    few = fits if len(fits) <= 3 else fits[-1:]
    return f"{phrases.count(len(fits)).capitalize()} more before {limit}: {_ends(few)}."


def _limit(until: datetime, begins: datetime) -> str:
    """Return the time, with its day if it isn't the night of `begins`."""
    if clock.evening(until) == clock.evening(begins):
        return f"{until:%H:%M}"
    return f"{clock.say_day(until.date(), begins)} {until:%H:%M}"


def _ends(rows: Sequence[SittingRow]) -> str:
    """Return when each ends, with a single "about" if it's true of them all."""
    first, *others = rows
    all_about = all(row.approximate for row in rows)
    ends = [f"{row.number} at {row.ends if all_about else row.when_it_ends}" for row in others]
    return phrases.listed([f"episode {first.number} ends at {first.when_it_ends}", *ends])


def _remarks(
    fits: Sequence[SittingRow], beyond: Sitting | None, until: datetime | None, total: int
) -> Iterator[str]:
    """Yield where to stop and why, and a word if it gets late."""
    if not until:
        return
    if beyond:
        late = clock.minutes_between(until, beyond.ends)
        why = f", {phrases.duration(late)} late" if late > 0 else ", too close to call"
        stop = f"Stop after episode {fits[-1].number}: episode" if fits else "Episode"
        ends = _row(beyond).when_it_ends
        is_said = not fits and late <= 0
        yield f"{stop} {beyond.episode.number} would end at {ends}{'' if is_said else why}."
    elif fits and fits[-1].number == total:
        yield "Then you'll have seen them all."
    if len(fits) > 1 and int(fits[-1].ends[:2]) in LATE:
        yield f"It'll be {fits[-1].ends} by then."
