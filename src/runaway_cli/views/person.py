"""One person in full: who they are, what is new about them, and whom they are tied to."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from runaway_cli.diary.journal import Note, Theory
from runaway_cli.language import phrases
from runaway_cli.story.model import Fact, Known, Person, Tie
from runaway_cli.story.search import gist
from runaway_cli.views import Verbatim
from runaway_cli.views.journal import on_one_line
from runaway_cli.views.people import is_new
from runaway_cli.views.story import SOMEWHERE, with_notes


class TieRow(NamedTuple):
    """A tie as a sentence, and seen from one of its two people.

    `phrase` is what they call the other, whose name is `name`: "her father". Where there is none,
    `label` reads from them to the other, as in "seems to know"; None if the sentence starts from
    the other. `is_new` if the latest episode told it, `is_inferred` if it's pieced together.
    """

    sentence: str
    phrase: str | None
    name: str
    label: str | None = None
    is_new: bool = False
    is_inferred: bool = False


class PersonView(NamedTuple):
    """Everything known about one person, facts in the order they were learned.

    `role` has the news, too. `guessed_from` is what the viewer typed if it's only close to their
    name, else None. New ties come first.
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
    is_organisation: bool = False
    notes: tuple[str, ...] = ()
    theories: tuple[str, ...] = ()

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
        return f"Closest match for {phrases.quoted(gist(self.guessed_from))}"

    @property
    def so_far(self) -> str | None:
        """What to say of somebody nobody has seen."""
        if not self.facts and not self.seen:
            return "Only a name in the cast list so far."
        if self.seen or self.is_organisation:
            return None
        return "Heard of, but no scene with them is written down."

    @property
    def new(self) -> tuple[Fact, ...]:
        """What the latest episode told. After the first one, everything would be new."""
        return tuple(fact for fact in self.facts if fact.episode == self.as_of > 1)

    @property
    def earlier(self) -> tuple[Fact, ...]:
        """What isn't new, the latest episode first."""
        rest = [f for f in self.facts if f.episode is not None and f not in self.new]
        return tuple(sorted(rest, key=lambda fact: -(fact.episode or 0)))

    @property
    def unplaced(self) -> tuple[Fact, ...]:
        """What was told somewhere along the way."""
        return tuple(fact for fact in self.facts if fact.episode is None)

    def lines(self) -> Iterator[str]:
        actor = f", played by {self.actor}" if self.actor else ""
        yield f"{self.name}{actor}" + (f": {self.role}" if self.role else "")
        yield from filter(None, (self.guess, self.so_far))
        if self.seen:
            yield f"Last seen in {self.seen}"
        if self.aliases:
            yield f"Also known as: {', '.join(self.aliases)}"
        for fact in self.new:
            yield f"New: {with_notes(fact.text, is_inferred=fact.is_inferred)}"
        for rows in gathered(self.ties):
            first = rows[0]
            yield with_notes(said(rows), is_new=first.is_new, is_inferred=first.is_inferred)
        for fact in (*self.earlier, *self.unplaced):
            when = f"Episode {fact.episode}" if fact.episode is not None else SOMEWHERE
            yield f"{when}: {with_notes(fact.text, is_inferred=fact.is_inferred)}"
        yield from (f"You noted: {on_one_line(note)}" for note in self.notes)
        yield from (f"You thought: {on_one_line(theory)}" for theory in self.theories)


def person(
    known: Known,
    person: Person,
    guessed_from: str | None = None,
    *,
    notes: Iterable[Note] = (),
    theories: Iterable[Theory] = (),
) -> PersonView:
    """Describe one person. `guessed_from` is what was typed if it's only close to their name.

    `notes` and `theories` are the viewer's own about them.
    """
    ties = [t for t in known.ties if person in (t.source, t.target)]
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
        ties=tie_rows(sorted(ties, key=lambda tie: not is_new(tie, known)), person, known),
        guessed_from=guessed_from,
        is_organisation=person.is_organisation,
        notes=tuple(Verbatim(note.text) for note in notes),
        theories=tuple(Verbatim(theory.text) for theory in theories),
    )


def tie_rows(ties: Iterable[Tie], person: Person, known: Known) -> tuple[TieRow, ...]:
    """Return ties as they are seen from one of their two people."""
    rows = []
    for tie in ties:
        phrase, other = tie.seen_from(person)
        label = tie.label if phrase is None and tie.source == person else None
        new, inferred = is_new(tie, known), tie.is_inferred
        rows.append(TieRow(str(tie), phrase, other.name, label, new, inferred))
    return tuple(rows)


def gathered(ties: Iterable[TieRow]) -> tuple[tuple[TieRow, ...], ...]:
    """Return the ties that can be said together: in the same words, and as new and as sure."""
    found: dict[tuple[str, bool, bool], list[TieRow]] = {}
    for tie in ties:
        words = tie.phrase or tie.label or tie.sentence
        found.setdefault((words, tie.is_new, tie.is_inferred), []).append(tie)
    return tuple(map(tuple, found.values()))


def words_of(ties: Sequence[TieRow]) -> str:
    """Return what comes before the names of ties that were gathered: "her sons:", "seems to know".

    It's a whole sentence, without names after it, where it starts from somebody else.
    """
    first = ties[0]
    return f"{first.phrase}:" if first.phrase else first.label or first.sentence


def said(ties: Sequence[TieRow]) -> str:
    """Say ties that were gathered, on the page of their person."""
    words = words_of(ties)
    words = words[:1].upper() + words[1:]
    names = [tie.name for tie in ties]
    if ties[0].phrase:
        return f"{words} {', '.join(names)}"
    return f"{words} {phrases.listed(names)}." if ties[0].label else words
