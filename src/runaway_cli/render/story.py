"""Drawings of the story so far."""

import math

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.language import phrases
from runaway_cli.render import draw
from runaway_cli.render.layout import (
    ACCENT,
    AIR,
    DIM,
    Entries,
    bullets,
    foot,
    hanging,
    heading,
    stack,
)
from runaway_cli.views import until
from runaway_cli.views.story import (
    NOT_STARTED,
    AboutView,
    ClueRow,
    CluesView,
    LearnedView,
    RecapRow,
    RecapView,
)

_MOST_BEATS = 5  # in a paragraph


@draw.register
def _recap(view: RecapView) -> RenderableType:
    if not view.rows:
        return Text(NOT_STARTED)
    parts = [part for row in view.rows for part in (_episode(row), AIR)]
    if view.open:
        parts += [Entries([("Still open", bullets(view.open))]), AIR]
    return stack(*parts[:-1], foot(until(view.as_of)))


def _episode(row: RecapRow) -> RenderableType:
    ending = Entries([("Last scene", Text(row.cliffhanger, ACCENT))]) if row.cliffhanger else None
    return stack(
        heading(row.heading, row.watched_on or ""),
        Text(row.line or ""),
        *(part for beats in _paragraphs(row.beats) for part in (AIR, Text(" ".join(beats)))),
        AIR if ending else None,
        ending,
    )


def _paragraphs(beats: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Split the beats into paragraphs of about the same length."""
    count = math.ceil(len(beats) / _MOST_BEATS)
    return [beats[len(beats) * n // count : len(beats) * (n + 1) // count] for n in range(count)]


@draw.register
def _learned(view: LearnedView) -> RenderableType:
    if not view.as_of:
        return Text(NOT_STARTED)
    parts: list[RenderableType] = [heading(f"What you learned: {view.heading}"), AIR]
    for label, rows in (("Answered", view.answers), ("Explained", view.explained)):
        for number, row in enumerate(rows):
            answer = stack(Text(row.text, DIM), Text(row.answer))
            parts += [Entries([("" if number else label, answer)]), AIR]
    return stack(*parts, bullets(view.facts), foot(until(view.as_of)))


@draw.register
def _clues(view: CluesView) -> RenderableType:
    if view.nothing:
        return Text(view.nothing)
    parts: list[RenderableType] = []
    if view.open:
        still_open = hanging((_ep(row.planted), Text(row.text)) for row in view.open)
        parts += [heading("Clues you've seen"), AIR, still_open]
    if view.explained:
        explained = hanging((_ep(row.planted), _meaning(row)) for row in view.explained)
        if parts:
            parts.append(AIR)
        parts += [heading("What they meant"), AIR, explained]
    return stack(*parts, foot(until(view.as_of)))


def _ep(number: int | None) -> str:
    return f"ep {number}" if number else ""


def _meaning(row: ClueRow) -> RenderableType:
    meaning = Text.assemble(row.meaning or "", "  ", (_ep(row.explained), DIM))
    return stack(Text(row.text, DIM), meaning)


@draw.register
def _about(view: AboutView) -> RenderableType:
    rows: list[tuple[str, RenderableType]] = [(row.label, Text(row.text)) for row in view.rows]
    if view.sources:
        pages = phrases.counted(len(view.sources), "public page")
        how_to_list = f"{pages}. To list them: runaway about --json"
        rows.append(("Sources", Text(how_to_list, DIM)))
    return stack(heading(view.show), AIR, Entries(rows))
