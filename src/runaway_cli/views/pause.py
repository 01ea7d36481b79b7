"""Where the viewer is inside an episode."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.events import Event
from runaway_cli.diary.pausing import paused, unwatched
from runaway_cli.diary.progress import Progress
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Known
from runaway_cli.views import NOT_RIGHT, in_a_line


class PauseView(NamedTuple):
    """The next episode, None after the finale, and how many seconds in the viewer is.

    `minutes_left` is how long the rest of it takes. `ends_at` is ISO 8601, when it would end if
    they pressed play now.
    """

    what: str
    asides: tuple[str, ...]
    episode: int | None
    seconds: int
    minutes_left: int
    approximate: bool
    ends_at: str | None

    def lines(self) -> Iterator[str]:
        yield in_a_line(self)


def pause(
    known: Known, progress: Progress, moment: datetime, event: Event | None = None
) -> PauseView:
    """Show where the viewer is, and what `event` changed about that."""
    left = unwatched(known.episodes, progress)
    place = paused(progress)
    if progress.position >= known.total:
        return PauseView("You've seen them all.", (), None, 0, 0, approximate=False, ends_at=None)
    episode = left[0]
    ends = clock.after(moment, episode.minutes)
    about = "about " if episode.approximate else ""
    asides: tuple[str, ...] = ()
    if place:
        what = f"{place.place} into episode {episode.number}."
        what = f"Paused {what}" if event else f"You're {what}"
        length = phrases.duration(episode.minutes, about=episode.approximate)
        asides = (f"{length} left: ends at {about}{ends:%H:%M}.".capitalize(),)
    elif event:
        what = f"Cleared: episode {episode.number} starts from the beginning."
    else:
        what = f"You're not in the middle of an episode. Episode {episode.number} is next."
    return PauseView(
        what=what,
        asides=(*asides, NOT_RIGHT) if event else asides,
        episode=episode.number,
        seconds=place.seconds if place else 0,
        minutes_left=episode.minutes,
        approximate=episode.approximate,
        ends_at=ends.isoformat(timespec="minutes"),
    )
