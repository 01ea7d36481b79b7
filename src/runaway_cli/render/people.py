"""Drawings of the people the viewer has met."""

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import (
    AIR,
    DIM,
    PAGE_WIDTH,
    Entries,
    Rows,
    foot,
    hanging,
    heading,
    marked_new,
    stack,
)
from runaway_cli.views import until
from runaway_cli.views.people import CastRow, CastView, ChoicesView, PersonView


@draw.register
def _cast(view: CastView) -> RenderableType:
    parts: list[RenderableType] = []
    for title, rows in (
        ("Who you've met", view.rows),
        ("Groups", view.groups),
        ("On the poster", view.poster),
    ):
        if rows:
            parts += [heading(title), AIR, _people(rows), AIR]
    return stack(*parts[:-1], foot(until(view.as_of)))


@draw.register
def _choices(view: ChoicesView) -> RenderableType:
    return stack(Text(view.heading, "bold"), AIR, _people(view.rows), foot(until(view.as_of)))


def _people(people: tuple[CastRow, ...]) -> RenderableType:
    """List people, one to a line if they fit, else with the actors below the names."""
    rows = [(p.name, p.actor or "", p.role or "", _first_seen(p)) for p in people]
    widths = [max(map(cell_len, column)) + 2 for column in zip(*rows, strict=True)]
    if sum(widths) - 2 <= PAGE_WIDTH:
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
        text = marked_new(Text(tie.phrase)) if tie.is_new else Text(tie.phrase)
        rows.append(("" if number else "Connections", text))
    return stack(
        heading(view.name, f"played by {view.actor}" if view.actor else ""),
        Text(f"{view.role[0].upper()}{view.role[1:]}.") if view.role else None,
        *(Text(note, DIM) for note in (view.guess, view.so_far) if note),
        AIR if rows else None,
        Entries(rows),
        foot(until(view.as_of)),
    )
