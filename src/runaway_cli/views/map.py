"""Who is connected to whom, by group or around one person, and as diagrams for other programs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from runaway_cli.story.groups import by_group
from runaway_cli.story.model import Known, Person, Tie
from runaway_cli.views import TextView
from runaway_cli.views.people import OTHERS, NamesRow, is_new
from runaway_cli.views.person import gathered, tie_rows, words_of
from runaway_cli.views.story import with_notes


class MapTie(NamedTuple):
    """One tie of the person it's listed under. `is_new` if the latest episode told it."""

    label: str
    to: str
    is_new: bool
    is_inferred: bool = False


class MapBranch(NamedTuple):
    """One person, and the ties that start from them, oldest first."""

    name: str
    ties: tuple[MapTie, ...]


class MapLink(NamedTuple):
    """Ties said together: `words` and names, as in "his sons:" or "seems to know", then who.

    There are no names where the words are a whole sentence.
    """

    words: str
    names: tuple[str, ...]
    is_new: bool
    is_inferred: bool


class MapEntry(NamedTuple):
    """One person in a group of the drawing; no tie is drawn from both sides."""

    name: str
    links: tuple[MapLink, ...]


class MapGroup(NamedTuple):
    """A heading, and the people under it who have ties left to draw."""

    heading: str
    people: tuple[MapEntry, ...]


class MapView(NamedTuple):
    """Ties between people heard of so far.

    `branches` have every tie once, under the person it starts from. `groups` are the same ties as
    they're drawn, or those of `middle`, by the groups of the people at their other ends. `members`
    are everyone with a tie.
    """

    as_of: int
    branches: tuple[MapBranch, ...]
    groups: tuple[MapGroup, ...]
    members: tuple[NamesRow, ...]
    middle: str | None = None

    @property
    def nothing(self) -> str | None:
        """What to say if there are none."""
        if self.branches:
            return None
        return f"No connections{f' of {self.middle}' if self.middle else ''} so far."

    def lines(self) -> Iterator[str]:
        if self.nothing:
            yield self.nothing
        for branch in self.branches:
            for tie in branch.ties:
                sentence = f"{branch.name} {tie.label} {tie.to}."
                yield with_notes(sentence, is_new=tie.is_new, is_inferred=tie.is_inferred)


def relationships(known: Known) -> MapView:
    """Show how everybody is connected."""
    order = _in_order(known.people)
    ties_of: dict[Person, list[Tie]] = defaultdict(list)
    for tie in known.ties:
        ties_of[_drawn_from(tie, order)].append(tie)
    groups = (
        MapGroup(
            heading or OTHERS,
            tuple(MapEntry(p.name, _links(ties_of[p], p, known)) for p in members),
        )
        for heading, members in by_group(p for p in known.people if p in ties_of)
    )
    return _map(known, known.ties, tuple(groups))


def around(known: Known, person: Person) -> MapView:
    """Show the ties of one person."""
    ties_to: dict[Person, list[Tie]] = defaultdict(list)
    for tie in known.ties:
        if person in (tie.source, tie.target):
            ties_to[tie.seen_from(person)[1]].append(tie)
    groups = []
    for heading, members in by_group(p for p in known.people if p in ties_to):
        links = _links([tie for p in members for tie in ties_to[p]], person, known)
        groups.append(MapGroup(heading or OTHERS, (MapEntry(person.name, links),)))
    ties = [tie for ties in ties_to.values() for tie in ties]
    return _map(known, ties, tuple(groups), person.name)


def _map(
    known: Known, ties: Sequence[Tie], groups: tuple[MapGroup, ...], middle: str | None = None
) -> MapView:
    ends = {end for tie in ties for end in (tie.source, tie.target)}
    branches = (
        MapBranch(
            person.name,
            tuple(
                MapTie(tie.label, tie.target.name, is_new(tie, known), tie.is_inferred)
                for tie in ties
                if tie.source == person
            ),
        )
        for person in _in_order(known.people)
    )
    members = by_group(p for p in known.people if p in ends)
    return MapView(
        known.position,
        branches=tuple(branch for branch in branches if branch.ties),
        groups=groups,
        members=tuple(
            NamesRow(heading or OTHERS, tuple(p.name for p in people))
            for heading, people in members
        ),
        middle=middle,
    )


def _in_order(people: Sequence[Person]) -> list[Person]:
    """Return people in the order of their groups."""
    return [person for _, members in by_group(people) for person in members]


def _drawn_from(tie: Tie, order: Sequence[Person]) -> Person:
    """Return who a tie is drawn from: the first of the two who has a phrase for the other."""
    ends = sorted((tie.source, tie.target), key=order.index)
    return next((end for end in ends if tie.seen_from(end)[0]), tie.source)


def _links(ties: Sequence[Tie], person: Person, known: Known) -> tuple[MapLink, ...]:
    return tuple(
        MapLink(
            words_of(rows),
            tuple(row.name for row in rows if row.phrase or row.label),
            rows[0].is_new,
            rows[0].is_inferred,
        )
        for rows in gathered(tie_rows(ties, person, known))
    )


def mermaid(view: MapView) -> TextView:
    """Draw the map as a Mermaid flowchart."""
    numbers, lines = _numbered(view), ["flowchart LR"]
    for group, row in enumerate(view.members, start=1):
        lines.append(f"  subgraph g{group}[{_quoted(row.group)}]")
        lines += [f"    p{numbers[name]}[{_quoted(name)}]" for name in row.names]
        lines.append("  end")
    for source, tie, target in _arrows(view, numbers):
        lines.append(f"  {source} -->|{_quoted(tie.label)}| {target}")
    return TextView("\n".join(lines), view)


def dot(view: MapView) -> TextView:
    """Draw the map as a Graphviz digraph."""
    numbers, lines = _numbered(view), ["digraph runaway {", "  rankdir=LR"]
    for group, row in enumerate(view.members, start=1):
        lines += [f"  subgraph cluster_{group} {{", f"    label={_quoted(row.group)}"]
        lines += [f"    p{numbers[name]} [label={_quoted(name)}]" for name in row.names]
        lines.append("  }")
    for source, tie, target in _arrows(view, numbers):
        lines.append(f"  {source} -> {target} [label={_quoted(tie.label)}]")
    return TextView("\n".join([*lines, "}"]), view)


def _numbered(view: MapView) -> dict[str, int]:
    """Return a number for each name, counting from 1."""
    names = (name for row in view.members for name in row.names)
    return {name: number for number, name in enumerate(dict.fromkeys(names), start=1)}


def _arrows(view: MapView, numbers: dict[str, int]) -> Iterator[tuple[str, MapTie, str]]:
    """Yield each tie between the marks of its two people."""
    for branch in view.branches:
        for tie in branch.ties:
            yield f"p{numbers[branch.name]}", tie, f"p{numbers[tie.to]}"


def _quoted(text: str) -> str:
    """Return `text` as a string in either language."""
    import json  # 1.5 ms, for diagrams only

    return json.dumps(text.replace('"', "'"), ensure_ascii=False)
