"""The drawing of the production."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import AIR, DIM, NARROW, Columns, heading, stack
from runaway_cli.views.about import LIST_SOURCES, AboutView, said


@draw.register
def _about(view: AboutView) -> RenderableType:
    widest = max((cell_len(row.label) for row in view.rows), default=0)
    parts: list[RenderableType] = [heading(view.show)]
    for title, rows in view.parts:
        parts += [AIR, Text(title, "bold")]
        parts += [Text(said(row)) for row in rows if row.label == title]
        parts.append(_Facts([(row.label, said(row)) for row in rows if row.label != title], widest))
    if view.counted:
        parts += [AIR, Text.assemble((view.counted, DIM), " ", LIST_SOURCES)]
    return stack(*parts)


class _Facts(NamedTuple):
    """Labelled texts. Side by side, the labels are `widest` columns wide in every part of the page;
    with little room each text follows its label."""

    rows: Sequence[tuple[str, str]]
    widest: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.rows:
            return
        if options.max_width >= NARROW:
            yield Columns(self.rows, (DIM, ""), stretch=1, least=self.widest)
            return
        for label, text in self.rows:
            yield Text(label, DIM)
            yield Padding(Text(text), (0, 0, 0, 2))
