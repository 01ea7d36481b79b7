"""Where the viewer stands: home, the next episode, the season."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.progress import Progress
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Episode, Known
from runaway_cli.views import LineView


class UpNext(NamedTuple):
    """The episode to watch next, and when it would end if it began now.

    `ends_at` is ISO 8601, `ends` the clock on the wall. `seen_later` is the first episode after it
    that is watched already, None without a gap.
    """

    number: int
    title: str | None
    minutes: int
    approximate: bool
    ends_at: str
    ends: str
    teaser: str | None
    seen_later: int | None

    @property
    def length(self) -> str:
        """How long it runs."""
        return phrases.duration(self.minutes, about=self.approximate)

    @property
    def press_play(self) -> str:
        """When it would end."""
        about = "about " if self.approximate else ""
        return f"Press play now and it ends at {about}{self.ends}."

    @property
    def gap(self) -> str | None:
        """What to say when something later is already watched."""
        if self.seen_later is None:
            return None
        return f"Episode {self.seen_later} is watched already, episode {self.number} is missing."


class LeftOff(NamedTuple):
    """Where the last finished episode stopped."""

    episode: int
    text: str


class NextView(NamedTuple):
    """The next episode and what is left; after the last one, the end.

    `episode` is None when the season is finished, and `the_end` and `closing` are None until then.
    `left_off` is None before the first. `minutes_left` counts what is not watched.
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
        """What is left of the season."""
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
    """Where the viewer stands. `watched[i]` is about episode i+1."""

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
        again = f", run {self.run}" if self.run > 1 else ""
        return f"{sum(self.watched)} of {len(self.watched)} watched{again}"

    def lines(self) -> Iterator[str]:
        yield f"{self.show}: {self.tally}."
        yield from self.next.lines()
        if self.recently:
            yield self.recently
        yield f"{self.hint} {self.hint_for}."


class EpisodeRow(NamedTuple):
    """One episode in the list; `watched_at` is ISO 8601 and `watched_on` how people say it."""

    number: int
    title: str | None
    titles: tuple[tuple[str, str], ...]
    minutes: int
    approximate: bool
    director: str | None
    is_next: bool
    watched_at: str | None
    watched_on: str | None

    @property
    def length(self) -> str:
        """How long it runs."""
        return phrases.duration(self.minutes, about=self.approximate)

    @property
    def mark(self) -> str:
        """Whether it is watched, in words."""
        if self.watched_on:
            return f"watched {self.watched_on}"
        return "next" if self.is_next else ""


class EpisodesView(NamedTuple):
    """The season. Titles still to come are None."""

    as_of: int
    show: str
    rows: tuple[EpisodeRow, ...]

    def lines(self) -> Iterator[str]:
        for row in self.rows:
            name = f"{row.number}" + (f" {row.title}" if row.title else "")
            yield f"Episode {name}, {row.length}" + (f": {row.mark}" if row.mark else "")


def next_(known: Known, progress: Progress, moment: datetime) -> NextView:
    """Describe the next episode as of `moment`."""
    left = [e for e in known.episodes if e.number not in progress.watched]
    return NextView(
        show=known.title,
        total=known.total,
        episode=None if known.is_finished else _up_next(known, progress, moment),
        left_off=_left_off(known.episodes[known.position - 1]) if known.position else None,
        episodes_left=len(left),
        minutes_left=sum(e.minutes for e in left),
        left_is_approximate=any(e.approximate for e in left),
        the_end=_the_end(known, progress, moment) if known.is_finished else None,
        closing=known.closing,
    )


def brief(view: NextView) -> LineView:
    """Say the next episode in a few words, for a shell prompt."""
    up = view.episode
    if up is None:
        return LineView(f"all {view.total} watched")
    name = f"{up.number} {up.title}" if up.title else f"episode {up.number}"
    return LineView(f"{name} · ends {'~' * up.approximate}{up.ends}")


def home(known: Known, progress: Progress, moment: datetime) -> HomeView:
    """Say where the viewer stands."""
    watched = progress.watched
    recently = None
    if watched and not known.is_finished:
        latest = max(watched.values(), key=clock.evening)
        numbers = [n for n, when in watched.items() if clock.evening(when) == clock.evening(latest)]
        recently = f"You watched {phrases.numbers(numbers)} {clock.say_evening(latest, moment)}."
    hint, hint_for = _hint(known)
    return HomeView(
        show=known.title,
        watched=tuple(e.number in watched for e in known.episodes),
        run=progress.run,
        next=next_(known, progress, moment),
        recently=recently,
        hint=hint,
        hint_for=hint_for,
    )


def episodes(known: Known, progress: Progress, moment: datetime) -> EpisodesView:
    """List the season as it looks from here."""
    watched = progress.watched
    rows = (
        EpisodeRow(
            number=e.number,
            title=e.title,
            titles=e.titles,
            minutes=e.minutes,
            approximate=e.approximate,
            director=e.director,
            is_next=e.number == known.position + 1,
            watched_at=watched[e.number].isoformat() if e.number in watched else None,
            watched_on=clock.say(watched[e.number], moment) if e.number in watched else None,
        )
        for e in known.episodes
    )
    return EpisodesView(known.position, known.title, tuple(rows))


def _up_next(known: Known, progress: Progress, moment: datetime) -> UpNext:
    episode = known.episodes[known.position]
    ends = clock.after(moment, episode.minutes)
    return UpNext(
        number=episode.number,
        title=episode.title,
        minutes=episode.minutes,
        approximate=episode.approximate,
        ends_at=ends.isoformat(timespec="minutes"),
        ends=f"{ends:%H:%M}",
        teaser=episode.teaser,
        seen_later=min((n for n in progress.watched if n > known.position), default=None),
    )


def _left_off(episode: Episode) -> LeftOff | None:
    return LeftOff(episode.number, episode.cliffhanger) if episode.cliffhanger else None


def _the_end(known: Known, progress: Progress, moment: datetime) -> str:
    times = sorted(progress.watched.values(), key=clock.evening)
    first, last = (clock.say_evening(when, moment) for when in (times[0], times[-1]))
    span = f"from {first.removeprefix('on ')} to {last.removeprefix('on ')}"
    span = last if first == last else span
    return f"You have seen all {known.total} episodes of {known.title}, {span}."


def _hint(known: Known) -> tuple[str, str]:
    if not known.position:
        return "runaway watched", "marks an episode once you have seen it"
    if known.is_finished:
        return "runaway rewatch", "begins again, and hides the story again"
    return "runaway recap", "brings you back"
