"""The next episode: when it would end, and where the viewer left off."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.pausing import paused
from runaway_cli.diary.progress import Progress
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Episode, Known
from runaway_cli.views import TextView, seasons
from runaway_cli.views.night import late


class UpNext(NamedTuple):
    """The episode to watch next, and when it would end if you pressed play now.

    `ends_at` is ISO 8601, `ends` what the clock on the wall will show. `seen_later` is the first
    later episode that's already watched, None without a gap. `paused_at` is how many seconds in
    the viewer is, None for its beginning; `minutes_left` is how long the rest takes. `place` is
    "2x05", None if there's one season.
    """

    number: int
    title: str | None
    minutes: int
    approximate: bool
    director: str | None
    ends_at: str
    ends: str
    teaser: str | None
    seen_later: int | None
    paused_at: int | None
    minutes_left: int
    place: str | None

    @property
    def called(self) -> str:
        """Its number, and its place in the season where there are several."""
        return phrases.called(self.number, self.place)

    @property
    def length(self) -> str:
        """How long it runs."""
        return phrases.duration(self.minutes, about=self.approximate)

    @property
    def next_is(self) -> str:
        """What it's called and how long it runs."""
        title = f", {self.title}" if self.title else ""
        return f"Next is episode {self.called}{title} ({self.length})."

    @property
    def press_play(self) -> str:
        """When it would end."""
        about = "about " if self.approximate else ""
        if self.paused_at is not None:
            left = phrases.duration(self.minutes_left, about=self.approximate)
            return f"{left} left of episode {self.number}: ends at {about}{self.ends}.".capitalize()
        return f"Press play now and it ends at {about}{self.ends}."

    @property
    def gap(self) -> str | None:
        """What to say if a later episode is already watched."""
        if self.seen_later is None:
            return None
        return f"You've already watched {self.seen_later}, but not {self.number}."


class LeftOff(NamedTuple):
    """Where the last finished episode stopped."""

    episode: int
    text: str


class NextView(NamedTuple):
    """The next episode and what's left; after the last one, the end.

    `episode` is None once the season is finished; `the_end` and `closing` are None until then.
    `left_off` is None before the first, and where no ending is established. `minutes_left` counts
    what is out and isn't watched yet. `late` is None unless it's the middle of the night. `waits`
    is what to say if the next episode isn't out yet; then `episode` is None, too. `catching_up` is
    what is new to whom in company.
    """

    show: str
    total: int
    episode: UpNext | None
    left_off: LeftOff | None
    episodes_left: int
    minutes_left: int
    left_is_approximate: bool
    the_end: str | None
    closing: str | None
    late: str | None
    waits: str | None
    catching_up: tuple[str, ...] = ()

    @property
    def length_left(self) -> str:
        """How long the rest of the season is."""
        return phrases.duration(self.minutes_left, about=self.left_is_approximate)

    @property
    def to_go(self) -> str:
        """The length of the rest, or at first of the whole; empty at the end."""
        if self.episodes_left == self.total:
            return f"{phrases.counted(self.total, 'episode')}, {self.length_left}"
        return f"{self.length_left} to go" if self.episodes_left else ""

    @property
    def left(self) -> str:
        """How much of the season is left."""
        if self.episodes_left == self.total:
            return self.to_go
        return f"{self.episodes_left} of {self.total} episodes left, {self.length_left}"

    def lines(self) -> Iterator[str]:
        yield from filter(None, (self.waits, self.the_end, self.closing))
        if self.episode:
            yield self.episode.next_is
            yield self.episode.press_play
            yield from filter(None, (self.episode.gap, self.episode.teaser))
            if self.episode.director:
                yield f"Directed by {self.episode.director}."
            if self.left_off:
                yield f"You left off in episode {self.left_off.episode}: {self.left_off.text}"
            yield f"{self.left}."
        yield from self.catching_up
        if self.late:
            yield self.late


def next_(known: Known, progress: Progress, moment: datetime, left: Sequence[Episode]) -> NextView:
    """Show the next episode, and when it would end if somebody pressed play at `moment`.

    `left` are the episodes still to be watched that are out, with the minutes that each still
    takes.
    """
    whole = known.minutes if tuple(left) == known.episodes else None
    waits = seasons.waits(known, known.position, moment.date())
    has_next = not known.is_finished and not waits
    return NextView(
        show=known.title,
        total=known.total,
        episode=_up_next(known, progress, moment, left[0].minutes) if has_next else None,
        left_off=_left_off(known),
        episodes_left=len(left),
        minutes_left=whole or sum(e.minutes for e in left),
        left_is_approximate=not whole and any(e.approximate for e in left),
        the_end=the_end(known, progress, moment) if known.is_finished else None,
        closing=known.closing,
        late=late(moment, known.position, known.total),
        waits=waits,
    )


def brief(view: NextView) -> TextView:
    """Return the next episode in a few words, for a shell prompt."""
    up = view.episode
    if up is None:
        return TextView(view.waits or f"all {view.total} watched", view)
    name = f"{up.called} {up.title}" if up.title else f"episode {up.called}"
    about = "~" if up.approximate else ""
    if up.paused_at is not None:
        name += f" · {about}{phrases.duration(up.minutes_left)} left"
    return TextView(f"{name} · ends {about}{up.ends}", view)


def _up_next(known: Known, progress: Progress, moment: datetime, minutes_left: int) -> UpNext:
    episode, pause = known.episodes[known.position], paused(progress)
    ends = clock.after(moment, minutes_left)
    return UpNext(
        number=episode.number,
        title=episode.title,
        minutes=episode.minutes,
        approximate=episode.approximate,
        director=episode.director,
        ends_at=ends.isoformat(timespec="minutes"),
        ends=f"{ends:%H:%M}",
        teaser=episode.teaser,
        seen_later=min((n for n in progress.watched if n > known.position), default=None),
        paused_at=pause.seconds if pause else None,
        minutes_left=minutes_left,
        place=episode.place if known.has_seasons else None,
    )


def _left_off(known: Known) -> LeftOff | None:
    """Return where the viewer stopped, None before the first, after the last, and if no ending of
    that episode is established."""
    if not known.position or known.is_finished:
        return None
    latest = known.episodes[known.position - 1]
    return LeftOff(latest.number, latest.cliffhanger) if latest.cliffhanger else None


def the_end(known: Known, progress: Progress, moment: datetime) -> str:
    """Return that all episodes are watched, and from when to when if anybody said."""
    all_of_it = phrases.seen_all(known.total, known.title)
    times = sorted(progress.times.values(), key=clock.evening)
    if not times:
        return f"{all_of_it}."
    first, last = (clock.say_evening(when, moment) for when in (times[0], times[-1]))
    several = f"from {first.removeprefix('on ')} to {last.removeprefix('on ')}"
    span = last if first == last else several
    return f"{all_of_it}, {span}."
