"""The drawing of a place inside an episode."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import DIM
from runaway_cli.views.sofa import PauseView


@draw.register
def _pause(view: PauseView) -> RenderableType:
    return Text.assemble((view.what, "bold"), "  ", ("  ".join(view.asides), DIM))
