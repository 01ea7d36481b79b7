"""The drawing of what fits tonight."""

from datetime import datetime

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import ACCENT, AIR, DIM, Rows, stack
from runaway_cli.views.tonight import SittingRow, TonightView

_BAR_WIDTH = 24  # columns, from the first beginning to the last end


@draw.register
def _tonight(view: TonightView) -> RenderableType:
    return stack(
        Text(view.answer, "bold"),
        *(Text(remark, DIM) for remark in view.remarks),
        AIR if view.rows else None,
        Rows([_row(row, view) for row in view.rows], stretch=0, dim=frozenset({1})),
    )


def _row(row: SittingRow, view: TonightView) -> tuple[Text, str, Text]:
    fits = row in view.fits
    name = Text(row.name, "" if fits else DIM)
    return name, f"{row.begins} to {row.when_it_ends}", _bar(row, view, "━" if fits else "╍")


def _bar(row: SittingRow, view: TonightView, stroke: str) -> Text:
    """Draw one episode on a line from the first beginning to the last end."""
    times = [
        datetime.fromisoformat(text)
        for text in (view.rows[0].begins_at, view.rows[-1].ends_at, row.begins_at, row.ends_at)
    ]
    first, last, begins, ends = (time.timestamp() for time in times)
    left = round((begins - first) / (last - first) * (_BAR_WIDTH - 1))
    right = max(left + 1, round((ends - first) / (last - first) * _BAR_WIDTH))
    before, during, after = "·" * left, stroke * (right - left), "·" * (_BAR_WIDTH - right)
    return Text.assemble((before, DIM), (during, ACCENT), (after, DIM))
