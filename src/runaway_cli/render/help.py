"""Drawings of help."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import AIR, DIM, Rows, heading, stack
from runaway_cli.views.help import HelpView


@draw.register
def _help(view: HelpView) -> RenderableType:
    parts: list[RenderableType] = [Text(view.usage, "bold"), AIR, Text(view.text), AIR]
    for section in view.sections:
        rows = Rows(section.rows, stretch=1, lead=view.widest)
        parts += [heading(section.title), AIR, rows, AIR]
    return stack(*parts, Text(view.last, DIM))
