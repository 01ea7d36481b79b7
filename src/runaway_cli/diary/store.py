"""Where the diary is, and how it is read and appended to. Knows files, not what they mean."""

import contextlib
import os
import stat
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from io import FileIO
from typing import NamedTuple

from runaway_cli.diary import codec, ids
from runaway_cli.diary.errors import (
    OWN,
    DiaryBusyError,
    DiaryClashError,
    DiaryDamagedError,
    DiaryDanglingError,
    DiaryNewerError,
    DiaryNotSavedError,
    DiaryTroubleError,
    DiaryTruncatedError,
    DiaryUnreadableError,
)
from runaway_cli.diary.events import LONGEST_WORD, Change, Event
from runaway_cli.language.phrases import reason
from runaway_cli.system import atomic, lock, paths

A_MOMENT = 0.02  # seconds, longer than it takes to write a block


class DiaryFile(NamedTuple):
    """One `progress*.toml` as it was found: what could be read of it, and what is wrong with it.

    `text` is None when there is no file or none that can be read; bytes in it that are no UTF-8
    are surrogates. `trouble` is None when it is sound, and when it is missing.
    """

    path: str
    text: str | None = None
    version: int = codec.VERSION
    events: tuple[Event, ...] = ()
    trouble: DiaryTroubleError | None = None

    def line_of(self, event: Event) -> int:
        """Return the line on which the block of `event` begins."""
        blocks = codec.blocks(self.text or "")
        return next((block.line for block in blocks if event in block.events), 1)


class Diary(NamedTuple):
    """All files that make up one diary: its own, which may be missing, then copies beside it."""

    files: tuple[DiaryFile, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """What was found, in no order, repeats among them."""
        return tuple(event for file in self.files for event in file.events)

    @property
    def troubles(self) -> tuple[DiaryTroubleError, ...]:
        """What is wrong with which file, though reading went on."""
        return tuple(file.trouble for file in self.files if file.trouble)

    @property
    def hides(self) -> bool:
        """Whether something may have been taken back that is not among the events."""
        return any(trouble.hides for trouble in self.troubles)


def look(folder: str) -> Diary:
    """Return every `progress*.toml` in `folder`, in whatever state it is. Writes nothing.

    The other files are what syncing leaves behind when two machines wrote apart.
    """
    path = os.path.join(folder, OWN)
    names: list[str] = []
    with contextlib.suppress(OSError):  # then the diary itself cannot be read either, and says so
        names = paths.diary_names(folder)
    copies = [atomic.beside(path, name) for name in names if os.path.normcase(name) != OWN]
    return Diary(_compared([_open(p) for p in (path, *copies)]))


def _compared(files: list[DiaryFile]) -> tuple[DiaryFile, ...]:
    """Return `files`, with what is wrong with them only when they are read together.

    That is an event that an earlier file tells otherwise, and an undo or redo of what is nowhere.
    """
    events = {event.id: event for file in reversed(files) for event in file.events}
    return tuple(_in_doubt(file, _wrong_among(file, events)) for file in files)


def _in_doubt(file: DiaryFile, trouble: DiaryTroubleError | None) -> DiaryFile:
    """Return `file` with a trouble that shuts the story; a damage that is there says so itself."""
    if trouble is None or isinstance(file.trouble, DiaryNewerError):
        return file
    if isinstance(file.trouble, DiaryDamagedError):
        found = file.trouble
        trouble = DiaryDamagedError(
            found.path, found.line, found.reason, rest=found.rest, hides=True
        )
    return file._replace(trouble=trouble)


def _wrong_among(file: DiaryFile, events: dict[str, Event]) -> DiaryTroubleError | None:
    for event in file.events:
        if events[event.id] != event:
            return DiaryClashError(file.path, file.line_of(event))
        if event.change.event is not None and event.change.event not in events:
            return DiaryDanglingError(file.path, file.line_of(event))
    return None


def read(folder: str) -> Diary:
    """Return the diary, as far as it can be read: it is someone's memory, never started over.

    Raises `DiaryDamagedError` or `DiaryUnreadableError` when nothing of a diary can be read.
    """
    diary = look(folder)
    own = diary.files[0]
    if isinstance(own.trouble, DiaryDamagedError | DiaryUnreadableError) and not diary.events:
        raise own.trouble
    return diary


def append(
    folder: str, decide: Callable[[tuple[Event, ...]], Change | None], moment: datetime
) -> tuple[Event | None, Diary]:
    """Write down what `decide` makes of the events so far; return it, on disk, and the diary now.

    `decide` sees what no other runaway can change until the event is written; when it returns
    None, nothing is written. `moment` is the time of the event, with its UTC offset. Raises
    `DiaryNewerError` for a diary in a later format, `DiaryBusyError` when another program holds
    it for more than a few seconds, `DiaryNotSavedError` when the system refuses, and what `read`
    and `decide` raise.
    """
    diary = read(folder)
    if decide(diary.events) is None:  # or it raises: then no folder is created for nothing
        return None, diary
    import tomli_w  # noqa: F401  before the lock, so that others need not wait for it

    with exclusive(folder):
        return _append(folder, decide, moment)


def _append(
    folder: str, decide: Callable[[tuple[Event, ...]], Change | None], moment: datetime
) -> tuple[Event | None, Diary]:
    diary = read(folder)
    own = diary.files[0]
    path = own.path
    if own.trouble and not isinstance(own.trouble, DiaryTruncatedError):
        raise own.trouble
    change = decide(diary.events)
    if change is None:
        return None, diary
    latest = max((event.id for event in diary.events), default="")
    id_ = ids.new(moment, latest)
    event = Event(id_, moment, _machine(), change)
    block = codec.block_of(event)
    if codec.parse(block) != (codec.VERSION, [event], None):
        raise DiaryNotSavedError(path, "the new event couldn't be read back")
    torn = codec.torn(own.text) if own.text else None
    if not add(path, block, torn):
        return _append(folder, decide, moment)
    written = own._replace(events=(*own.events, event), trouble=None)
    return event, Diary((written, *diary.files[1:]))


def _machine() -> str | None:
    """Return what this machine is called, None when nobody knows."""
    import platform

    name = platform.node().partition(".")[0]
    return name.encode("ascii", "replace").decode()[:LONGEST_WORD] or None


def _open(path: str) -> DiaryFile:
    """Return the file at `path`, looking twice when it ends in a block that is being written."""
    file = _look_at(path)
    if isinstance(file.trouble, DiaryTruncatedError):
        time.sleep(A_MOMENT)
        file = _look_at(path)
    return file


def _look_at(path: str) -> DiaryFile:
    try:
        text = _text(path)
    except DiaryUnreadableError as error:
        return DiaryFile(path, trouble=error)
    if text is None:
        return DiaryFile(path)
    version, events, damage = codec.parse(text)
    trouble: DiaryTroubleError | None = None
    if not text.strip():
        trouble = DiaryDamagedError(path, 1, "the file is empty", rest=False, hides=False)
    elif version > codec.VERSION:  # what we do not understand is not for us to judge
        trouble = DiaryNewerError(path, version)
    elif damage and (torn := codec.torn(text)) is not None:
        trouble = DiaryTruncatedError(path, damage.line, hides=codec.hides(torn))
    elif damage:
        trouble = DiaryDamagedError(
            path, damage.line, damage.reason, rest=bool(events), hides=damage.hides
        )
    return DiaryFile(path, text, version, tuple(events), trouble)


def _text(path: str) -> str | None:
    """Return what stands in a file, None when there is none."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # reading a pipe would wait for ever
            raise DiaryUnreadableError(path, "not a regular file")
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        if os.path.islink(path):
            raise DiaryUnreadableError(path, "a broken link") from None
        return None
    except OSError as error:
        raise DiaryUnreadableError(path, reason(error)) from error


def add(path: str, blocks: str, torn: str | None = None) -> bool:
    """Put `blocks` at the end of the diary at `path`, all of them or none, and on disk.

    What a crash left of a last block, `torn`, gives way: what it takes back is written anew, and
    its bytes are kept in a comment. A new file appears whole, so that nobody ever reads an empty
    one. Returns False when another program put another file in the diary's place meanwhile, as
    syncing does: then nothing is saved.
    """
    path = os.path.realpath(path)
    try:
        file = open(path, "r+b", buffering=0)  # noqa: SIM115  closed below
    except FileNotFoundError:
        atomic.create(path, codec.FIRST_LINES + blocks)
        return True
    with file:
        left = (torn or "").encode("utf-8", "surrogateescape")
        start = file.seek(0, os.SEEK_END) - len(left)
        file.seek(max(0, start))
        if start < 0 or file.read() != left:
            return False
        healed = codec.healed(torn) if torn else ""
        try:
            _write(file, start, (healed + blocks).encode())
            os.fsync(file.fileno())
        except BaseException:  # a full disk, or Ctrl-C
            _write(file, start, left)
            raise
        return os.path.samestat(os.fstat(file.fileno()), os.stat(path))


def _write(file: FileIO, start: int, content: bytes) -> None:
    """Let `content` stand in an open file from the byte `start` on, and nothing behind it."""
    file.truncate(start)
    file.seek(start)
    while content:
        content = content[file.write(content) :]


@contextlib.contextmanager
def exclusive(folder: str) -> Iterator[None]:
    """Hold the diary against other programs. The lock dies with the process that holds it.

    Creates the folder. Raises `DiaryBusyError` after some patience, and `DiaryNotSavedError` for
    whatever the system refuses meanwhile.
    """
    path = os.path.join(folder, OWN)
    try:
        os.makedirs(folder, exist_ok=True)
        with lock.held(os.path.join(folder, ".progress.lock")) as is_held:
            if not is_held:
                raise DiaryBusyError(path)
            yield
    except OSError as error:
        raise DiaryNotSavedError(path, reason(error)) from error
