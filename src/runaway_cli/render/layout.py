"""The few shapes all screens are made of: space, alignment, weight and one accent colour."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Text

WIDEST = 76  # columns of text, however wide the terminal
NARROW = 60  # below this, what stood at the right moves below
GAP = 2  # columns between columns
LEAST = 12  # columns of a text beside others; with less it goes below
LABEL = 12  # columns for the labels of entries, so that they align from block to block
ACCENT = "bold magenta"  # of 16 colours the one that light and dark backgrounds both let be read
DIM = "dim"
AIR = Text()


class Page(NamedTuple):
    """A screen: a margin, a readable width, air above and below, nothing behind the last word."""

    content: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(1, min(WIDEST, options.max_width - 2 * len(_MARGIN.text)))
        yield Segment.line()
        for line in console.render_lines(self.content, options.update_width(width), pad=False):
            while line and not line[-1].text.strip():
                line.pop()
            if line:
                text, style, _ = line.pop()
                yield from (_MARGIN, *line, Segment(text.rstrip(), style))
            yield Segment.line()
        yield Segment.line()


_MARGIN = Segment("  ")


def heading(title: str, aside: str = "") -> RenderableType:
    """Return a screen's title with something dim at its right."""
    return Sides(Text(title.upper(), "bold"), Text(aside, DIM))


def foot(text: str) -> RenderableType:
    """Return the quiet last line."""
    return Group(AIR, Sides(Text(), Text(text, DIM)))


def stack(*parts: RenderableType | None) -> Group:
    """Put parts one below the other, leaving out None."""
    return Group(*(part for part in parts if part is not None))


class Sides(NamedTuple):
    """Something at the left and something at the right, the latter below when there is no room."""

    left: Text
    right: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        gap = options.max_width - cell_len(self.left.plain) - cell_len(self.right.plain)
        if not self.right.plain:
            yield self.left
        elif gap < 2:
            yield from [self.left] * bool(self.left)
            yield self.right
        else:
            yield Text.assemble(self.left, " " * gap, self.right)


class Columns(NamedTuple):
    """A table without lines. Each column is as wide as it needs, and one takes what is left.

    (Rich's own takes 3 ms to import, and measures each cell before it draws it: 2 ms of the cast.)
    `styles[i]` is that of column i, `stretch` the column that wraps; what is no text stands there.
    Another wraps only where it would take more than half of the room. The first is at least
    `least` wide; the last may be set right.
    """

    rows: Sequence[Sequence[RenderableType]]
    styles: Sequence[str]
    stretch: int
    least: int = 0
    is_right: bool = False

    def widths(self, room: int) -> list[int]:
        """Return how wide each column gets of so much room; what is left may be next to nothing."""
        widths = [max(map(_width, column)) for column in zip(*self.rows, strict=True)]
        widths[0] = max(widths[0], self.least)
        widths = [min(width, room // 2) for width in widths]
        widths[self.stretch] = 0
        widths[self.stretch] = max(1, room - sum(widths) - GAP * (len(widths) - 1))
        return widths

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.rows:
            return
        styles = [console.get_style(style) for style in self.styles]
        looks = [options.update(width=w) for w in self.widths(options.max_width)]
        if self.is_right:
            looks[-1] = looks[-1].update(justify="right")
        for row in self.rows:
            cells = [
                console.render_lines(cell, look, style=style)
                for cell, look, style in zip(row, looks, styles, strict=True)
            ]
            for lines in zip_longest(*cells):
                for number, (line, look) in enumerate(zip(lines, looks, strict=True)):
                    yield from [Segment(" " * GAP)] * bool(number)
                    yield from line or [Segment(" " * look.max_width)]
                yield Segment.line()


def _width(cell: RenderableType) -> int:
    """Return the columns that words on a line need; of several lines, the widest."""
    lines = str(cell).splitlines() if isinstance(cell, str | Text) else []
    return max(map(cell_len, lines), default=0)


class Entries(NamedTuple):
    """Labelled texts, one below the other: ("Next", text). An empty label goes on with the last."""

    rows: Sequence[tuple[str, RenderableType]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width >= NARROW:
            yield Columns(self.rows, (DIM, ""), stretch=1, least=LABEL)
            return
        for number, (label, text) in enumerate(self.rows):
            if label:
                yield from [AIR] * bool(number)
                yield Text(label, DIM)
            if text is not AIR:  # the label below brings its own
                yield Padding(text, (0, 0, 0, 2))


class Rows(NamedTuple):
    """A table without lines. The first column leads; where room is scarce the others go below it.

    `stretch` is the column that wraps; columns in `dim` are quiet; the last is set right.
    """

    rows: Sequence[Sequence[str | Text]]
    stretch: int
    dim: frozenset[int] = frozenset()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.rows:
            return
        lead, *others = (self._style(column) for column in range(len(self.rows[0])))
        columns = Columns(self.rows, (lead or "bold", *others), self.stretch, is_right=True)
        if options.max_width < NARROW or columns.widths(options.max_width)[self.stretch] < LEAST:
            yield from self._narrow()
        else:
            yield columns

    def _narrow(self) -> Iterator[RenderableType]:
        for number, (lead, *others) in enumerate(self.rows):
            yield from [AIR] * bool(number)
            yield Text("", "bold").append(lead)
            for column, cell in enumerate(others, start=1):
                if cell:
                    yield Padding(Text("", self._style(column)).append(cell), (0, 0, 0, 2))

    def _style(self, column: int) -> str:
        return DIM if column in self.dim else ""


def hanging(rows: Iterable[tuple[RenderableType, RenderableType]]) -> RenderableType:
    """Return texts that hang beside their marks."""
    return Columns(tuple(rows), (DIM, ""), stretch=1)


def bullets(texts: Iterable[str]) -> RenderableType:
    """Return a list."""
    return hanging(("·", text) for text in texts)
