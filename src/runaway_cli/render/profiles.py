"""The drawing of everybody who has a diary."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import AIR, DIM, Rows, heading, stack
from runaway_cli.views.profiles import ProfilesView


@draw.register
def _profiles(view: ProfilesView) -> RenderableType:
    rows = [(row.called, row.place) for row in view.rows]
    table = Rows(rows, stretch=1, dim=frozenset({1}))
    return stack(heading("People"), AIR, table, AIR, Text(view.how, DIM))
