"""The drawing of everything that mentions some words."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import ACCENT, AIR, DIM, foot, hanging, heading, stack
from runaway_cli.render.person import noted
from runaway_cli.story.search import marks
from runaway_cli.views import until
from runaway_cli.views.find import FindRow, FindView
from runaway_cli.views.story import SOMEWHERE


@draw.register
def _find(view: FindView) -> RenderableType:
    rows = hanging((row.label, _marked(row, view.asked)) for row in view.rows)
    return stack(heading(view.heading), AIR, rows, foot(until(view.as_of)))


def _marked(row: FindRow, asked: str) -> Text:
    text = Text(row.text)
    for start, end in marks(row.text, asked):
        text.stylize(ACCENT, start, end)
    if row.of == "story" and row.episode is None:
        text = Text.assemble(text, (f" ({SOMEWHERE.lower()})", DIM))
    return noted(text, is_inferred=row.is_inferred)
