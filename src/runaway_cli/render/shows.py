"""The drawing of all shows."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import AHEAD, AIR, DIM, WATCHED, Rows, heading, stack
from runaway_cli.views.shows import ShowsView


@draw.register
def _shows(view: ShowsView) -> RenderableType:
    rows = [
        (
            f"{WATCHED if row.is_current else AHEAD}  {row.title}",
            row.id,
            row.what_is_next,
            row.tally,
        )
        for row in view.rows
    ]
    table = Rows(rows, stretch=2, dim=frozenset({1, 2, 3}))
    return stack(heading("Your shows"), AIR, table, AIR, Text(view.how, DIM))
