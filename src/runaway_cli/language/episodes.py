"""The episodes people mean."""

import re
from collections.abc import Sequence

from runaway_cli.language.errors import NoSuchEpisodeError, NotUnderstoodError, RunsBackwardsError


def episodes(texts: Sequence[str], total: int) -> tuple[int, ...]:
    """Return the episodes that "3", "2-4" and the like mean, ascending, each once.

    Raises `NotUnderstoodError`, `RunsBackwardsError`, or `NoSuchEpisodeError` for one outside
    1..total.
    """
    numbers: set[int] = set()
    for text in texts:
        written = re.fullmatch(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", text)
        if not written:
            raise NotUnderstoodError(text, "an episode number", "3 or 2-4")
        first, last = int(written[1]), int(written[2] or written[1])
        if first > last:
            raise RunsBackwardsError(first, last)
        for end in (first, last):
            if not 1 <= end <= total:
                raise NoSuchEpisodeError(end, total)
        numbers |= set(range(first, last + 1))
    return tuple(sorted(numbers))


def episode(text: str, total: int, *, lowest: int = 1) -> int:
    """Return the one episode `text` means.

    Raises `NotUnderstoodError`, or `NoSuchEpisodeError` for one outside lowest..total.
    """
    if not re.fullmatch("[0-9]{1,6}", text):
        raise NotUnderstoodError(text, "an episode number", "3")
    if not lowest <= int(text) <= total:
        raise NoSuchEpisodeError(int(text), total)
    return int(text)
