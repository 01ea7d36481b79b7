"""Cast, one person, and who is tied to whom."""

from collections.abc import Iterator
from typing import NamedTuple

from runaway_cli.language import phrases
from runaway_cli.story.errors import UnknownPersonError
from runaway_cli.story.model import Known, Person, Tie
from runaway_cli.story.search import find, nearest
from runaway_cli.views import LineView


class CastRow(NamedTuple):
    """One person; `first_seen` is an episode, None where no first scene is established."""

    name: str
    actor: str | None
    role: str | None
    first_seen: int | None

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        said = self.name + (f", played by {self.actor}" if self.actor else "")
        said += f": {self.role}" if self.role else ""
        return said + (f" (first seen in episode {self.first_seen})" if self.first_seen else "")


class CastView(NamedTuple):
    """Everyone heard of so far, each list in order of appearance.

    `rows` are people the story has told something of, `poster` those who stand on the poster only,
    `groups` are organisations.
    """

    as_of: int
    rows: tuple[CastRow, ...]
    poster: tuple[CastRow, ...]
    groups: tuple[CastRow, ...]

    def lines(self) -> Iterator[str]:
        for row in (*self.rows, *self.groups):
            yield row.sentence
        for row in self.poster:
            yield f"{row.sentence} (on the poster)"


class FactRow(NamedTuple):
    """Something learned, and in which episode: None if it was somewhere along the way."""

    episode: int | None
    text: str


class TieRow(NamedTuple):
    """A tie as a sentence, and as a phrase on the page of one of its people.

    `is_new` when the latest episode told it.
    """

    sentence: str
    phrase: str
    is_new: bool


class PersonView(NamedTuple):
    """All that is known about one person. Facts in the order they were learned.

    `guessed_from` is what was asked when it was only nearly their name, else None.
    """

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
    guessed_from: str | None

    @property
    def seen(self) -> str | None:
        """Where they were last seen."""
        if self.last_seen is None:
            return None
        return f"episode {self.last_seen}" + (f", {self.where}" if self.where else "")

    @property
    def guess(self) -> str | None:
        """What to say when the name asked for was only nearly theirs."""
        return f"The nearest to {phrases.quoted(self.guessed_from)}." if self.guessed_from else None

    @property
    def so_far(self) -> str | None:
        """What to say of somebody the story has not told anything of."""
        return None if self.facts or self.seen else "So far only a name on the poster."

    def lines(self) -> Iterator[str]:
        actor = f", played by {self.actor}" if self.actor else ""
        yield f"{self.name}{actor}" + (f": {self.role}" if self.role else "")
        yield from filter(None, (self.guess, self.so_far))
        if self.seen:
            yield f"Last seen in {self.seen}"
        if self.aliases:
            yield f"Also: {', '.join(self.aliases)}"
        for fact in self.facts:
            when = f"Episode {fact.episode}" if fact.episode else "Somewhere along the way"
            yield f"{when}: {fact.text}"
        for tie in self.ties:
            yield tie.sentence


class ChoicesView(NamedTuple):
    """Several people fit what was asked."""

    as_of: int
    asked: str
    rows: tuple[CastRow, ...]

    def lines(self) -> Iterator[str]:
        for row in self.rows:
            yield row.sentence


class MapTie(NamedTuple):
    """One tie, as seen from the person it is listed under."""

    label: str
    to: str
    is_new: bool


class MapBranch(NamedTuple):
    """One person and the ties that start from them, oldest first."""

    name: str
    ties: tuple[MapTie, ...]


class MapView(NamedTuple):
    """Ties between people heard of so far; people in order of appearance."""

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
    people = [person for person in known.people if not person.is_organisation]
    return CastView(
        known.position,
        rows=tuple(_cast_row(person) for person in people if person.is_met),
        poster=tuple(_cast_row(person) for person in people if not person.is_met),
        groups=tuple(_cast_row(person) for person in known.people if person.is_organisation),
    )


def who(known: Known, asked: str) -> PersonView | ChoicesView:
    """Describe the one person `asked` fits, or list those it fits.

    Raises `UnknownPersonError` alike for a stranger and for someone not met yet.
    """
    found = find(known.people, asked)
    guessed = nearest(known.people, asked) if not found else ()
    if len(found or guessed) > 1:
        return ChoicesView(known.position, asked, tuple(map(_cast_row, found or guessed)))
    for person in found or guessed:
        return _person(known, person, asked if guessed else None)
    raise UnknownPersonError(asked)


def relationships(known: Known) -> MapView:
    """Gather the ties under the people they start from."""
    branches = (
        MapBranch(
            person.name,
            tuple(
                MapTie(tie.label, tie.target.name, _is_new(tie, known))
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
    import json  # 1.5 ms, for pictures only

    return json.dumps(text.replace('"', "'"), ensure_ascii=False)


def _cast_row(person: Person) -> CastRow:
    return CastRow(person.name, person.actor, person.who, person.first_seen)


def _person(known: Known, person: Person, guessed_from: str | None) -> PersonView:
    return PersonView(
        as_of=known.position,
        name=person.name,
        aliases=person.aliases,
        actor=person.actor,
        role=person.who,
        first_seen=person.first_seen,
        last_seen=person.last_seen,
        where=person.where,
        facts=tuple(FactRow(fact.episode, fact.text) for fact in person.facts),
        ties=tuple(
            TieRow(str(tie), _from_the_side_of(person, tie), _is_new(tie, known))
            for tie in known.ties
            if person in (tie.source, tie.target)
        ),
        guessed_from=guessed_from,
    )


def _from_the_side_of(person: Person, tie: Tie) -> str:
    """Say a tie on the page of one of its people, whose own name need not be said first."""
    if tie.source == person:
        return f"{tie.label[0].upper()}{tie.label[1:]} {tie.target.name}."
    return str(tie)


def _is_new(tie: Tie, known: Known) -> bool:
    """Whether the latest episode told it; after the first, all would be."""
    return tie.episode == known.position > 1
