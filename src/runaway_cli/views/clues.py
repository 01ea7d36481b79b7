"""Clues: what an episode asks you to notice, what it meant, and where all of it was planted."""

from collections.abc import Iterator
from typing import NamedTuple

from runaway_cli.language import phrases
from runaway_cli.story.model import Known
from runaway_cli.views.story import NOT_STARTED, SOMEWHERE, with_notes


class ClueRow(NamedTuple):
    """A planted detail. `meaning` and `explained`, an episode, are None until it's explained.

    `planted` and `explained` are None, too, if that was somewhere along the way. `is_inferred`
    when the meaning is pieced together.
    """

    text: str
    planted: int | None
    meaning: str | None
    explained: int | None
    is_inferred: bool

    @property
    def planted_in(self) -> str:
        """Where it was planted."""
        return f"planted in episode {self.planted}" if self.planted else f"planted {_SOMEWHERE}"


class CluesView(NamedTuple):
    """Details seen so far, open and explained, each in the order they were planted."""

    as_of: int
    open: tuple[ClueRow, ...]
    explained: tuple[ClueRow, ...]

    @property
    def nothing(self) -> str | None:
        """What to say if there are none."""
        if self.open or self.explained:
            return None
        return "No clues so far." if self.as_of else NOT_STARTED

    def lines(self) -> Iterator[str]:
        if self.nothing:
            yield self.nothing
        for row in self.open:
            yield f"{row.text} ({row.planted_in})"
        for row in self.explained:
            meant = with_notes(row.meaning or "", is_inferred=row.is_inferred)
            yield f"{row.text} ({row.planted_in}): {meant}"


class PlantedRow(NamedTuple):
    """What one episode plants. `episode` is None for what is planted somewhere along the way."""

    episode: int | None
    title: str | None
    clues: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The episode by number and title."""
        return phrases.episode(self.episode, self.title) if self.episode else SOMEWHERE


class PlantedView(NamedTuple):
    """What each episode plants, for the second time through."""

    as_of: int
    rows: tuple[PlantedRow, ...]

    def lines(self) -> Iterator[str]:
        if not self.rows:
            yield "No clues to look out for."
        for row in self.rows:
            yield from (f"{row.heading}: {clue}" for clue in row.clues)


def clues(known: Known) -> CluesView:
    """List the open clues and the explained ones."""
    rows = [ClueRow(c.text, c.raised, c.answer, c.answered, c.is_inferred) for c in known.clues]
    return CluesView(
        known.position,
        tuple(row for row in rows if row.meaning is None),
        tuple(sorted((row for row in rows if row.meaning is not None), key=_planted)),
    )


def by_episode(known: Known) -> PlantedView:
    """List what each episode plants. Only for somebody who has seen them all."""
    planted: dict[int | None, list[str]] = {}
    for clue in known.clues:
        planted.setdefault(clue.raised, []).append(clue.text)
    titles = {e.number: e.title for e in known.episodes}
    order: list[int | None] = [*titles, None]
    return PlantedView(
        known.position,
        tuple(
            PlantedRow(episode, titles.get(episode or 0), tuple(planted[episode]))
            for episode in order
            if episode in planted
        ),
    )


_SOMEWHERE = SOMEWHERE.lower()


def _planted(row: ClueRow) -> float:
    """Return a key that sorts clues by where they were planted, the unplaced ones last."""
    return row.planted or float("inf")
