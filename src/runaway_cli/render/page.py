"""The page a drawing stands on."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Text

from runaway_cli.language.phrases import GLUE, inserted, unbroken

PAGE_WIDTH = 100  # columns of text, however wide the terminal
Completed = Callable[[str], Iterable[tuple[int, str]]]
_MARGIN = Segment("  ")


class Page(NamedTuple):
    """A screen: a margin, a readable width, air above and below, no trailing blanks.

    `completed` says what its commands lack, as `language.phrases.completed` does.
    """

    content: RenderableType
    completed: Completed = lambda text: ()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(1, min(PAGE_WIDTH, options.max_width - 2 * len(_MARGIN.text)))
        content = _prepared(self.content, self.completed, width)
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


def _prepared(drawing: Any, completed: Completed, most: int) -> Any:
    """Return a drawing whose commands are complete, and break across lines only if one has more
    than `most` characters."""
    if isinstance(drawing, str):
        return unbroken(inserted(drawing, completed(drawing)), most)
    if isinstance(drawing, Text):
        for place, options in completed(drawing.plain):
            before, after = drawing[:place], drawing[place:]
            style = next((span.style for span in before.spans if span.end == place), "")
            drawing = before.append(options, style).append_text(after)
        drawing.plain = unbroken(drawing.plain, most)
    elif isinstance(drawing, Group):
        return Group(*(_prepared(part, completed, most) for part in drawing.renderables))
    elif isinstance(drawing, Padding):
        drawing.renderable = _prepared(drawing.renderable, completed, most)
    elif isinstance(drawing, tuple | list):
        parts = (_prepared(part, completed, most) for part in drawing)
        return drawing._make(parts) if hasattr(drawing, "_make") else tuple(parts)
    return drawing
