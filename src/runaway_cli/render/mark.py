"""Drawings of what a mark, an undo or a redo did."""

from rich.console import RenderableType

from runaway_cli.render import draw
from runaway_cli.render.layout import Answer
from runaway_cli.views.mark import ChangedView, MarkedView


@draw.register
def _marked(view: MarkedView) -> RenderableType:
    return Answer(view.what, view.asides)


@draw.register
def _changed(view: ChangedView) -> RenderableType:
    return Answer(view.what, view.asides)
