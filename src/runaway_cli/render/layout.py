"""The few shapes all screens are made of: space, alignment, weight and one accent colour."""

from __future__ import annotations

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


class Entries(NamedTuple):
    """Labelled texts, one below the other: ("Next", text). An empty label goes on with the last."""

    rows: Sequence[tuple[str, RenderableType]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width < NARROW:
            for number, (label, text) in enumerate(self.rows):
                if label:
                    yield from [AIR] * bool(number)
                    yield Text(label, DIM)
                if text is not AIR:  # the label below brings its own
                    yield Padding(text, (0, 0, 0, 2))
            return
        grid = Table.grid(padding=(0, 2), expand=True)
        grid.add_column(style=DIM, no_wrap=True, min_width=LABEL)
        grid.add_column(ratio=1, overflow="fold")
        for label, text in self.rows:
            grid.add_row(label, text)
        yield grid


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
        grid = Table.grid(padding=(0, 2), expand=True)
        last = max(map(len, self.rows), default=0) - 1
        for column in range(last + 1):
            stretches = column == self.stretch
            grid.add_column(
                style=self._style(column) or ("bold" if column == 0 else ""),
                justify="right" if column == last else "left",
                ratio=1 if stretches else None,
                no_wrap=not stretches,
            )
        for row in self.rows:
            grid.add_row(*row)
        yield grid

    def _style(self, column: int) -> str:
        return DIM if column in self.dim else ""


def hanging(rows: Iterable[tuple[RenderableType, RenderableType]]) -> RenderableType:
    """Return texts that hang beside their marks."""
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(style=DIM, no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for mark, text in rows:
        grid.add_row(mark, text)
    return grid


def bullets(texts: Iterable[str]) -> RenderableType:
    """Return a list."""
    return hanging(("·", text) for text in texts)
