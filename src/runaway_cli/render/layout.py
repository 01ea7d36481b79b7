"""The few shapes all screens are made of: space, alignment, weight and one accent colour."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

WIDEST = 76  # columns of text, however wide the terminal
NARROW = 60  # below this, what stood at the right moves below
GAP = 2  # columns between columns
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

    `styles[i]` is that of column i; `stretch` is the one that wraps, the others are words on a
    line. The first has at least `least` columns of the terminal; the last may be set right.
    """

    rows: Sequence[Sequence[RenderableType]]
    styles: Sequence[str]
    stretch: int
    least: int = 0
    is_right: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.rows:
            return
        last, grid = len(self.styles) - 1, Table.grid()
        for number, width in enumerate(self._widths(options.max_width)):
            stretches = number == self.stretch
            grid.add_column(
                style=self.styles[number],
                width=width,  # or Rich would draw each cell twice: 3 ms for the cast
                justify="right" if self.is_right and number == last else "left",
                no_wrap=not stretches,
                overflow="fold" if stretches else "ellipsis",
            )
        for row in self.rows:
            cells = list(row)
            if self.stretch < last:
                cells[self.stretch] = Padding(cells[self.stretch], (0, GAP, 0, 0))
            grid.add_row(*cells)
        yield grid

    def _widths(self, room: int) -> list[int]:
        widths = [max(map(_width, column)) for column in zip(*self.rows, strict=True)]
        widths[0] = max(widths[0], self.least)
        widths[:-1] = [width + GAP for width in widths[:-1]]
        others = sum(widths) - widths[self.stretch]
        widths[self.stretch] = max(1, room - others)
        return widths


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
    """A table without lines. The first column leads; when narrow, the others go below it.

    `stretch` is the column that wraps; columns in `dim` are quiet; the last is set right.
    """

    rows: Sequence[Sequence[str | Text]]
    stretch: int
    dim: frozenset[int] = frozenset()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from self._narrow() if options.max_width < NARROW else self._wide()

    def _narrow(self) -> Iterator[RenderableType]:
        for number, (lead, *others) in enumerate(self.rows):
            yield from [AIR] * bool(number)
            yield Text("", "bold").append(lead)
            for column, cell in enumerate(others, start=1):
                if cell:
                    yield Padding(Text("", self._style(column)).append(cell), (0, 0, 0, 2))

    def _wide(self) -> Iterator[RenderableType]:
        lead, *others = (self._style(column) for column in range(len(self.rows[0])))
        yield Columns(self.rows, (lead or "bold", *others), self.stretch, is_right=True)

    def _style(self, column: int) -> str:
        return DIM if column in self.dim else ""


def hanging(rows: Iterable[tuple[RenderableType, RenderableType]]) -> RenderableType:
    """Return texts that hang beside their marks."""
    return Columns(tuple(rows), (DIM, ""), stretch=1)


def bullets(texts: Iterable[str]) -> RenderableType:
    """Return a list."""
    return hanging(("·", text) for text in texts)
