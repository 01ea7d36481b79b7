"""The drawing of what several people did in one act."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import DIM
from runaway_cli.views.together import SharedView


@draw.register
def _shared(view: SharedView) -> RenderableType:
    return Text.assemble((view.what, "bold"), "  ", ("  ".join(view.asides), DIM))
