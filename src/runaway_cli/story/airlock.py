"""The door between a show's file and the rest of runaway.

The file tells the season in chapters, one per finished episode. `open_at` folds the chapters a
viewer has earned into a `Known` and drops the rest, so no later layer has a spoiler to leak.
`number_of` says which episode has a title, and keeps nothing else.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from runaway_cli.story.errors import SeasonBrokenError
from runaway_cli.story.fold import fold
from runaway_cli.story.model import Known, Position
from runaway_cli.story.records import FORMAT
from runaway_cli.system.paths import SEASON

LARGEST = 20_000_000  # characters of a file that anybody wrote by hand, or drafted
STORED = ".json"  # a show file as `library` stores it: a line for the head, then one for a chapter
EPISODES = frozenset({"episode", "beat", "closing"})
STORY = EPISODES | {"person", "tie", "fact", "clue", "question"}
EVERYTHING = STORY | {"about", "source"}
_CHAPTER = "\n[[chapter]]"
_LIST = re.compile(r"^(\w+) = \[\n(?:  \{.*\n)+\]\n", re.MULTILINE)  # a record on each line
_EVIDENCE = re.compile(r", (?:by|terms) = \[[^\]]{0,400}\]")  # quadratic without a limit


def open_at(position: Position, show: str, lists: AbstractSet[str] = EVERYTHING) -> Known:
    """Return what a viewer knows after `position` finished episodes of the show at that path.

    `lists` are those that are wanted; what the others tell is left empty. At the end of a season
    nearly all the time goes into parsing, and `EPISODES` are a tenth of it.

    Chapters from ahead are not even parsed; where one cannot be cut off, nothing is told. Raises
    `SeasonBrokenError` when the file is missing, malformed, or has its chapters out of order.
    """
    try:
        head, *chapters = _parts(show)
        told = _parsed(head, chapters[: position + 1], show, lists)
    except (OSError, RecursionError, TypeError, ValueError):
        raise SeasonBrokenError("it can't be parsed", is_ours=show == SEASON) from None
    if told.get("format") != FORMAT:
        raise SeasonBrokenError("unknown format", is_ours=show == SEASON)
    try:
        order = [chapter["after"] for chapter in told["chapter"]]
        if order != list(range(len(order))) or len(order) > position + 1:
            raise SeasonBrokenError("its chapters are out of order", is_ours=show == SEASON)
        return fold(position, told, lists)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise SeasonBrokenError(
            f"a bad record in chapters 0 to {position}", is_ours=show == SEASON
        ) from None


def _parts(show: str) -> list[str]:
    """Return the head and the chapters of a file, the bundled one perhaps from the archive that
    the program is in. Raises ValueError for one that's too large."""
    try:
        with open(show, encoding="utf-8") as file:
            text = file.read(LARGEST + 1).removeprefix("\ufeff")
    except NotADirectoryError:
        if show != SEASON:
            raise
        from importlib.resources import files  # 10 ms, in a zipapp only

        text = files("runaway_cli").joinpath("data", "show.toml").read_text("utf-8")
    if len(text) > LARGEST:
        raise ValueError
    return text.rstrip("\n").split("\n") if _is_stored(show) else text.split(_CHAPTER)


def _parsed(
    head: str, chapters: Sequence[str], show: str, lists: AbstractSet[str]
) -> Mapping[str, Any]:
    """Return what these parts of a file say. Raises RecursionError, TypeError or ValueError."""
    if _is_stored(show):
        import json  # 2 ms, for added shows only

        return {**json.loads(head), "chapter": [json.loads(chapter) for chapter in chapters]}
    return tomllib.loads(_without(_CHAPTER.join([head, *chapters]), lists))


def _is_stored(show: str) -> bool:
    return str(show).endswith(STORED)


def _without(text: str, lists: AbstractSet[str]) -> str:
    """Return the text of chapters without evidence, which is for who writes the season, and
    without lists nobody asked for, as far as they are easily cut out."""
    kept = _LIST.sub(lambda found: found[0] if found[1] in lists else "", text)
    return _EVIDENCE.sub("", kept)


def number_of(title: str, show: str) -> int | None:
    """Return the number of the episode that has this title in any language; None if none has, or
    more than one.

    Case, accents and punctuation don't matter. Takes in the whole season and keeps none of it.
    Raises `SeasonBrokenError` when the file is missing or malformed.
    """
    from runaway_cli.story.search import plain  # only for imports

    wanted = plain(title)
    try:
        head, *chapters = _parts(show)
        numbers = {
            int(episode["id"])
            for chapter in _parsed(head, chapters, show, EPISODES)["chapter"]
            for episode in chapter.get("episode", ())
            if wanted in map(plain, (episode.get("title", ""), *_abroad(episode)))
        }
    except (OSError, AttributeError, KeyError, RecursionError, TypeError, ValueError):
        raise SeasonBrokenError("it can't be parsed", is_ours=show == SEASON) from None
    return numbers.pop() if wanted and len(numbers) == 1 else None


def _abroad(episode: Mapping[str, Any]) -> Iterable[str]:
    titles: Mapping[str, str] = episode.get("titles", {})
    return titles.values()
