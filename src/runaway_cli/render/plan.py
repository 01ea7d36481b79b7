"""Drawings of what fits tonight and of the evenings to come."""

from datetime import datetime

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import ACCENT, AIR, DIM, Rows, stack
from runaway_cli.views.plan import PlanView, SittingRow, TonightView

_BAR = 24  # columns for the time from the first beginning to the last end


@draw.register
def _tonight(view: TonightView) -> RenderableType:
    return stack(
        Text(view.answer, "bold"),
        *(Text(remark, DIM) for remark in view.remarks),
        AIR if view.rows else None,
        Rows([_row(row, view) for row in view.rows], stretch=0, dim=frozenset({1}))
        if view.rows
        else None,
    )


def _row(row: SittingRow, view: TonightView) -> tuple[Text, str, Text]:
    fits = row in view.fits
    name = Text(row.name, "" if fits else DIM)
    return name, f"{row.begins} to {row.when_it_ends}", _bar(row, view, "━" if fits else "╍")


def _bar(row: SittingRow, view: TonightView, stroke: str) -> Text:
    """Return the time of one episode on the way from the first beginning to the last end."""
    times = [
        datetime.fromisoformat(text)
        for text in (view.rows[0].begins_at, view.rows[-1].ends_at, row.begins_at, row.ends_at)
    ]
    first, last, begins, ends = (time.timestamp() for time in times)
    left = round((begins - first) / (last - first) * (_BAR - 1))
    right = max(left + 1, round((ends - first) / (last - first) * _BAR))
    before, during, after = "·" * left, stroke * (right - left), "·" * (_BAR - right)
    return Text.assemble((before, DIM), (during, ACCENT), (after, DIM))


@draw.register
def _plan(view: PlanView) -> RenderableType:
    rows = [(row.said, row.what, row.times, row.length) for row in view.evenings]
    return stack(
        Text(view.answer, "bold"),
        AIR if rows else None,
        Rows(rows, stretch=1, dim=frozenset({2, 3})) if rows else None,
        AIR if view.remarks else None,
        *(Text(remark, DIM) for remark in view.remarks),
    )
