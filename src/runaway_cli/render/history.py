"""The drawing of what the viewer did."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import AIR, Rows, heading, stack
from runaway_cli.views.history import HistoryView


@draw.register
def _history(view: HistoryView) -> RenderableType:
    if not view.rows:
        return Text("Nothing yet.")
    rows = [(row.said, row.what, "undone" if row.taken_back else "") for row in view.rows]
    return stack(heading("What you did"), AIR, Rows(rows, stretch=1, dim=frozenset({0, 2})))
