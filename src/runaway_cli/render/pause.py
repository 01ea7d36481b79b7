"""The drawing of a place inside an episode."""

from rich.console import RenderableType

from runaway_cli.render import draw
from runaway_cli.render.layout import Answer
from runaway_cli.views.pause import PauseView


@draw.register
def _pause(view: PauseView) -> RenderableType:
    return Answer(view.what, view.asides)
