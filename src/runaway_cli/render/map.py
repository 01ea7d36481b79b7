"""The drawing of who is connected to whom."""

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from runaway_cli.render import draw
from runaway_cli.render.layout import AIR, DIM, foot, heading, marked_new, stack
from runaway_cli.views import until
from runaway_cli.views.map import NO_CONNECTIONS, MapView


@draw.register
def _map(view: MapView) -> RenderableType:
    if not view.branches:
        return Text(NO_CONNECTIONS)
    trees: list[RenderableType] = []
    for branch in view.branches:
        tree = Tree(Text(branch.name, "bold"), guide_style=DIM)
        for tie in branch.ties:
            text = Text.assemble((f"{tie.label} ", DIM), tie.to)
            tree.add(marked_new(text) if tie.is_new else text)
        trees += [tree, AIR]
    return stack(heading("How they're connected"), AIR, *trees[:-1], foot(until(view.as_of)))
