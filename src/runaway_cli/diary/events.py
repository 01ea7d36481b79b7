"""What the viewer did, as values. `docs/diary.md` describes the format they are written in."""

from datetime import datetime
from typing import NamedTuple

from runaway_cli.language.clock import When

KINDS = frozenset({"watched", "unwatch", "rewatch", "undo", "redo"})


class Deed(NamedTuple):
    """Something to write down. `store.append` gives it an id and a time and makes it an `Event`.

    `kind` is watched, unwatch, rewatch, undo, redo, or a word of a later runaway. `episodes` are
    what a watched or unwatch is about, ascending. `run` is the run it belongs to, or the one that
    a rewatch begins; None means the one current at the time. `finished` is when the episodes were
    watched, None for the time of the event itself. `event` is the id of the event that an undo or
    redo is about.
    """

    kind: str
    episodes: tuple[int, ...] = ()
    run: int | None = None
    finished: When | None = None
    event: str | None = None


class Event(NamedTuple):
    """One thing the viewer did: a deed with its id and time.

    Ids sort as text in the order things happened. `on` is the name of the machine it was written
    on, None where nobody noted it.
    """

    id: str
    at: datetime
    kind: str
    episodes: tuple[int, ...] = ()
    run: int | None = None
    finished: When | None = None
    event: str | None = None
    on: str | None = None

    @property
    def when(self) -> When:
        """When the episodes were watched, or else when this was written down."""
        return self.finished or self.at
