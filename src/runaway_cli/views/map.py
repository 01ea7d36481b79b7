"""Who is connected to whom, as a tree and as diagrams for other programs."""

from collections.abc import Iterator
from typing import NamedTuple

from runaway_cli.story.model import Known
from runaway_cli.views import TextView
from runaway_cli.views.people import is_new

NO_CONNECTIONS = "No connections so far."


class MapTie(NamedTuple):
    """One tie of the person it's listed under. `is_new` if the latest episode told it."""

    label: str
    to: str
    is_new: bool


class MapBranch(NamedTuple):
    """One person, and the ties that start from them, oldest first."""

    name: str
    ties: tuple[MapTie, ...]


class MapView(NamedTuple):
    """Ties between people heard of so far; people in order of appearance."""

    as_of: int
    branches: tuple[MapBranch, ...]

    def lines(self) -> Iterator[str]:
        if not self.branches:
            yield NO_CONNECTIONS
        for branch in self.branches:
            for tie in branch.ties:
                yield f"{branch.name} {tie.label} {tie.to}."


def relationships(known: Known) -> MapView:
    """List each person's ties."""
    branches = (
        MapBranch(
            person.name,
            tuple(
                MapTie(tie.label, tie.target.name, is_new(tie, known))
                for tie in known.ties
                if tie.source == person
            ),
        )
        for person in known.people
    )
    return MapView(known.position, tuple(branch for branch in branches if branch.ties))


def mermaid(view: MapView) -> TextView:
    """Draw the map as a Mermaid flowchart."""
    names = _numbered(view)
    lines = ["flowchart LR"]
    lines += [f"  p{number}[{_quoted(name)}]" for name, number in names.items()]
    lines += [
        f"  p{names[branch.name]} -->|{_quoted(tie.label)}| p{names[tie.to]}"
        for branch in view.branches
        for tie in branch.ties
    ]
    return TextView("\n".join(lines), view)


def dot(view: MapView) -> TextView:
    """Draw the map as a Graphviz digraph."""
    names = _numbered(view)
    lines = ["digraph runaway {", "  rankdir=LR"]
    lines += [f"  p{number} [label={_quoted(name)}]" for name, number in names.items()]
    lines += [
        f"  p{names[branch.name]} -> p{names[tie.to]} [label={_quoted(tie.label)}]"
        for branch in view.branches
        for tie in branch.ties
    ]
    return TextView("\n".join([*lines, "}"]), view)


def _numbered(view: MapView) -> dict[str, int]:
    """Return a number for each name, counting from 1, in the order the names are met."""
    names = [n for b in view.branches for n in (b.name, *(tie.to for tie in b.ties))]
    return {name: number for number, name in enumerate(dict.fromkeys(names), start=1)}


def _quoted(text: str) -> str:
    """Return `text` as a string in either language."""
    import json  # 1.5 ms, for diagrams only

    return json.dumps(text.replace('"', "'"), ensure_ascii=False)
