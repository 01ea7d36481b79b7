"""The production: the premise, who made it, how it looks and sounds, and where to read on."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from runaway_cli.language import phrases
from runaway_cli.story.model import Credit, Known, Source

HEADINGS = {  # by part
    "story": "The story",
    "people": "The people who made it",
    "look": "How it looks and sounds",
    "talk": "What people say",
    "places": "Where it was filmed",
    "numbers": "Numbers",
    "links": "Addresses",
}
OTHERS = "And also"
LIST_SOURCES = "runaway about --json"


class AboutView(NamedTuple):
    """The production, and the sources that are safe to open by now.

    `titles` are (language tag, show title) pairs for other programs; one of the rows has them in
    words. `rows` come part by part.
    """

    as_of: int
    show: str
    titles: tuple[tuple[str, str], ...]
    rows: tuple[Credit, ...]
    sources: tuple[Source, ...]

    @property
    def parts(self) -> Iterator[tuple[str, tuple[Credit, ...]]]:
        """The rows under their headings, in order."""
        for heading, rows in groupby(self.rows, key=_heading):
            yield heading, tuple(rows)

    @property
    def counted(self) -> str | None:
        """How many sources there are, as far as the command that lists them; None without any."""
        if not self.sources:
            return None
        them = "it" if len(self.sources) == 1 else "them"
        return f"Sources: {phrases.counted(len(self.sources), 'public page')}. To list {them}:"

    def lines(self) -> Iterator[str]:
        yield self.show
        for row in self.rows:
            yield f"{row.label}: {said(row)}"
        if self.counted:
            yield f"{self.counted} {LIST_SOURCES}"


def said(row: Credit) -> str:
    """Return what a row says, and its address once."""
    if not row.url:
        return row.text
    return row.url if row.text in row.url else f"{row.text}: {row.url}"


def _heading(row: Credit) -> str:
    return HEADINGS.get(row.part or "", OTHERS)


def about(known: Known) -> AboutView:
    """Describe the production."""
    return AboutView(
        known.position,
        known.title,
        known.titles,
        known.credits,
        known.sources,
    )
