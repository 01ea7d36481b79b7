"""Drawings of clues."""

from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import DIM, foot, hanging, heading, section, spaced, stack
from runaway_cli.render.story import listed, told
from runaway_cli.views import until
from runaway_cli.views.clues import ClueRow, CluesView, PlantedView


@draw.register
def _clues(view: CluesView) -> RenderableType:
    if view.nothing:
        return Text(view.nothing)
    still_open = hanging((_ep(row.planted), Text(row.text)) for row in view.open)
    groups = groupby(view.explained, key=lambda row: row.planted_in)
    return stack(
        spaced(
            section("Keep an eye on", still_open) if view.open else None,
            heading("What they meant") if view.explained else None,
            *(listed(where.capitalize(), map(_meaning, rows)) for where, rows in groups),
        ),
        foot(until(view.as_of)),
    )


def _ep(number: int | None) -> str:
    return f"ep {number}" if number else ""


def _meaning(row: ClueRow) -> Text:
    return Text.assemble((f"{row.text}: ", DIM), told(row.meaning or "", row.is_inferred))


@draw.register
def _planted(view: PlantedView) -> RenderableType:
    if not view.rows:
        return Text("No clues to look out for.")
    rows = (listed(row.heading, map(Text, row.clues)) for row in view.rows)
    page = spaced(heading("What to look out for"), *rows)
    return stack(page, foot("for the second time through"))
