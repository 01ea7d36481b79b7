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
    heading,
    paragraph,
    stack,
)
from runaway_cli.views import until
from runaway_cli.views.story import (
    NOTHING_YET,
    AboutView,
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
    rows: list[tuple[str, RenderableType]] = []
    for row in view.open:
        rows.append((f"ep {row.planted}", paragraph(row.text)))
    for row in view.explained:
        answer = Text.assemble((f"{row.meaning}", ACCENT), (f"  ep {row.explained}", DIM))
        rows.append((f"ep {row.planted}", stack(paragraph(row.text), answer)))
    return stack(heading("Clues you have seen"), AIR, Entries(rows), foot(until(view.as_of)))


@draw.register
def _about(view: AboutView) -> RenderableType:
    rows: list[tuple[str, RenderableType]] = [(row.label, paragraph(row.text)) for row in view.rows]
    if view.sources:
        rows.append(("Sources", paragraph("; ".join(source.name for source in view.sources), DIM)))
    return stack(heading(view.show), AIR, Entries(rows))
