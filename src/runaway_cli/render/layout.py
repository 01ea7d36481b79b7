"""What all screens are made of: space, alignment, weight and one accent colour."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Text

PAGE_WIDTH = 76  # columns of text, however wide the terminal
NARROW = 60  # with fewer columns, what was on the right moves below
GAP = 2  # columns between columns
LEAST_TEXT = 12  # columns a text needs beside others; with fewer it moves below
LABEL_WIDTH = 12  # columns, so that labels align from block to block
ACCENT = "bold magenta"  # the one of 16 colours you can read on light and dark backgrounds
DIM = "dim"
AIR = Text()
WATCHED, AHEAD = "●", "○"


class Page(NamedTuple):
    """A screen: a margin, a readable width, air above and below, no trailing blanks."""

    content: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(1, min(PAGE_WIDTH, options.max_width - 2 * len(_MARGIN.text)))
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
    """Return a screen's title, with something dim on the right."""
    return Sides(Text(title.upper(), "bold"), Text(aside, DIM))


def foot(text: str) -> RenderableType:
    """Return the quiet last line."""
    return Group(AIR, Sides(Text(), Text(text, DIM)))


def stack(*parts: RenderableType | None) -> Group:
    """Return the parts one below the other, without those that are None."""
    return Group(*(part for part in parts if part is not None))


class Sides(NamedTuple):
    """One text on the left and one on the right, or below if there's no room."""

    left: Text
    right: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        gap = options.max_width - cell_len(self.left.plain) - cell_len(self.right.plain)
        if not self.right.plain:
            yield self.left
        elif gap < 2:
            if self.left:
                yield self.left
            yield self.right
        else:
            yield Text.assemble(self.left, " " * gap, self.right)


class Columns(NamedTuple):
    """A table without lines. Each column is as wide as it needs to be; one takes what's left.

    (Rich's own takes 3 ms to import, and measures each cell before drawing it: 2 ms of the cast.)
    `styles[i]` is that of column i. `stretch` is the column that wraps, and the only one for
    anything but text; the others wrap only if they'd take more than half of the room. The first
    is at least `least` wide; the last is aligned right if `is_right`.
    """

    rows: Sequence[Sequence[RenderableType]]
    styles: Sequence[str]
    stretch: int
    least: int = 0
    is_right: bool = False

    def widths(self, room: int) -> list[int]:
        """Return the width of each column. The one that stretches may get next to nothing."""
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
                    if number:
                        yield Segment(" " * GAP)
                    yield from line or [Segment(" " * look.max_width)]
                yield Segment.line()


def _width(cell: RenderableType) -> int:
    """Return how many columns the widest line of a text needs; 0 for anything else."""
    lines = str(cell).splitlines() if isinstance(cell, str | Text) else []
    return max(map(cell_len, lines), default=0)


class Entries(NamedTuple):
    """Labelled texts, one below the other: ("Next", text). An empty label continues the last."""

    rows: Sequence[tuple[str, RenderableType]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width >= NARROW:
            yield Columns(self.rows, (DIM, ""), stretch=1, least=LABEL_WIDTH)
            return
        for number, (label, text) in enumerate(self.rows):
            if label:
                if number:
                    yield AIR
                yield Text(label, DIM)
            if text is not AIR:  # the next label has its own
                yield Padding(text, (0, 0, 0, 2))


class Rows(NamedTuple):
    """A table whose first column leads; if room is scarce, the others move below it.

    `stretch` is the column that wraps. Columns in `dim` are dim. The last is aligned right.
    """

    rows: Sequence[Sequence[str | Text]]
    stretch: int
    dim: frozenset[int] = frozenset()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.rows:
            return
        lead, *others = (self._style(column) for column in range(len(self.rows[0])))
        columns = Columns(self.rows, (lead or "bold", *others), self.stretch, is_right=True)
        room = options.max_width
        if room < NARROW or columns.widths(room)[self.stretch] < LEAST_TEXT:
            yield from self._narrow()
        else:
            yield columns

    def _narrow(self) -> Iterator[RenderableType]:
        for number, (lead, *others) in enumerate(self.rows):
            if number:
                yield AIR
            yield Text("", "bold").append(lead)
            for column, cell in enumerate(others, start=1):
                if cell:
                    yield Padding(Text("", self._style(column)).append(cell), (0, 0, 0, 2))

    def _style(self, column: int) -> str:
        return DIM if column in self.dim else ""


def hanging(rows: Iterable[tuple[RenderableType, RenderableType]]) -> RenderableType:
    """Return texts with hanging indents, each beside its mark."""
    return Columns(tuple(rows), (DIM, ""), stretch=1)


def bullets(texts: Iterable[str]) -> RenderableType:
    """Return a bulleted list."""
    return hanging(("·", text) for text in texts)


def marked_new(text: Text) -> Text:
    """Return `text` with a word that says it's news."""
    return Text.assemble(text, "  ", ("new", ACCENT))
