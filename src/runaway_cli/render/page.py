"""The page a drawing stands on."""

from typing import Any, NamedTuple

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Text

from runaway_cli.language.phrases import unbroken
from runaway_cli.render.layout import GLUE

PAGE_WIDTH = 100  # columns of text, however wide the terminal
_MARGIN = Segment("  ")


class Page(NamedTuple):
    """A screen: a margin, a readable width, air above and below, no trailing blanks."""

    content: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(1, min(PAGE_WIDTH, options.max_width - 2 * len(_MARGIN.text)))
        content = _unbroken(self.content, width)
        yield Segment.line()
        for line in console.render_lines(content, options.update_width(width), pad=False):
            while line and not line[-1].text.strip():
                line.pop()
            if line:
                text, style, _ = line.pop()
                for segment in (_MARGIN, *line, Segment(text.rstrip(), style)):
                    yield segment._replace(text=segment.text.replace(GLUE, " "))
            yield Segment.line()
        yield Segment.line()


def _unbroken(drawing: Any, most: int) -> Any:
    """Return a drawing in which no command of up to `most` characters breaks across lines."""
    if isinstance(drawing, str):
        return unbroken(drawing, GLUE, most)
    if isinstance(drawing, Text):
        drawing.plain = unbroken(drawing.plain, GLUE, most)
    elif isinstance(drawing, Group):
        return Group(*(_unbroken(part, most) for part in drawing.renderables))
    elif isinstance(drawing, Padding):
        drawing.renderable = _unbroken(drawing.renderable, most)
    elif isinstance(drawing, tuple | list):
        parts = (_unbroken(part, most) for part in drawing)
        return drawing._make(parts) if hasattr(drawing, "_make") else tuple(parts)
    return drawing
