"""The drawing of what several people did in one act."""

from rich.console import RenderableType

from runaway_cli.render import draw
from runaway_cli.render.layout import Answer
from runaway_cli.views.together import SharedView


@draw.register
def _shared(view: SharedView) -> RenderableType:
    return Answer(view.what, view.asides)
