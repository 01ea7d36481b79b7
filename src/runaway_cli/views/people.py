"""Cast, one person, and who is tied to whom."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from runaway_cli.errors import UnknownPerson
from runaway_cli.known import Known, Person
from runaway_cli.views import LineView, View

_CLOSE = 0.72  # how alike two words are, of 1, to pass for a slip of the finger


@dataclass(frozen=True)
class CastRow:
    """One person; `first_seen` is an episode, None where no first scene is established."""

    name: str
    actor: str | None
    role: str | None
    is_group: bool
    first_seen: int | None

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        said = self.name + (f", played by {self.actor}" if self.actor else "")
        said += f": {self.role}" if self.role else ""
        return said + (f" (first seen in episode {self.first_seen})" if self.first_seen else "")


@dataclass(frozen=True)
class CastView(View):
    """Everyone heard of so far, in order of appearance."""

    kind: ClassVar[str] = "cast"
    as_of: int
    rows: tuple[CastRow, ...]

    def lines(self) -> Iterator[str]:
        for row in self.rows:
            yield row.sentence


@dataclass(frozen=True)
class FactRow:
    """Something learned, and in which episode."""

    episode: int
    text: str


@dataclass(frozen=True)
class TieRow:
    """A tie as a sentence; `is_new` when the latest episode told it."""

    text: str
    is_new: bool


@dataclass(frozen=True)
class PersonView(View):
    """All that is known about one person. Facts in the order they were learned."""

    kind: ClassVar[str] = "person"
    as_of: int
    name: str
    aliases: tuple[str, ...]
    actor: str | None
    role: str | None
    first_seen: int | None
    last_seen: int | None
    where: str | None
    facts: tuple[FactRow, ...]
    ties: tuple[TieRow, ...]

    @property
    def seen(self) -> str | None:
        """Where they were last seen."""
        if self.last_seen is None:
            return None
        return f"episode {self.last_seen}" + (f", {self.where}" if self.where else "")

    def lines(self) -> Iterator[str]:
        yield f"{self.name}: {self.role}" if self.role else self.name
        if self.aliases:
            yield f"Also: {', '.join(self.aliases)}"
        for fact in self.facts:
            yield f"Episode {fact.episode}: {fact.text}"
        for tie in self.ties:
            yield tie.text
        if self.seen:
            yield f"Last seen in {self.seen}"
        if self.actor:
            yield f"Played by {self.actor}"


@dataclass(frozen=True)
class ChoicesView(View):
    """Several people fit what was asked."""

    kind: ClassVar[str] = "choices"
    as_of: int
    asked: str
    rows: tuple[CastRow, ...]

    def lines(self) -> Iterator[str]:
        for row in self.rows:
            yield row.sentence


@dataclass(frozen=True)
class MapTie:
    """One tie, as seen from the person it is listed under."""

    label: str
    to: str
    is_new: bool


@dataclass(frozen=True)
class MapBranch:
    """One person and the ties that start from them, oldest first."""

    name: str
    ties: tuple[MapTie, ...]


@dataclass(frozen=True)
class MapView(View):
    """Ties between people heard of so far; people in order of appearance."""

    kind: ClassVar[str] = "map"
    as_of: int
    branches: tuple[MapBranch, ...]

    def lines(self) -> Iterator[str]:
        if not self.branches:
            yield "No ties so far."
        for branch in self.branches:
            for tie in branch.ties:
                yield f"{branch.name} {tie.label} {tie.to}."


def cast(known: Known) -> CastView:
    """List everyone heard of so far."""
    return CastView(known.position, tuple(map(_cast_row, known.people)))


def who(known: Known, asked: str) -> PersonView | ChoicesView:
    """Describe the one person `asked` fits, or list those it fits.

    Raises `UnknownPerson` alike for a stranger and for someone not met yet.
    """
    found = find(known.people, asked)
    if not found:
        raise UnknownPerson(asked)
    if len(found) > 1:
        return ChoicesView(known.position, asked, tuple(map(_cast_row, found)))
    return _person(known, found[0])


def find(people: Sequence[Person], asked: str) -> tuple[Person, ...]:
    """Return the people `asked` fits best, in their order; none when it fits nobody.

    A whole name goes before the beginnings of its words, these before a part of a name, an
    actor, a role, and, last of all, a slip of the finger.
    """
    wanted = _plain(asked)
    if not wanted.strip():
        return ()
    fits: tuple[Callable[[Person], bool], ...] = (
        lambda p: wanted in _names(p),
        lambda p: any(_begins(wanted, name) for name in _names(p)),
        lambda p: any(wanted in name for name in _names(p)),
        lambda p: _begins(wanted, _plain(p.actor or "")),
        lambda p: _begins(wanted, _plain(p.role or "")),
    )
    for fit in fits:
        if found := tuple(p for p in people if fit(p)):
            return found
    likeness = {p: _likeness(wanted, [*_names(p), _plain(p.actor or "")]) for p in people}
    closest = max(likeness.values(), default=0)
    return tuple(p for p in people if likeness[p] == closest >= _CLOSE)


def relationships(known: Known) -> MapView:
    """Gather the ties under the people they start from."""
    branches = (
        MapBranch(
            person.name,
            tuple(
                MapTie(tie.label, tie.target.name, tie.episode == known.position > 0)
                for tie in known.ties
                if tie.source == person
            ),
        )
        for person in known.people
    )
    return MapView(known.position, tuple(branch for branch in branches if branch.ties))


def mermaid(view: MapView) -> LineView:
    """Write the map as a Mermaid flowchart."""
    names = _numbered(view)
    lines = ["flowchart LR"]
    lines += [f"  p{number}[{_quoted(name)}]" for name, number in names.items()]
    lines += [
        f"  p{names[branch.name]} -->|{_quoted(tie.label)}| p{names[tie.to]}"
        for branch in view.branches
        for tie in branch.ties
    ]
    return LineView("\n".join(lines))


def dot(view: MapView) -> LineView:
    """Write the map as a Graphviz digraph."""
    names = _numbered(view)
    lines = ["digraph runaway {", "  rankdir=LR"]
    lines += [f"  p{number} [label={_quoted(name)}]" for name, number in names.items()]
    lines += [
        f"  p{names[branch.name]} -> p{names[tie.to]} [label={_quoted(tie.label)}]"
        for branch in view.branches
        for tie in branch.ties
    ]
    return LineView("\n".join([*lines, "}"]))


def _numbered(view: MapView) -> dict[str, int]:
    names = [n for b in view.branches for n in (b.name, *(tie.to for tie in b.ties))]
    return {name: number for number, name in enumerate(dict.fromkeys(names), start=1)}


def _quoted(text: str) -> str:
    return json.dumps(text.replace('"', "'"), ensure_ascii=False)


def _cast_row(person: Person) -> CastRow:
    return CastRow(person.name, person.actor, person.role, person.is_group, person.first_seen)


def _person(known: Known, person: Person) -> PersonView:
    return PersonView(
        as_of=known.position,
        name=person.name,
        aliases=person.aliases,
        actor=person.actor,
        role=person.role,
        first_seen=person.first_seen,
        last_seen=person.last_seen,
        where=person.where,
        facts=tuple(FactRow(fact.episode, fact.text) for fact in person.facts),
        ties=tuple(
            TieRow(str(tie), tie.episode == known.position > 0)
            for tie in known.ties
            if person in (tie.source, tie.target)
        ),
    )


def _plain(text: str) -> str:
    """Return `text` without case, accents and punctuation."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", letters))


def _names(person: Person) -> list[str]:
    return [_plain(name) for name in (person.name, *person.aliases)]


def _begins(wanted: str, text: str) -> bool:
    """Whether every word of `wanted` is the beginning of a word of `text`."""
    return all(any(word.startswith(w) for word in text.split()) for w in wanted.split())


def _likeness(wanted: str, texts: Sequence[str]) -> float:
    """Return how near `wanted` is to one of `texts`, or one of their words: 0 to 1."""
    near = [near for text in texts for near in (text, *text.split())]
    return max(difflib.SequenceMatcher(None, wanted, text).ratio() for text in near)
