"""What all screens are made of: space, alignment, weight and one accent colour."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Text

from runaway_cli.language.phrases import GLUE

LEAST_RIGHT = 40  # columns; with fewer, what moves below is aligned left
NARROW = 60  # with fewer columns, what was on the right moves below
GAP = 2  # columns between columns
LEAST_TEXT = 12  # columns a text needs beside others; with fewer it moves below
LABEL_WIDTH = 12  # columns, so that labels align from block to block
ACCENT = "bold magenta"  # the one of 16 colours you can read on light and dark backgrounds
DIM = "dim"
AIR = Text()
WATCHED, AHEAD = "●", "○"


def heading(title: str, aside: str = "") -> RenderableType:
    """Return a screen's title, with something dim on the right."""
    return Sides(Text(title.upper(), "bold"), Text(aside, DIM))


def foot(text: str) -> RenderableType:
    """Return the quiet last line."""
    return Group(AIR, Sides(Text(), Text(text, DIM)))


def stack(*parts: RenderableType | None) -> Group:
    """Return the parts one below the other, without those that are None."""
    return Group(*(part for part in parts if part is not None))


def spaced(*parts: RenderableType | None) -> Group:
    """Return the parts with air between them, without those that are None."""
    found = [part for part in parts if part is not None]
    return Group(*[one for part in found for one in (AIR, part)][1:])


def section(title: str, body: RenderableType) -> RenderableType:
    """Return a body under its heading."""
    return spaced(heading(title), body)


class Answer(NamedTuple):
    """What a command did and what else there is to say: on one line, or on one each if there's no
    room."""

    what: str
    asides: Sequence[str]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        parts = [Text(self.what, "bold"), *(Text(aside, DIM) for aside in self.asides)]
        line = Text("  ").join(parts)
        yield line if line.cell_len <= options.max_width else Group(*parts)


class Sides(NamedTuple):
    """One text on the left, and one on the right of its last line, or below if there's no room."""

    left: Text
    right: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.right:
            yield self.left
            return
        *above, last = self.left.wrap(console, options.max_width) if self.left else [Text()]
        yield from above
        last.rstrip()
        gap = options.max_width - last.cell_len - self.right.cell_len
        is_narrow = options.max_width < LEAST_RIGHT
        if gap >= GAP and not (above and is_narrow):
            yield Text.assemble(last, " " * gap, self.right)
            return
        if last:
            yield last
        right = self.right.copy()
        if not is_narrow:
            right.justify = "right"
        yield right


class Columns(NamedTuple):
    """A table without lines. Each column is as wide as it needs to be; one takes what's left.

    (Rich's own takes 3 ms to import, and measures each cell before drawing it: 2 ms of the cast.)
    `styles[i]` is that of column i. `stretch` is the column that wraps, and the only one for
    anything but text; the others wrap only if they'd take more than half of the room. The first
    is at least `least` wide, and at most `most` if that's given; the last is aligned right if
    `is_right`.
    """

    rows: Sequence[Sequence[RenderableType]]
    styles: Sequence[str]
    stretch: int
    least: int = 0
    most: int = 0
    is_right: bool = False

    def widths(self, room: int) -> list[int]:
        """Return the width of each column. The one that stretches may get next to nothing."""
        widths = [max(map(_width, column)) for column in zip(*self.rows, strict=True)]
        widths[0] = max(min(widths[0], self.most or widths[0]), self.least)
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
                yield Text(label.replace("\n", " "), DIM)
            if text is not AIR:  # the next label has its own
                yield Padding(text, (0, 0, 0, 2))


class Rows(NamedTuple):
    """A table whose first column leads; if room is scarce, the others move below it.

    `stretch` is the column that wraps, and the only one for anything but text. Columns in `dim` are
    dim. The last is aligned right unless it's the one that wraps. `lead` is the width of the first,
    0 for as wide as it needs to be.
    """

    rows: Sequence[Sequence[RenderableType]]
    stretch: int
    dim: frozenset[int] = frozenset()
    lead: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.rows:
            return
        lead, *others = (self._style(column) for column in range(len(self.rows[0])))
        columns = Columns(
            self.rows,
            (lead or "bold", *others),
            self.stretch,
            self.lead,
            self.lead,
            is_right=self.stretch < len(others),
        )
        room = options.max_width
        if room < NARROW or columns.widths(room)[self.stretch] < LEAST_TEXT:
            yield from self._narrow()
        else:
            yield columns

    def _narrow(self) -> Iterator[RenderableType]:
        for number, (lead, *others) in enumerate(self.rows):
            if number:
                yield AIR
            yield _styled(lead, "bold")
            for column, cell in enumerate(others, start=1):
                if cell:
                    yield Padding(_styled(cell, self._style(column)), (0, 0, 0, 2))

    def _style(self, column: int) -> str:
        return DIM if column in self.dim else ""


def _styled(cell: RenderableType, style: str) -> RenderableType:
    return Text("", style).append(cell) if isinstance(cell, str | Text) else cell


class Hanging(NamedTuple):
    """A paragraph, whose lines after the first are indented further."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        room = max(1, options.max_width - 2 * GAP)
        first, *rest = self.text.wrap(console, room + GAP)
        yield Padding(first, (0, 0, 0, GAP))
        for line in rest:
            line.rstrip()  # or there'd be two blanks where it broke
        if rest:
            yield Padding(Text(" ").join(rest), (0, 0, 0, 2 * GAP))


def hanging(rows: Iterable[tuple[RenderableType, RenderableType]]) -> RenderableType:
    """Return texts with hanging indents, each beside its mark."""
    return Columns(tuple(rows), (DIM, ""), stretch=1)


def bullets(texts: Iterable[RenderableType]) -> RenderableType:
    """Return a bulleted list."""
    return hanging(("·", text) for text in texts)


def marked_new(text: Text) -> Text:
    """Return `text` with a word that says it's news, on the line of its last word."""
    return Text.assemble(text, GLUE * 2, ("new", ACCENT))
