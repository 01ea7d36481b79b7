"""Where the viewer is: home, and the next episode."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.pausing import paused
from runaway_cli.diary.progress import Progress
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Episode, Known
from runaway_cli.views import TextView


class UpNext(NamedTuple):
    """The episode to watch next, and when it would end if you pressed play now.

    `ends_at` is ISO 8601, `ends` what the clock on the wall will show. `seen_later` is the first
    later episode that's already watched, None without a gap. `paused_at` is how many seconds in
    the viewer is, None for its beginning; `minutes_left` is how long the rest takes.
    """

    number: int
    title: str | None
    minutes: int
    approximate: bool
    ends_at: str
    ends: str
    teaser: str | None
    seen_later: int | None
    paused_at: int | None
    minutes_left: int

    @property
    def length(self) -> str:
        """How long it runs."""
        return phrases.duration(self.minutes, about=self.approximate)

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
    `left_off` is None before the first. `minutes_left` counts what isn't watched yet.
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

    @property
    def to_go(self) -> str:
        """How long the rest of the season is."""
        return phrases.duration(self.minutes_left, about=self.left_is_approximate)

    @property
    def left(self) -> str:
        """How much of the season is left."""
        return f"{self.episodes_left} of {self.total} episodes left, {self.to_go}"

    def lines(self) -> Iterator[str]:
        yield from filter(None, (self.the_end, self.closing))
        if self.episode:
            title = f", {self.episode.title}" if self.episode.title else ""
            yield f"Next is episode {self.episode.number}{title} ({self.episode.length})."
            yield self.episode.press_play
            yield from filter(None, (self.episode.gap, self.episode.teaser))
            if self.left_off:
                yield f"You left off in episode {self.left_off.episode}: {self.left_off.text}"
            yield f"{self.left}."


class HomeView(NamedTuple):
    """Where the viewer is. `watched[i]` is about episode i+1."""

    show: str
    watched: tuple[bool, ...]
    run: int
    next: NextView
    recently: str | None
    hint: str
    hint_for: str

    @property
    def tally(self) -> str:
        """How many are watched."""
        tally = f"{sum(self.watched)} of {len(self.watched)}"
        if self.run == 1:
            return f"{tally} watched"
        return f"{tally}, {phrases.ordinal(self.run)} time through"

    def lines(self) -> Iterator[str]:
        yield f"{self.show}: {self.tally}."
        yield from self.next.lines()
        if self.recently:
            yield self.recently
        yield f"{self.hint} {self.hint_for}."


def next_(known: Known, progress: Progress, moment: datetime, left: Sequence[Episode]) -> NextView:
    """Show the next episode, and when it would end if somebody pressed play at `moment`.

    `left` are the episodes still to be watched, with the minutes that each still takes.
    """
    return NextView(
        show=known.title,
        total=known.total,
        episode=None if known.is_finished else _up_next(known, progress, moment, left[0].minutes),
        left_off=_left_off(known.episodes[known.position - 1]) if known.position else None,
        episodes_left=len(left),
        minutes_left=sum(e.minutes for e in left),
        left_is_approximate=any(e.approximate for e in left),
        the_end=the_end(known, progress, moment) if known.is_finished else None,
        closing=known.closing,
    )


def brief(view: NextView) -> TextView:
    """Return the next episode in a few words, for a shell prompt."""
    up = view.episode
    if up is None:
        return TextView(f"all {view.total} watched", view)
    name = f"{up.number} {up.title}" if up.title else f"episode {up.number}"
    about = "~" if up.approximate else ""
    if up.paused_at is not None:
        name += f" · {about}{phrases.duration(up.minutes_left)} left"
    return TextView(f"{name} · ends {about}{up.ends}", view)


def home(known: Known, progress: Progress, moment: datetime, left: Sequence[Episode]) -> HomeView:
    """Show where the viewer is; see `next_`."""
    hint, hint_for = _hint(known)
    return HomeView(
        show=known.title,
        watched=tuple(e.number in progress.watched for e in known.episodes),
        run=progress.run,
        next=next_(known, progress, moment, left),
        recently=_recently(known, progress, moment),
        hint=hint,
        hint_for=hint_for,
    )


def _recently(known: Known, progress: Progress, moment: datetime) -> str | None:
    """Return what was watched on the latest evening, None before the first and at the end."""
    times = progress.times
    if not times or known.is_finished:
        return None
    latest = max(times.values(), key=clock.evening)
    numbers = [n for n, when in times.items() if clock.evening(when) == clock.evening(latest)]
    return f"You watched {phrases.numbers(numbers)} {clock.say_evening(latest, moment)}."


def _up_next(known: Known, progress: Progress, moment: datetime, minutes_left: int) -> UpNext:
    episode, pause = known.episodes[known.position], paused(progress)
    ends = clock.after(moment, minutes_left)
    return UpNext(
        number=episode.number,
        title=episode.title,
        minutes=episode.minutes,
        approximate=episode.approximate,
        ends_at=ends.isoformat(timespec="minutes"),
        ends=f"{ends:%H:%M}",
        teaser=episode.teaser,
        seen_later=min((n for n in progress.watched if n > known.position), default=None),
        paused_at=pause.seconds if pause else None,
        minutes_left=minutes_left,
    )


def _left_off(episode: Episode) -> LeftOff | None:
    """Return where an episode stopped, None if no ending of it is established."""
    return LeftOff(episode.number, episode.cliffhanger) if episode.cliffhanger else None


def the_end(known: Known, progress: Progress, moment: datetime) -> str:
    """Return that all episodes are watched, and from when to when if anybody said."""
    all_of_it = f"You've seen all {known.total} episodes of {known.title}"
    times = sorted(progress.times.values(), key=clock.evening)
    if not times:
        return f"{all_of_it}."
    first, last = (clock.say_evening(when, moment) for when in (times[0], times[-1]))
    span = f"from {first.removeprefix('on ')} to {last.removeprefix('on ')}"
    if first == last:
        span = last
    return f"{all_of_it}, {span}."


def _hint(known: Known) -> tuple[str, str]:
    """Return a command worth knowing now, and what it does."""
    if not known.position:
        return "runaway watched", "marks an episode once you've seen it"
    if known.is_finished:
        return "runaway rewatch", "starts over and hides the story again"
    return "runaway recap", "catches you up"
