"""Everyone the viewer has met, and one of them in full."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from runaway_cli.language import phrases
from runaway_cli.story.model import Fact, Known, Person, Tie


class CastRow(NamedTuple):
    """One person. `first_seen` is an episode, None if no first scene is established."""

    name: str
    actor: str | None
    role: str | None
    first_seen: int | None

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        sentence = self.name
        if self.actor:
            sentence += f", played by {self.actor}"
        if self.role:
            sentence += f": {self.role}"
        if self.first_seen:
            sentence += f" (first seen in episode {self.first_seen})"
        return sentence


class CastView(NamedTuple):
    """Everyone heard of so far, each list in order of appearance.

    `rows` are people the story has told something about, `poster` those who are only on the
    poster, `groups` organisations.
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


class TieRow(NamedTuple):
    """A tie as a sentence, and as a phrase on the page of one of its two people.

    `is_new` if the latest episode told it.
    """

    sentence: str
    phrase: str
    is_new: bool


class PersonView(NamedTuple):
    """Everything known about one person, facts in the order they were learned.

    `guessed_from` is what the viewer typed if it's only close to their name, else None.
    """

    as_of: int
    name: str
    aliases: tuple[str, ...]
    actor: str | None
    role: str | None
    first_seen: int | None
    last_seen: int | None
    where: str | None
    facts: tuple[Fact, ...]
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
        """What to say if the name asked for was only close to theirs."""
        if self.guessed_from is None:
            return None
        return f"Closest match for {phrases.quoted(self.guessed_from)}"

    @property
    def so_far(self) -> str | None:
        """What to say if the story hasn't told anything about them."""
        return None if self.facts or self.seen else "Only a name on the poster so far."

    def lines(self) -> Iterator[str]:
        actor = f", played by {self.actor}" if self.actor else ""
        yield f"{self.name}{actor}" + (f": {self.role}" if self.role else "")
        yield from filter(None, (self.guess, self.so_far))
        if self.seen:
            yield f"Last seen in {self.seen}"
        if self.aliases:
            yield f"Also known as: {', '.join(self.aliases)}"
        for fact in self.facts:
            when = f"Episode {fact.episode}" if fact.episode else "Somewhere along the way"
            yield f"{when}: {fact.text}"
        for tie in self.ties:
            yield tie.sentence


class ChoicesView(NamedTuple):
    """Several people match what the viewer typed or, if `is_guess`, come close to it."""

    as_of: int
    asked: str
    rows: tuple[CastRow, ...]
    is_guess: bool

    @property
    def heading(self) -> str:
        """How well they match."""
        asked = phrases.quoted(self.asked)
        if self.is_guess:
            return f"No exact match for {asked}. Closest:"
        return f"{len(self.rows)} people match {asked}"

    def lines(self) -> Iterator[str]:
        yield self.heading
        for row in self.rows:
            yield row.sentence


def cast(known: Known) -> CastView:
    """List everyone heard of so far."""
    people = [person for person in known.people if not person.is_organisation]
    return CastView(
        known.position,
        rows=tuple(_cast_row(person) for person in people if person.is_met),
        poster=tuple(_cast_row(person) for person in people if not person.is_met),
        groups=tuple(_cast_row(person) for person in known.people if person.is_organisation),
    )


def choices(known: Known, asked: str, people: Iterable[Person], *, is_guess: bool) -> ChoicesView:
    """List the `people` who match `asked`, or who come close if `is_guess`."""
    return ChoicesView(known.position, asked, tuple(map(_cast_row, people)), is_guess)


def person(known: Known, person: Person, guessed_from: str | None = None) -> PersonView:
    """Describe one person. `guessed_from` is what was typed if it's only close to their name."""
    return PersonView(
        as_of=known.position,
        name=person.name,
        aliases=person.aliases,
        actor=person.actor,
        role=person.who,
        first_seen=person.first_seen,
        last_seen=person.last_seen,
        where=person.where,
        facts=person.facts,
        ties=tuple(
            TieRow(str(tie), _phrase(tie, person), is_new(tie, known))
            for tie in known.ties
            if person in (tie.source, tie.target)
        ),
        guessed_from=guessed_from,
    )


def is_new(tie: Tie, known: Known) -> bool:
    """Whether the latest episode told it. After the first one, everything would be new."""
    return tie.episode == known.position > 1


def _cast_row(person: Person) -> CastRow:
    return CastRow(person.name, person.actor, person.role, person.first_seen)


def _phrase(tie: Tie, person: Person) -> str:
    """Return a tie as it's said on the page of one of its people, whose name can be left out."""
    if tie.source == person:
        return f"{tie.label[0].upper()}{tie.label[1:]} {tie.target.name}."
    return str(tie)
