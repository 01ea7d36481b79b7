"""Drawings of the people the viewer has met or heard of."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import (
    AIR,
    DIM,
    Entries,
    Rows,
    Sides,
    foot,
    heading,
    marked_new,
    section,
    spaced,
    stack,
)
from runaway_cli.views import until
from runaway_cli.views.people import CastRow, CastView, ChoicesView, NamesView

LONGEST_NAME = 19  # columns; a longer one takes two lines


@draw.register
def _cast(view: CastView) -> RenderableType:
    if view.nothing:
        return Text(view.nothing)
    lead = name_width([row.name for row in (*view.rows, *view.groups, *view.poster)])
    others = (
        ("Heard of", view.heard_of),
        ("Groups", view.groups),
        ("From the cast list", view.poster),
    )
    return stack(
        spaced(
            heading("Who you've met") if view.met else None,
            *(stack(Text(group, DIM), _people(rows, lead)) for group, rows in view.met_by_group),
            *(section(title, _people(rows, lead)) for title, rows in others if rows),
        ),
        foot(until(view.as_of)),
    )


@draw.register
def _choices(view: ChoicesView) -> RenderableType:
    people = _people(view.rows, name_width([row.name for row in view.rows]))
    return stack(Text(view.heading, "bold"), AIR, people, foot(until(view.as_of)))


@draw.register
def _names(view: NamesView) -> RenderableType:
    rows = [(row.group, Text(", ".join(row.names))) for row in view.rows]
    return stack(Text(view.heading), AIR, Entries(rows), foot(until(view.as_of)))


def name_width(names: Sequence[str]) -> int:
    """Return how many columns a list of names takes, so that tables below each other align."""
    return min(LONGEST_NAME, max(map(cell_len, names), default=0))


def _people(people: tuple[CastRow, ...], lead: int) -> RenderableType:
    """List people, each on a line if it fits, the actors on the right."""
    rows = Rows([(row.name, _who(row)) for row in people], stretch=1, lead=lead)
    return Padding(rows, (0, 0, 0, 2))


def _who(row: CastRow) -> RenderableType:
    text = Text("; ".join(filter(None, (row.role, row.news))))
    actor = Text(row.actor or "", DIM)
    return Sides(marked_new(text) if row.is_new else text, actor) if text else actor
