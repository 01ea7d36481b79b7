"""The door between a show's file and the rest of runaway.

The file tells the season in chapters, one per finished episode. `open_at` folds the chapters a
viewer has earned into a `Known` and drops the rest, so no later layer has a spoiler to leak.
`number_of` says which episode has a title, and keeps nothing else.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from runaway_cli.story.errors import SeasonBrokenError
from runaway_cli.story.model import (
    Credit,
    Episode,
    Fact,
    Known,
    Person,
    Position,
    Source,
    Thread,
    Tie,
)

FORMAT = 1
_CHAPTER = "\n[[chapter]]"
LONGEST = 10_000  # characters of a text, or minutes of an episode
EVIDENCE = {"by", "sure", "terms"}  # of a record, for who writes the season


class Told(NamedTuple):
    """A value of a record, with the episodes that first and last told it."""

    value: Any
    first: int
    last: int


Record = dict[str, Told]
Records = Mapping[str, Mapping[Any, Record]]
"""`records[kind][id]`, in the order of joining."""

_UNTOLD = Told(None, 0, 0)


def open_at(position: Position, show: str) -> Known:
    """Return what a viewer knows after `position` finished episodes of the show at that path.

    Chapters from ahead are not even parsed; where one cannot be cut off, nothing is told. Raises
    `SeasonBrokenError` when the file is missing, malformed, or has its chapters out of order.
    """
    try:
        with open(show, encoding="utf-8") as file:
            head, *chapters = file.read().split(_CHAPTER)
        told = tomllib.loads(_CHAPTER.join([head, *chapters[: position + 1]]))
    except (OSError, ValueError):
        raise SeasonBrokenError("it can't be parsed") from None
    if told.get("format") != FORMAT:
        raise SeasonBrokenError("unknown format")
    try:
        earned = told["chapter"]
        order = [chapter["after"] for chapter in earned]
        if order != list(range(len(order))) or len(order) > position + 1:
            raise SeasonBrokenError("its chapters are out of order")
        records: dict[str, dict[Any, Record]] = defaultdict(dict)
        for chapter in earned:
            _learn(records, chapter)
        return _known(position, told["title"], told.get("titles", {}), records)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise SeasonBrokenError(f"a bad record in chapters 0 to {position}") from None


def number_of(title: str, show: str) -> int | None:
    """Return the number of the episode that has this title in any language; None if none has, or
    more than one.

    Case, accents and punctuation don't matter. Takes in the whole season and keeps none of it.
    Raises `SeasonBrokenError` when the file is missing or malformed.
    """
    from runaway_cli.story.search import plain  # only for imports

    wanted = plain(title)
    try:
        with open(show, encoding="utf-8") as file:
            numbers = {
                int(episode["id"])
                for chapter in tomllib.loads(file.read())["chapter"]
                for episode in chapter.get("episode", ())
                if wanted in map(plain, (episode.get("title", ""), *_abroad(episode)))
            }
    except (OSError, AttributeError, KeyError, TypeError, ValueError):
        raise SeasonBrokenError("it can't be parsed") from None
    return numbers.pop() if wanted and len(numbers) == 1 else None


def _abroad(episode: Mapping[str, Any]) -> Iterable[str]:
    titles: Mapping[str, str] = episode.get("titles", {})
    return titles.values()


def _learn(records: dict[str, dict[Any, Record]], chapter: Mapping[str, Any]) -> None:
    """Fold one chapter in: new ids join, known ids take new values, lists grow."""
    number = chapter["after"]
    for kind in chapter.keys() - {"after", "terms"}:
        for index, news in enumerate(chapter[kind]):
            record = records[kind].setdefault(news.get("id", (number, index)), {})
            for key, value in news.items():
                if key in EVIDENCE:
                    continue
                _check(value)
                old = record.get(key, Told([], number, number))
                grown = old.value + value if isinstance(value, list) else value
                record[key] = Told(grown, old.first, number)


def _check(value: Any) -> None:
    """Raise ValueError for a text or a number that no screen can show."""
    if isinstance(value, str) and len(value) > LONGEST:
        raise ValueError
    if isinstance(value, int) and not 0 <= value <= LONGEST:
        raise ValueError
    if isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            _check(part)


def _known(position: Position, title: str, titles: Mapping[str, str], records: Records) -> Known:
    people = _people(records["person"], records["fact"].values())
    return Known(
        position=position,
        title=title,
        titles=tuple(titles.items()),
        episodes=_episodes(records["episode"], records["beat"]),
        people=tuple({id(person): person for person in people.values()}.values()),
        ties=tuple(
            Tie(people[_get(tie, "from")], people[_get(tie, "to")], *tie["is"][:2])
            for tie in records["tie"].values()
            if people[_get(tie, "from")] is not people[_get(tie, "to")]
        ),
        facts=tuple(map(_fact, records["fact"].values())),
        clues=tuple(map(_thread, records["clue"].values())),
        questions=tuple(map(_thread, records["question"].values())),
        credits=tuple(
            Credit(_get(credit, "label"), _get(credit, "text"))
            for credit in records["about"].values()
        ),
        sources=tuple(
            Source(_get(source, "name"), _maybe(source, "url"))
            for source in records["source"].values()
        ),
        closing=" ".join(_get(last, "text") for last in records["closing"].values()) or None,
    )


def _episodes(records: Mapping[Any, Record], beats: Mapping[Any, Record]) -> tuple[Episode, ...]:
    told: dict[int, list[str]] = defaultdict(list)
    endings: dict[int, str] = {}
    for beat in beats.values():
        text, episode, _ = beat["text"]
        if "cliffhanger" in beat:
            endings[episode] = text
        else:
            told[episode].append(text)
    return tuple(
        Episode(
            number=int(id_),
            minutes=_get(record, "minutes"),
            approximate=bool(_maybe(record, "approximate")),
            director=_maybe(record, "director"),
            title=_maybe(record, "title"),
            titles=tuple((_maybe(record, "titles") or {}).items()),
            teaser=_maybe(record, "teaser"),
            line=_maybe(record, "line"),
            beats=tuple(told[int(id_)]),
            cliffhanger=endings.get(int(id_)),
        )
        for id_, record in records.items()
    )


def _people(records: Mapping[Any, Record], facts: Iterable[Record]) -> dict[str, Person]:
    """Return everyone by id, in order of appearance.

    Ids that turn out to be one person lead to the same `Person`, who stands where the first of
    them appeared and keeps the other names as aliases.
    """
    ids_of: dict[str, list[str]] = defaultdict(list)
    for id_ in records:
        ids_of[_truth(id_, records)].append(id_)
    about: dict[str, dict[int, Fact]] = defaultdict(dict)  # by id, numbered in order of telling
    for number, fact in enumerate(facts):
        for id_ in _get(fact, "about"):
            about[id_][number] = _fact(fact)
    people: dict[str, Person] = {}
    for true_id, ids in ids_of.items():
        known = {number: fact for id_ in ids for number, fact in about[id_].items()}
        in_order = [known[number] for number in sorted(known)]
        person = _person(records[true_id], [records[id_] for id_ in ids], in_order)
        people |= dict.fromkeys(ids, person)
    return people


def _truth(id_: str, records: Mapping[Any, Record]) -> str:
    """Return the id of the person `id_` turns out to be, itself for most."""
    for _ in records:  # a chain is no longer than that
        truth = _maybe(records[id_], "same_as")
        if not truth:
            break
        id_ = truth
    return id_


def _person(truth: Record, guises: Sequence[Record], facts: Sequence[Fact]) -> Person:
    name = _get(truth, "name")
    names = [
        n for guise in guises for n in (_get(guise, "name"), *(_maybe(guise, "aliases") or ()))
    ]
    scenes = [guise["seen"] for guise in guises if "seen" in guise]
    latest = max(scenes, key=lambda seen: seen.last, default=_UNTOLD)
    first_seen = min((seen.first for seen in scenes), default=None)
    return Person(
        name=name,
        aliases=tuple(dict.fromkeys(other for other in names if other != name)),
        actor=_maybe(truth, "actor"),
        role=_maybe(truth, "role"),
        is_group=bool(_maybe(truth, "group")),
        first_seen=None if any("earlier" in guise for guise in guises) else first_seen,
        last_seen=latest.last or None,
        where=latest.value,
        facts=tuple(facts),
    )


def _fact(record: Record) -> Fact:
    return Fact(record["text"].first, _get(record, "text"))


def _thread(record: Record) -> Thread:
    text, raised, _ = record["text"]
    answer = record.get("answer", _UNTOLD)
    return Thread(text, raised, answer.value, answer.last or None)


def _get(record: Record, key: str) -> Any:
    return record[key].value


def _maybe(record: Record, key: str) -> Any:
    return record.get(key, _UNTOLD).value
