"""Help: how a command is typed, and what there is to type."""

from collections.abc import Iterator
from typing import NamedTuple


class HelpRow(NamedTuple):
    """A command, an option or an argument as it is typed, and what it does."""

    name: str
    text: str


class HelpSection(NamedTuple):
    """Rows under a title."""

    title: str
    rows: tuple[HelpRow, ...]


class HelpView(NamedTuple):
    """The help of one command, or of the whole program. `last` is a line to try."""

    usage: str
    text: str
    sections: tuple[HelpSection, ...]
    last: str

    @property
    def widest(self) -> int:
        """The length of the longest name."""
        return max(len(row.name) for section in self.sections for row in section.rows)

    def lines(self) -> Iterator[str]:
        yield f"Usage: {self.usage}"
        yield ""
        yield self.text
        for section in self.sections:
            yield ""
            yield f"{section.title}:"
            for row in section.rows:
                yield f"  {row.name.ljust(self.widest)}  {row.text}"
        yield ""
        yield self.last
