"""What is said where there are several seasons, or an episode that isn't out yet."""

from collections.abc import Sequence
from datetime import date

from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Episode, Known


def called(known: Known, number: int) -> str:
    """Return an episode's number, and its place in the season where there are several."""
    is_there = known.has_seasons and number <= known.total
    return phrases.called(number, known.episodes[number - 1].place if is_there else None)


def places(episodes: Sequence[Episode], *, several: bool) -> str | None:
    """Return what episodes are called where there are `several` seasons: "1x21 to 2x02"."""
    named = [episode.place for episode in episodes if episode.place]
    if not named or not several:
        return None
    return phrases.listed(named) if len(named) < 3 else f"{named[0]} to {named[-1]}"


def waits(known: Known, position: int, today: date) -> str | None:
    """Return that the episode after `position` isn't out yet, None if it is or if there is none."""
    if position >= known.total or position < known.out(today):
        return None
    episode = known.episodes[position]
    due = f": it's due on {_day(episode.aired, today)}" if episode.aired else ""
    return f"Episode {episode.number} isn't out yet{due}."


def out_on(episode: Episode, today: date) -> str:
    """Return the same in a word or two, for a list."""
    return f"out {_day(episode.aired, today)}" if episode.aired else "not out yet"


def _day(aired: str, today: date) -> str:
    return clock.say_day(date.fromisoformat(aired), today)


def of_season(known: Known, number: int) -> tuple[Episode, ...]:
    """Return the episodes of the season that has episode `number`."""
    season = known.episodes[number - 1].season
    return tuple(episode for episode in known.episodes if episode.season == season)


def ends(known: Known, number: int) -> int | None:
    """Return the season that episode `number` is the last of, None within one and at the end."""
    season, later = known.episodes[number - 1].season, known.episodes[number:]
    is_over = bool(later) and season not in {episode.season for episode in later}
    return season if is_over else None


def season_watched(known: Known, watched: Sequence[bool]) -> tuple[bool, ...]:
    """Return which episodes of the season the viewer is in are watched, all if there's one."""
    if not known.has_seasons:
        return tuple(watched)
    now = min(known.position + 1, known.total)
    return tuple(watched[episode.number - 1] for episode in of_season(known, now))
