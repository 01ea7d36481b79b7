"""The files of a diary as they were found, sound or not."""

from typing import NamedTuple

from runaway_cli.diary import codec, errors
from runaway_cli.diary.events import Event
from runaway_cli.system.encoding import decode


class DiaryFile(NamedTuple):
    """One file of a diary as it was found: what could be read of it, and what is wrong with it.

    `content` is None if there is no file, or none that can be read. `rest` is what a crash left of
    a last block. `trouble` is None for a sound file, and for a missing one.
    """

    path: str
    content: bytes | None = None
    version: int = codec.VERSION
    events: tuple[Event, ...] = ()
    trouble: errors.DiaryTroubleError | None = None
    rest: str = ""

    @property
    def text(self) -> str:
        """What the file says, its damage included."""
        return decode(self.content or b"")[0]

    def line_of(self, event: Event) -> int:
        """Return the line on which the block of `event` begins."""
        return next((block.line for block in codec.blocks(self.text) if event in block.events), 1)


class Diary(NamedTuple):
    """All files that make up one diary: its own, which may be missing, then copies beside it.

    `others` is what is wrong beside them.
    """

    files: tuple[DiaryFile, ...]
    others: tuple[errors.DiaryTroubleError, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """What was found, in no order, repeats among them."""
        return tuple(event for file in self.files for event in file.events)

    @property
    def by_id(self) -> dict[str, Event]:
        """Each event once; of two that share an id, the one of the earlier file."""
        return {event.id: event for file in reversed(self.files) for event in file.events}

    @property
    def troubles(self) -> tuple[errors.DiaryTroubleError, ...]:
        """What is wrong with which file, though reading went on."""
        return (*(file.trouble for file in self.files if file.trouble), *self.others)

    @property
    def is_locked(self) -> bool:
        """Whether something may have been undone that can't be read."""
        return any(trouble.locks for trouble in self.troubles)
