"""The records of earned chapters, joined by id."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, NamedTuple

FORMAT = 1  # of a show file
LONGEST = 10_000  # characters of a text, or minutes of an episode
TYPES: Mapping[str, tuple[type, ...]] = {  # of values that aren't texts
    **dict.fromkeys(("minutes", "planted", "season", "in_season"), (int,)),
    **dict.fromkeys(("approximate", "thin", "cliffhanger", "earlier"), (bool,)),
    **dict.fromkeys(("organisation", "unknown", "unaired"), (bool,)),
    **dict.fromkeys(("about", "aliases", "words", "by", "terms"), (list,)),
    "titles": (dict,),
    "aired": (date, str),  # JSON has no dates
}
_TEXT = (str,)
EVIDENCE = {"by", "sure", "terms"}  # of a record, for who writes the season


class Told(NamedTuple):
    """A value of a record, the episodes that first and last told it, and how sure that is.

    `values` has it together with all it replaced, oldest first.
    """

    value: Any
    first: int
    last: int
    sure: str | None
    values: tuple[Any, ...]

    @property
    def episode(self) -> int | None:
        """The episode that first told it, None if nobody can place it."""
        return None if self.sure == "unplaced" else self.first


Record = dict[str, Told]
Records = Mapping[str, Mapping[Any, Record]]
"""`records[kind][id]`, in the order of joining."""

UNTOLD = Told(None, 0, 0, None, ())


def joined(chapters: Iterable[Mapping[str, Any]], lists: AbstractSet[str]) -> Records:
    """Return the records of some lists of `chapters`.

    New ids join, known ids take new values, values that are lists grow.

    Raises AttributeError, KeyError, TypeError or ValueError for what can't be a record.
    """
    records: dict[str, dict[Any, Record]] = defaultdict(dict)
    for chapter in chapters:
        for kind in chapter.keys() & lists:
            _learn(records[kind], chapter["after"], chapter[kind])
    return records


def _learn(records: dict[Any, Record], number: int, told: Iterable[Mapping[str, Any]]) -> None:
    """Fold in what chapter `number` tells in one of its lists."""
    for index, news in enumerate(told):
        record = records.setdefault(news.get("id", (number, index)), {})
        sure = news.get("sure")
        for key, value in news.items():
            if key in EVIDENCE:
                continue
            if type(value) not in TYPES.get(key, _TEXT):
                raise TypeError
            check(value)
            old = record.get(key)
            if old is None:
                record[key] = Told(value, number, number, sure, (value,))
                continue
            grown = old.value + value if isinstance(value, list) else value
            record[key] = Told(grown, old.first, number, sure, (*old.values, grown))


def check(value: Any) -> None:
    """Raise ValueError for a text or a number that no screen can show, TypeError for what can't
    stand in a list."""
    if isinstance(value, str):
        if len(value) > LONGEST:
            raise ValueError
    elif isinstance(value, int):
        if not 0 <= value <= LONGEST:
            raise ValueError
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            if type(part) is not str:
                raise TypeError
            check(part)


def check_head(show: Mapping[str, Any]) -> None:
    """Raise TypeError or ValueError for what can't stand before the first chapter."""
    minutes, titles = show.get("minutes", 0), show.get("titles", {})
    if (type(show["title"]), type(minutes), type(titles)) != (str, int, dict):
        raise TypeError
    if minutes < 0:  # of the whole show, so there's no telling how many are too many
        raise ValueError
    for value in (show["title"], titles):
        check(value)


def get(record: Record, key: str) -> Any:
    """Return the value of a key every such record has. Raises KeyError if this one hasn't."""
    return record[key].value


def maybe(record: Record, key: str) -> Any:
    """Return the value of a key, or None."""
    return record.get(key, UNTOLD).value
