"""The drawing of the viewer's notes."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import AIR, Rows, foot, heading, stack
from runaway_cli.views import until
from runaway_cli.views.journal import NotesView


@draw.register
def _notes(view: NotesView) -> RenderableType:
    if view.nothing:
        return Text(view.nothing)
    rows = [(row.place, Text(row.text), row.said) for row in view.rows]
    return stack(
        heading("Your notes"),
        AIR,
        Rows(rows, stretch=1, dim=frozenset({2})),
        foot(until(view.as_of)),
    )
