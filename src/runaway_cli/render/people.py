"""Drawings of people."""

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import (
    ACCENT,
    AIR,
    DIM,
    WIDEST,
    Entries,
    Rows,
    foot,
    hanging,
    heading,
    stack,
)
from runaway_cli.views import until
from runaway_cli.views.people import CastRow, CastView, ChoicesView, MapView, PersonView


@draw.register
def _cast(view: CastView) -> RenderableType:
    parts: list[RenderableType] = []
    for title, rows in (
        ("Who you have met", view.rows),
        ("Groups", view.groups),
        ("On the poster", view.poster),
    ):
        if rows:
            parts += [heading(title), AIR, _people(rows), AIR]
    return stack(*parts[:-1], foot(until(view.as_of)))


@draw.register
def _choices(view: ChoicesView) -> RenderableType:
    return stack(heading(f"Who is {view.asked}?"), AIR, _people(view.rows), foot(until(view.as_of)))


def _people(people: tuple[CastRow, ...]) -> RenderableType:
    """List people, one to a line if all fit, else with the actors below the names."""
    rows = [(p.name, p.actor or "", p.role or "", _first_seen(p)) for p in people]
    widths = [max(map(cell_len, column)) + 2 for column in zip(*rows, strict=True)]
    if sum(widths) - 2 <= WIDEST:
        return Rows(rows, stretch=2, dim=frozenset({1, 3}))
    credited = [
        (Text.assemble(name, (f"\n  {actor}" if actor else "", f"not bold {DIM}")), role, first)
        for name, actor, role, first in rows
    ]
    return Rows(credited, stretch=1, dim=frozenset({2}))


def _first_seen(row: CastRow) -> str:
    return f"ep {row.first_seen}" if row.first_seen else ""


@draw.register
def _person(view: PersonView) -> RenderableType:
    rows: list[tuple[str, RenderableType]] = []
    if view.seen:
        rows.append(("Last seen", Text(view.seen)))
    if view.aliases:
        rows.append(("Also", Text(", ".join(view.aliases))))
    if view.facts:
        facts = hanging((str(fact.episode or ""), Text(fact.text)) for fact in view.facts)
        rows.append(("What you know", facts))
    for number, tie in enumerate(view.ties):
        text = Text.assemble(tie.phrase, *_new(tie.is_new))
        rows.append(("" if number else "Ties", text))
    return stack(
        heading(view.name, f"played by {view.actor}" if view.actor else ""),
        Text(f"{view.role[0].upper()}{view.role[1:]}.") if view.role else None,
        *(Text(said, DIM) for said in (view.guess, view.so_far) if said),
        AIR if rows else None,
        Entries(rows),
        foot(until(view.as_of)),
    )


def _new(is_new: bool) -> list[str | tuple[str, str]]:
    return ["  ", ("new", ACCENT)] if is_new else []


@draw.register
def _map(view: MapView) -> RenderableType:
    if not view.branches:
        return Text("No ties so far.")
    from rich.tree import Tree

    trees: list[RenderableType] = []
    for branch in view.branches:
        tree = Tree(Text(branch.name, "bold"), guide_style=DIM)
        for tie in branch.ties:
            tree.add(Text.assemble((f"{tie.label} ", DIM), tie.to, *_new(tie.is_new)))
        trees += [tree, AIR]
    return stack(heading("Who is tied to whom"), AIR, *trees[:-1], foot(until(view.as_of)))
