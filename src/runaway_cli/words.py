"""Numbers and episodes as people say them."""

from __future__ import annotations

from collections.abc import Sequence


def listed(items: Sequence[object]) -> str:
    """Say "1", "1 and 2", "1, 2 and 3"."""
    *most, last = map(str, items)
    return f"{', '.join(most)} and {last}" if most else last


def numbers(episodes: Sequence[int]) -> str:
    """Say episode numbers, ascending; an unbroken row of four or more as "1 to 4"."""
    if len(episodes) > 3 and episodes[-1] - episodes[0] == len(episodes) - 1:
        return f"{episodes[0]} to {episodes[-1]}"
    return listed(episodes)


def episode(number: int, title: str | None) -> str:
    """Say "Episode 2 · The Keeper's Book", or only the number where there is no title."""
    return f"Episode {number}" + (f" · {title}" if title else "")


def duration(minutes: int, *, about: bool = False) -> str:
    """Say "45 min", "4 h", "about 4 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    said = " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))
    return f"about {said}" if about else said
