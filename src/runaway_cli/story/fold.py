"""Folds chapters into what a viewer knows. Sees only chapters that the viewer has earned."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from runaway_cli.story.model import (
    PARTS,
    Beat,
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
from runaway_cli.story.records import UNTOLD, Record, check_head, get, joined, maybe


def fold(position: Position, show: Mapping[str, Any], lists: AbstractSet[str]) -> Known:
    """Return what these lists of the chapters of `show` tell a viewer at `position`.

    Raises AttributeError, KeyError, TypeError or ValueError for records that make no sense.
    """
    records = joined(show["chapter"], lists)
    people = _people(records["person"], records["fact"].values())
    check_head(show)
    return Known(
        position=position,
        title=show["title"],
        titles=tuple(show.get("titles", {}).items()),
        episodes=_episodes(records["episode"], records["beat"]),
        people=tuple({id(person): person for person in people.values()}.values()),
        ties=_ties(records["tie"].values(), people),
        facts=tuple(map(_fact, records["fact"].values())),
        clues=tuple(map(_thread, records["clue"].values())),
        questions=tuple(map(_thread, records["question"].values())),
        credits=_credits(records["about"].values()),
        sources=tuple(
            Source(get(source, "name"), get(source, "url"))
            for source in records["source"].values()
            if "url" in source  # else there's nothing to open
        ),
        closing=" ".join(get(last, "text") for last in records["closing"].values()) or None,
        unplaced=tuple(
            _beat(beat) for beat in records["beat"].values() if beat["text"].episode is None
        ),
        minutes=show.get("minutes"),
    )


def _episodes(records: Mapping[Any, Record], beats: Mapping[Any, Record]) -> tuple[Episode, ...]:
    told: dict[int, list[Beat]] = defaultdict(list)
    endings: dict[int, str] = {}
    for beat in beats.values():
        episode = beat["text"].episode
        if episode is None:
            continue
        if maybe(beat, "cliffhanger"):
            endings[episode] = get(beat, "text")
        else:
            told[episode].append(_beat(beat))
    if [*records] != [str(n) for n in range(1, len(records) + 1)]:
        raise ValueError  # chapter 0 lists them all, in order
    return tuple(
        Episode(
            number=int(id_),
            minutes=get(record, "minutes"),
            approximate=bool(maybe(record, "approximate")),
            director=maybe(record, "director"),
            title=maybe(record, "title"),
            titles=tuple((maybe(record, "titles") or {}).items()),
            teaser=maybe(record, "teaser"),
            line=maybe(record, "line"),
            beats=tuple(told[int(id_)]),
            cliffhanger=endings.get(int(id_)),
            is_thin=bool(maybe(record, "thin")),
            season=maybe(record, "season"),
            in_season=maybe(record, "in_season"),
            aired=_day(record["aired"].value) if "aired" in record else None,
            unaired=bool(maybe(record, "unaired")),
        )
        for id_, record in records.items()
    )


def _day(aired: date | str) -> str:
    """Return a day as ISO 8601. Raises ValueError for a text that is none."""
    return date.fromisoformat(aired).isoformat() if isinstance(aired, str) else aired.isoformat()


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
        for id_ in get(fact, "about"):
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
        truth = maybe(records[id_], "same_as")
        if not truth:
            break
        id_ = truth
    return id_


def _person(truth: Record, guises: Sequence[Record], facts: Sequence[Fact]) -> Person:
    name = get(truth, "name")
    names = [n for guise in guises for n in (get(guise, "name"), *(maybe(guise, "aliases") or ()))]
    scenes = [guise["seen"] for guise in guises if "seen" in guise]
    latest = max(scenes, key=lambda seen: seen.last, default=UNTOLD)
    first_seen = min((seen.first for seen in scenes), default=None)
    groups = [guise["group"] for guise in guises if "group" in guise]
    return Person(
        name=name,
        aliases=tuple(dict.fromkeys(other for other in names if other != name)),
        actor=maybe(truth, "actor"),
        role=maybe(truth, "role"),
        news=maybe(truth, "news"),
        descriptions=tuple(
            said
            for guise in guises
            for key in ("role", "news")
            for said in guise.get(key, UNTOLD).values
        ),
        words=tuple(word for guise in guises for word in maybe(guise, "words") or ()),
        group=max(groups, key=lambda group: group.last, default=UNTOLD).value,
        is_organisation=bool(maybe(truth, "organisation")),
        first_seen=None if any("earlier" in guise for guise in guises) else first_seen,
        last_seen=latest.last or None,
        where=latest.value,
        facts=tuple(facts),
    )


def _ties(records: Iterable[Record], people: Mapping[str, Person]) -> tuple[Tie, ...]:
    return tuple(
        Tie(
            source=people[get(tie, "from")],
            target=people[get(tie, "to")],
            label=get(tie, "is"),
            episode=tie["is"].episode,
            target_is=_still(tie, "to_is"),
            source_is=_still(tie, "from_is"),
            is_inferred=tie["is"].sure == "inferred",
        )
        for tie in records
        if people[get(tie, "from")] is not people[get(tie, "to")]
    )


def _still(tie: Record, key: str) -> str | None:
    """Return what one calls the other, None if that was told before the tie last changed."""
    return maybe(tie, key) if tie.get(key, UNTOLD).last == tie["is"].last else None


def _beat(record: Record) -> Beat:
    return Beat(get(record, "text"), record["text"].sure == "inferred")


def _fact(record: Record) -> Fact:
    told = record["text"]
    return Fact(told.episode, told.value, told.sure == "inferred")


def _thread(record: Record) -> Thread:
    text, answer = record["text"], record.get("answer", UNTOLD)
    planted = record.get("planted", UNTOLD)
    if planted.last < (planted.value or 0):
        raise ValueError  # the number of an episode that lies ahead
    return Thread(
        text=text.value,
        raised=planted.value or text.episode,
        answer=answer.value,
        answered=None if answer.sure == "unplaced" else answer.last or None,
        is_unknown=bool(maybe(record, "unknown")),
        is_inferred=answer.sure == "inferred",
    )


def _credits(records: Iterable[Record]) -> tuple[Credit, ...]:
    found = [
        Credit(
            get(record, "label"),
            get(record, "text"),
            maybe(record, "part"),
            maybe(record, "url"),
        )
        for record in records
    ]
    order = {part: place for place, part in enumerate(PARTS)}
    return tuple(sorted(found, key=lambda credit: order.get(credit.part or "", len(PARTS))))
