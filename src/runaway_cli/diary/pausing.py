"""A place inside an episode, and what's left of it. Half seen isn't seen: knowledge stays put."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from runaway_cli.diary.errors import NotNextError, PastItsEndError
from runaway_cli.diary.events import Change
from runaway_cli.diary.progress import Progress
from runaway_cli.language import phrases
from runaway_cli.language.errors import NoNextEpisodeError
from runaway_cli.story.model import Episode


class Pause(NamedTuple):
    """So many `seconds`, at least 1, into the next episode."""

    number: int
    seconds: int

    @property
    def place(self) -> str:
        """The same as a player shows it: "23:10", "1:02:03"."""
        return phrases.position(self.seconds)


def paused(progress: Progress) -> Pause | None:
    """Return where the viewer is inside the next episode, None for its beginning.

    Of several pauses in it the last one counts.
    """
    number, run = progress.position + 1, progress.run
    seconds = 0
    for change in (event.change for event in progress.done):
        if (change.kind, change.number, change.in_run) == ("pause", number, run):
            seconds = change.seconds or 0
    return Pause(number, seconds) if seconds else None


def minutes_left(episode: Episode, seconds: int) -> int:
    """Return how long an episode still runs from a place inside it, rounded up; at least 1."""
    return max(1, math.ceil((60 * episode.minutes - seconds) / 60))


def unwatched(episodes: Sequence[Episode], progress: Progress) -> tuple[Episode, ...]:
    """Return the episodes still to be watched, in order, with the minutes that are left of each."""
    watched = set(progress.watched)
    left = tuple(episode for episode in episodes if episode.number not in watched)
    pause = paused(progress)
    if pause is None:
        return left
    return tuple(
        e._replace(minutes=minutes_left(e, pause.seconds)) if e.number == pause.number else e
        for e in left
    )


def pause(
    progress: Progress,
    episodes: Sequence[Episode],
    number: int | None,
    *,
    seconds: int,
    is_left: bool = False,
) -> Change:
    """Stop inside an episode, the next one if `number` is None: so far in, or so far from its end.

    Raises `NoNextEpisodeError`, `NotNextError` for an episode that isn't next, and
    `PastItsEndError` for a place it doesn't have.
    """
    next_ = progress.position + 1
    if next_ > len(episodes):
        raise NoNextEpisodeError(len(episodes))
    if number not in (None, next_):
        raise NotNextError(number or 0, next_, is_watched=number in progress.watched)
    episode = episodes[next_ - 1]
    length = 60 * episode.minutes
    place = length - seconds if is_left else seconds
    longest = length + 60 * episode.margin
    if not 0 <= place < longest:
        raise PastItsEndError(next_, episode.minutes, about=episode.approximate)
    return Change("pause", number=next_, in_run=progress.run, seconds=place)
