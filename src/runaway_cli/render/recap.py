"""Drawings of what happened."""

import math
from collections.abc import Iterable, Sequence

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
    section,
    spaced,
    stack,
)
from runaway_cli.render.story import told
from runaway_cli.story.model import Beat
from runaway_cli.views import until
from runaway_cli.views.recap import EarlierRow, RecapRow, RecapView
from runaway_cli.views.story import NOT_STARTED, SOMEWHERE, UNKNOWN

_MOST_BEATS = 5  # in a paragraph


@draw.register
def _recap(view: RecapView) -> RenderableType:
    if not view.rows:
        return Text(NOT_STARTED)
    moments = bullets(told(*beat) for beat in view.unplaced)
    return stack(
        spaced(
            section("The story so far", _earlier(view.earlier)) if view.earlier else None,
            *map(_episode, view.rows),
            Text(view.thin, DIM) if view.thin else None,
            section(SOMEWHERE, moments) if view.unplaced else None,
            _unanswered(view) if view.open or view.unknown else None,
        ),
        foot(until(view.as_of)),
    )


def _earlier(rows: Iterable[EarlierRow]) -> RenderableType:
    return hanging((f"{row.number}", Text(row.line)) for row in rows)


def _episode(row: RecapRow) -> RenderableType:
    paragraphs = [Text(" ").join(told(*beat) for beat in beats) for beats in _split(row.beats)]
    if row.summary:
        paragraphs.insert(0, Text(row.summary))
    return spaced(
        heading(row.heading, row.watched_on or ""),
        *paragraphs,
        Entries([("Last scene", Text(row.cliffhanger, ACCENT))]) if row.cliffhanger else None,
        Entries([("You noted", bullets(row.notes))]) if row.notes else None,
    )


def _split(beats: Sequence[Beat]) -> list[Sequence[Beat]]:
    """Split the beats into paragraphs of about the same length."""
    count = math.ceil(len(beats) / _MOST_BEATS)
    return [beats[len(beats) * n // count : len(beats) * (n + 1) // count] for n in range(count)]


def _unanswered(view: RecapView) -> RenderableType:
    """Draw the questions, the new ones first."""
    new = [row.text for row in view.open if row.is_new]
    old = [row.text for row in view.open if not row.is_new]
    unknown = [row.text for row in view.unknown]
    parts: list[tuple[str, RenderableType]] = []
    for label, texts in (("New", new), ("Still open", old), ("Unanswered", unknown)):
        if texts and parts:
            parts.append(("", AIR))
        if texts:
            parts.append((label, bullets(texts)))
    if unknown:
        parts.append(("", Text(UNKNOWN, DIM)))
    return Entries(parts)
