"""Drawings of clues."""

from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import AIR, DIM, foot, hanging, heading, stack
from runaway_cli.render.story import listed, told
from runaway_cli.views import until
from runaway_cli.views.clues import ClueRow, CluesView, PlantedView


@draw.register
def _clues(view: CluesView) -> RenderableType:
    if view.nothing:
        return Text(view.nothing)
    parts: list[RenderableType] = []
    if view.open:
        still_open = hanging((_ep(row.planted), Text(row.text)) for row in view.open)
        parts += [heading("Keep an eye on"), AIR, still_open, AIR]
    if view.explained:
        parts += [heading("What they meant"), AIR]
    for where, rows in groupby(view.explained, key=lambda row: row.planted_in):
        parts += [listed(where.capitalize(), map(_meaning, rows)), AIR]
    return stack(*parts[:-1], foot(until(view.as_of)))


def _ep(number: int | None) -> str:
    return f"ep {number}" if number else ""


def _meaning(row: ClueRow) -> Text:
    return Text.assemble((f"{row.text}: ", DIM), told(row.meaning or "", row.is_inferred))


@draw.register
def _planted(view: PlantedView) -> RenderableType:
    if not view.rows:
        return Text("No clues to look out for.")
    parts: list[RenderableType] = [heading("What to look out for"), AIR]
    for row in view.rows:
        parts += [listed(row.heading, map(Text, row.clues)), AIR]
    return stack(*parts[:-1], foot("for the second time through"))
