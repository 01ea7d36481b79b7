"""Where the viewer is, and a command worth knowing there."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.progress import Progress
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Episode, Known
from runaway_cli.views.next import NextView, next_
from runaway_cli.views.questions import unanswered
from runaway_cli.views.seasons import season_watched


class HomeView(NamedTuple):
    """Where the viewer is. `watched[i]` is about episode i+1.

    `still_open` is the newest open question, None where `next.left_off` says where you stopped.
    `hint` is a command, `hint_for` what it does, `hint_if` for whom, None for everybody.
    `season_watched` is `watched` for the season the viewer is in. `shows` is what to say if this is
    one of several shows, else None.
    """

    show: str
    watched: tuple[bool, ...]
    run: int
    next: NextView
    still_open: str | None
    recently: str | None
    hint_if: str | None
    hint: str
    hint_for: str
    season_watched: tuple[bool, ...]
    shows: str | None

    @property
    def tally(self) -> str:
        """How many are watched."""
        tally = f"{sum(self.watched)} of {len(self.watched)}"
        if self.run == 1:
            return f"{tally} watched"
        return f"{tally}, {phrases.ordinal(self.run)} time through"

    def lines(self) -> Iterator[str]:
        to_go = f", {self.next.to_go}" if self.next.to_go else ""
        yield f"{self.show}: {self.tally}{to_go}."
        yield from filter(None, (self.next.waits, self.next.the_end, self.next.closing))
        if self.next.episode:
            yield self.next.episode.next_is
            yield self.next.episode.press_play
            if self.next.episode.gap:
                yield self.next.episode.gap
        if self.next.left_off:
            yield f"You left off: {self.next.left_off.text}"
        if self.still_open:
            yield f"Still open: {self.still_open}"
        yield from filter(None, (self.next.late, self.recently))
        yield " ".join(filter(None, (self.hint_if, self.hint, f"{self.hint_for}.")))
        if self.shows:
            yield self.shows


def home(
    known: Known,
    progress: Progress,
    moment: datetime,
    left: Sequence[Episode],
    *,
    shows: str | None = None,
) -> HomeView:
    """Show where the viewer is; `left` is as in `next_`, `shows` what to say if there are several
    shows.
    """
    seen = set(progress.watched)
    watched = tuple(e.number in seen for e in known.episodes)
    hint_if, hint, hint_for = _hint(known, progress)
    ahead = next_(known, progress, moment, left)
    return HomeView(
        show=known.title,
        watched=watched,
        run=progress.run,
        next=ahead,
        still_open=None if ahead.left_off else _newest_question(known),
        recently=_recently(known, progress, moment),
        hint_if=hint_if,
        hint=hint,
        hint_for=hint_for,
        season_watched=season_watched(known, watched),
        shows=shows,
    )


def _recently(known: Known, progress: Progress, moment: datetime) -> str | None:
    """Return what was watched on the latest evening, None before the first and at the end."""
    times = progress.times
    if not times or known.is_finished:
        return None
    latest = max(times.values(), key=clock.evening)
    numbers = [n for n, when in times.items() if clock.evening(when) == clock.evening(latest)]
    return f"You watched {phrases.numbers(numbers)} {clock.say_evening(latest, moment)}."


def _newest_question(known: Known) -> str | None:
    """Return the first question of the latest episode that left any open."""
    newest = max(unanswered(known).open, key=lambda row: row.raised or 0, default=None)
    return newest.text if newest else None


def _hint(known: Known, progress: Progress) -> tuple[str | None, str, str]:
    """Return for whom a command is worth knowing now (None for everybody), the command, and what
    it does."""
    if not progress.watched:
        return "Already started?", f"runaway watched {min(3, known.total)}", "catches you up"
    if not known.position:
        return None, "runaway watched", "marks an episode once you've seen it"
    if known.is_finished:
        return None, "runaway rewatch", "starts over and hides the story again"
    return None, "runaway recap", "catches you up"
