"""Drawings of the story so far."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

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
    paragraph,
    stack,
)
from runaway_cli.views import until
from runaway_cli.views.story import (
    NOTHING_YET,
    AboutView,
    ClueRow,
    CluesView,
    LearnedView,
    RecapRow,
    RecapView,
)


@draw.register
def _recap(view: RecapView) -> RenderableType:
    if not view.rows:
        return paragraph(NOTHING_YET)
    parts = [part for row in view.rows for part in (_episode(row), AIR)]
    if view.open:
        parts += [Entries([("Still open", bullets(view.open))]), AIR]
    return stack(*parts[:-1], foot(until(view.as_of)))


def _episode(row: RecapRow) -> RenderableType:
    title = heading(row.heading, row.watched_on or "")
    if not row.beats:
        return stack(title, paragraph(row.line) if row.line else None)
    ending = Entries([("It ends with", Text(row.cliffhanger, ACCENT))]) if row.cliffhanger else None
    return stack(title, AIR, paragraph(" ".join(row.beats)), ending and AIR, ending)


@draw.register
def _learned(view: LearnedView) -> RenderableType:
    if not view.as_of:
        return paragraph(NOTHING_YET)
    named = f"Episode {view.as_of}" + (f" · {view.title}" if view.title else "")
    parts: list[RenderableType] = [heading(f"What you learned: {named}"), AIR, bullets(view.facts)]
    for label, rows in (("Answered", view.answers), ("Explained", view.explained)):
        for row in rows:
            answer = stack(paragraph(row.text, DIM), paragraph(row.answer))
            parts += [AIR, Entries([(label, answer)])]
            label = ""
    return stack(*parts, foot(until(view.as_of)))


@draw.register
def _clues(view: CluesView) -> RenderableType:
    if not view.open and not view.explained:
        return paragraph(NOTHING_YET)
    parts: list[RenderableType] = []
    if view.open:
        still_open = hanging((f"ep {row.planted}", paragraph(row.text)) for row in view.open)
        parts += [heading("Clues you have seen"), AIR, still_open]
    if view.explained:
        explained = hanging((f"ep {row.planted}", _meaning(row)) for row in view.explained)
        parts += [*[AIR] * bool(parts), heading("What they meant"), AIR, explained]
    return stack(*parts, foot(until(view.as_of)))


def _meaning(row: ClueRow) -> RenderableType:
    meaning = Text.assemble(row.meaning or "", "  ", (f"ep {row.explained}", DIM))
    return stack(paragraph(row.text, DIM), meaning)


@draw.register
def _about(view: AboutView) -> RenderableType:
    rows: list[tuple[str, RenderableType]] = [(row.label, paragraph(row.text)) for row in view.rows]
    if view.sources:
        said = f"{len(view.sources)} public pages; runaway about --json names them"
        rows.append(("Sources", paragraph(said, DIM)))
    return stack(heading(view.show), AIR, Entries(rows))
