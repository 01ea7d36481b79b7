"""All shows, where the viewer is in each; and what became of one."""

from collections.abc import Iterator
from typing import NamedTuple

from runaway_cli.language import phrases
from runaway_cli.views import in_a_line


class ShowRow(NamedTuple):
    """A show, and how far the viewer is. `trouble` says why that isn't known, None if it is.

    `next` is the episode to watch now, None at the end; `place` is its place in the season where
    there are several. `waits` says that it isn't out yet.
    """

    id: str
    title: str
    watched: int
    total: int
    next: int | None
    place: str | None
    waits: str | None
    is_current: bool
    trouble: str | None

    @property
    def tally(self) -> str:
        """How many are watched."""
        return f"{self.watched} of {self.total} watched" if self.total else ""

    @property
    def what_is_next(self) -> str:
        """What comes now."""
        if self.trouble or self.waits:
            return self.trouble or self.waits or ""
        if self.next is None:
            return "seen it all"
        return f"next: {phrases.called(self.next, self.place)}"


class ShowsView(NamedTuple):
    """All shows, the bundled one first."""

    rows: tuple[ShowRow, ...]
    how: str

    def lines(self) -> Iterator[str]:
        for row in self.rows:
            said = ", ".join(filter(None, (row.tally, row.what_is_next)))
            yield f"{row.title} ({row.id}): {said}"
        yield self.how


class ShelfView(NamedTuple):
    """What became of a show: `did` is "added", "updated", "removed" or "drafted".

    `id` is None for a draft, which has none yet. `path` is the file or folder that was written.
    """

    did: str
    id: str | None
    what: str
    path: str | None
    aside: str

    @property
    def asides(self) -> tuple[str, ...]:
        """What else there is to say."""
        return (self.aside,)

    def lines(self) -> Iterator[str]:
        yield in_a_line(self)


HOW = "To ask about another: runaway next --show ID"
HOW_TO_ADD = "To add one: runaway shows add FILE. To make such a file: runaway draft --help"


def shows(rows: tuple[ShowRow, ...]) -> ShowsView:
    """List the shows."""
    return ShowsView(rows, HOW if len(rows) > 1 else HOW_TO_ADD)


def added(id_: str, title: str, total: int, before: int | None, removed: str | None) -> ShelfView:
    """Say that a show was added, or that a newer file took the place of the one it had.

    `removed` is where it is from an earlier time, None if this is the first.
    """
    count = phrases.counted(total, "episode")
    aside = f"To see where you are: runaway --show {id_}"
    if before is None:
        if removed:
            aside += f"  What you had of it before is still in {removed}."
        return ShelfView("added", id_, f"Added {title}, {count}.", None, aside)
    more = f", {total - before} more than before" if total > before else ""
    return ShelfView("updated", id_, f"Updated {title}: {count}{more}.", None, aside)


def removed(id_: str, path: str) -> ShelfView:
    """Say that a show was set aside."""
    what = f"Removed {id_}. Nothing is deleted: the show and your diary of it are in {path}."
    return ShelfView("removed", id_, what, path, f"To bring it back, rename that folder to {id_}.")


def drafted(title: str, total: int, path: str) -> ShelfView:
    """Say that a draft was written."""
    what = f"Wrote {title}, {phrases.counted(total, 'episode')}, to {path}."
    return ShelfView(
        "drafted", None, what, path, f"To add it: runaway shows add {phrases.word(path)}"
    )


def one_of(count: int) -> str | None:
    """Return that this is one of several shows, None if it's the only one."""
    if count < 2:
        return None
    return f"One of your {phrases.count(count)} shows. To see them: runaway shows"
