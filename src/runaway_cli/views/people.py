"""Everyone the viewer has heard of: all of them, those who match a name, or just their names."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from runaway_cli.language import phrases
from runaway_cli.story.groups import by_group
from runaway_cli.story.model import Known, Person, Tie
from runaway_cli.story.search import gist

OTHERS = "Others"  # the heading of those who have none


class CastRow(NamedTuple):
    """One person.

    `first_seen` is an episode, None if no first scene is established. `is_new` if the latest
    episode showed them, or told something of them; only then have they `news`.
    """

    name: str
    actor: str | None
    role: str | None
    first_seen: int | None
    news: str | None = None
    group: str | None = None
    is_new: bool = False

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        said = "; ".join(filter(None, (self.role, self.news)))
        sentence = self.name
        if self.actor:
            sentence += f", played by {self.actor}"
        if said:
            sentence += f": {said}"
        return f"{sentence} (new)" if self.is_new else sentence


class CastView(NamedTuple):
    """Everyone heard of so far.

    `rows` are people the story has told something about: `met` of them have been seen, the others
    were only spoken of. `poster` are those who are only in the cast list, `groups` organisations.
    The people of a group stand together, in order of appearance, those that are new first.
    """

    as_of: int
    rows: tuple[CastRow, ...]
    poster: tuple[CastRow, ...]
    groups: tuple[CastRow, ...]
    met: int

    @property
    def nothing(self) -> str | None:
        """What to say if there's nobody."""
        if self.rows or self.poster or self.groups:
            return None
        if not self.as_of:
            return "You haven't met anybody yet."
        return "Nobody you've met is written down yet."

    @property
    def met_by_group(self) -> tuple[tuple[str, tuple[CastRow, ...]], ...]:
        """The people seen, as (heading, rows)."""
        found: dict[str, list[CastRow]] = {}
        for row in self.rows[: self.met]:
            found.setdefault(row.group or OTHERS, []).append(row)
        return tuple((heading, tuple(rows)) for heading, rows in found.items())

    @property
    def heard_of(self) -> tuple[CastRow, ...]:
        """The people only spoken of."""
        return self.rows[self.met :]

    def lines(self) -> Iterator[str]:
        if self.nothing:
            yield self.nothing
        for row in self.rows[: self.met]:
            yield row.sentence
        for row in (*self.heard_of, *self.groups):
            yield f"{row.sentence} (heard of)"
        for row in self.poster:
            yield f"{row.sentence} (from the cast list)"


class ChoicesView(NamedTuple):
    """Several people match what the viewer typed or, if `is_guess`, come close to it."""

    as_of: int
    asked: str
    rows: tuple[CastRow, ...]
    is_guess: bool

    @property
    def heading(self) -> str:
        """How well they match."""
        asked = phrases.quoted(gist(self.asked))
        if self.is_guess:
            return f"No exact match for {asked}. Closest:"
        return f"{len(self.rows)} people match {asked}"

    def lines(self) -> Iterator[str]:
        yield self.heading
        for row in self.rows:
            yield row.sentence


class NamesRow(NamedTuple):
    """The names of one group."""

    group: str
    names: tuple[str, ...]


class NamesView(NamedTuple):
    """Everyone one can ask for, by group."""

    as_of: int
    rows: tuple[NamesRow, ...]

    @property
    def heading(self) -> str:
        """What to type."""
        first = self.rows[0].names[0].split()[0].lower() if self.rows else "NAME"
        return f"Who do you mean? Try: runaway who {phrases.word(first)}"

    def lines(self) -> Iterator[str]:
        yield self.heading
        for row in self.rows:
            yield f"{row.group}: {', '.join(row.names)}"


def cast(known: Known) -> CastView:
    """List everyone heard of so far."""
    rows: list[CastRow] = []
    spoken_of: list[CastRow] = []
    poster: list[CastRow] = []
    for _, members in by_group(p for p in known.people if not p.is_organisation):
        for person in sorted(members, key=lambda p: not is_new(p, known)):
            part = rows if has_scene(person) else spoken_of if person.is_met else poster
            part.append(_row(person, known))
    return CastView(
        known.position,
        rows=(*rows, *spoken_of),
        poster=tuple(poster),
        groups=tuple(_row(person, known) for person in known.people if person.is_organisation),
        met=len(rows),
    )


def choices(known: Known, asked: str, people: Iterable[Person], *, is_guess: bool) -> ChoicesView:
    """List the `people` who match `asked`, or who come close if `is_guess`."""
    rows = tuple(_row(person, known) for person in people)
    return ChoicesView(known.position, asked, rows, is_guess)


def names(known: Known) -> NamesView:
    """List the names of everyone heard of so far."""
    rows = (
        NamesRow(group or OTHERS, tuple(person.name for person in members))
        for group, members in by_group(known.people)
    )
    return NamesView(known.position, tuple(rows))


def has_scene(person: Person) -> bool:
    """Whether a scene with them is established."""
    return person.first_seen is not None or person.last_seen is not None


def is_new(what: Person | Tie, known: Known) -> bool:
    """Whether the latest episode told it, or showed them or told something of them.

    After the first one, everything would be new.
    """
    latest = known.position
    if isinstance(what, Tie):
        return what.episode == latest > 1
    ties = (tie for tie in known.ties if what in (tie.source, tie.target))
    told = {what.last_seen, *(fact.episode for fact in what.facts), *(tie.episode for tie in ties)}
    return latest > 1 and latest in told


def _row(person: Person, known: Known) -> CastRow:
    new = is_new(person, known)
    return CastRow(
        name=person.name,
        actor=person.actor,
        role=person.role,
        first_seen=person.first_seen,
        news=person.news if new else None,
        group=person.group,
        is_new=new,
    )
