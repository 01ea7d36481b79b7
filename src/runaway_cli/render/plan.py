"""The drawing of the evenings to come."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import AIR, DIM, Rows, stack
from runaway_cli.views.plan import PlanView


@draw.register
def _plan(view: PlanView) -> RenderableType:
    rows = [(row.said, row.what, row.times, row.length) for row in view.evenings]
    return stack(
        Text(view.answer, "bold"),
        AIR if rows else None,
        Rows(rows, stretch=1, dim=frozenset({2, 3})),
        AIR if view.remarks else None,
        *(Text(remark, DIM) for remark in view.remarks),
    )
