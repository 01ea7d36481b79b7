"""The files of a diary: how they're read together, and appended to."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime

from runaway_cli.diary import codec, errors, ids
from runaway_cli.diary.events import LONGEST_WORD, Change, Event
from runaway_cli.diary.files import Diary, DiaryFile
from runaway_cli.diary.progress import Progress, waiting
from runaway_cli.language.phrases import reason
from runaway_cli.system import atomic, lock, paths
from runaway_cli.system.encoding import decode

A_MOMENT = 0.02  # seconds, longer than it takes to write a block
TRIES = 5  # to write an event into a file that other programs keep replacing

Decide = Callable[[tuple[Event, ...]], Change | None]


def look(folder: str, before: Diary | None = None) -> Diary:
    """Return every file of the diary in `folder`, in whatever state it is. Writes nothing.

    The other files are what syncing leaves behind when two machines wrote apart. A sound file that
    is to the byte what it was in `before` isn't parsed again.
    """
    known = {file.path: file for file in before.files if not file.trouble} if before else {}
    others: list[errors.DiaryTroubleError] = []
    names: list[str] = []
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):  # the diary itself says so, if need be
        pass
    except OSError as error:
        others.append(errors.DiaryUnreadableError(folder, reason(error)))
    others += [errors.DiaryLookalikeError(os.path.join(folder, n)) for n in paths.lookalikes(names)]
    files = tuple(_open(path, known.get(path)) for path in paths.diary_files(folder, names))
    return _compared(Diary(files, tuple(others)))


def _compared(diary: Diary) -> Diary:
    """Return `diary`, with what is wrong with its files only when they are read together.

    That is an event that an earlier file has otherwise, and an undo or redo of what is nowhere.
    """
    events = diary.by_id
    missing = waiting(events.values())
    return diary._replace(files=tuple(_in_doubt(file, events, missing) for file in diary.files))


def _in_doubt(file: DiaryFile, events: dict[str, Event], missing: tuple[Event, ...]) -> DiaryFile:
    if file.trouble and file.trouble.locks:
        return file
    for event in file.events:
        if events[event.id] != event:
            return file._replace(trouble=errors.DiaryClashError(file.path, file.line_of(event)))
        if event in missing:
            return file._replace(trouble=errors.DiaryDanglingError(file.path, file.line_of(event)))
    return file


def read(folder: str, before: Diary | None = None) -> Diary:
    """Return the diary, as far as it can be read: it is someone's memory, never started over.

    `before` is as in `look`. Raises `DiaryDamagedError` or `DiaryUnreadableError` if nothing of a
    diary can be read.
    """
    diary = look(folder, before)
    trouble = diary.files[0].trouble
    nothing = (errors.DiaryDamagedError, errors.DiaryUnreadableError)
    if isinstance(trouble, nothing) and not diary.events:
        raise trouble
    return diary


def strange(diary: Diary, progress: Progress, total: int) -> Iterator[errors.DiaryStrangeError]:
    """Yield what marks an episode beyond the `total` of the season."""
    ids = {viewing.event for viewing in progress.viewings if viewing.episode > total}
    for file in diary.files:
        for event in file.events:
            if event.id in ids:
                number = event.change.episodes[-1]
                yield errors.DiaryStrangeError(file.path, file.line_of(event), number, total)


def append(folder: str, decide: Decide, moment: datetime) -> tuple[Event | None, Diary]:
    """Write down what `decide` makes of the events so far; return it, on disk, and the diary now.

    `decide` sees what no other runaway can change until the event is written; when it returns
    None, nothing is written. `moment` is the time of the event, with its UTC offset. Raises
    `DiaryNeedsRepairError` for a damaged diary, `DiaryNewerError` for one in a later format,
    `DiaryBusyError` when another program holds it for more than a few seconds,
    `DiaryNotSavedError` when the system refuses, and what `read` and `decide` raise.
    """
    diary = read(folder)
    if decide(diary.events) is None:  # or it raises: then no folder is created for nothing
        return None, diary
    import tomli_w  # noqa: F401  before the lock, so that others need not wait for it

    with exclusive(folder):
        diary = read(folder, diary)
        change = decide(diary.events)
        if change is None:
            return None, diary
        event = event_of(change, moment, diary)
        return event, save(folder, event, diary)


def event_of(change: Change, moment: datetime, diary: Diary) -> Event:
    """Return a new event, which comes after all others of a diary."""
    latest = max((event.id for event in diary.events), default="")
    machine = (paths.machine() or "")[:LONGEST_WORD] or None
    return Event(ids.new(moment, latest), moment, machine, change)


def save(folder: str, event: Event, diary: Diary) -> Diary:
    """Write an event, and return the diary that holds it, as it was read afterwards.

    What counts is what can be read: syncing may put another file in the diary's place meanwhile.
    """
    path, block = diary.files[0].path, codec.block_of(event)
    if codec.read(codec.FIRST_LINES + block).events != (event,):
        why = "the new event couldn't be read back"
        raise errors.DiaryNotSavedError(path, why, is_there=False)
    for _ in range(TRIES):
        own = writable(diary)
        try:
            content = add(own, block)
        except OSError as error:
            is_there = event in look(folder).events
            raise errors.DiaryNotSavedError(path, reason(error), is_there=is_there) from error
        left = DiaryFile(path, content, own.version, (*own.events, event))
        diary = read(folder, Diary((left,)))
        if event in diary.events:
            return diary
    raise errors.DiaryNotSavedError(path, "other programs keep changing it", is_there=False)


def writable(diary: Diary) -> DiaryFile:
    """Return the diary's own file. Raises what `append` raises if nothing may be added to it."""
    own = diary.files[0]
    if isinstance(own.trouble, errors.DiaryDamagedError):
        raise errors.DiaryNeedsRepairError(own.path, own.trouble.line)
    if isinstance(own.trouble, errors.DiaryNewerError | errors.DiaryUnreadableError):
        raise own.trouble
    return own


def _open(path: str, before: DiaryFile | None) -> DiaryFile:
    """Return the file at `path`, looking twice when it ends in a block that is being written."""
    file = _look_at(path, before)
    if not file.rest:
        return file
    time.sleep(A_MOMENT)
    return _look_at(path, before)


def _look_at(path: str, before: DiaryFile | None) -> DiaryFile:
    try:
        content = atomic.read(path)
    except OSError as error:
        return DiaryFile(path, trouble=errors.DiaryUnreadableError(path, reason(error)))
    if before and before.content == content:
        return before
    if content is None:
        return DiaryFile(path)
    version, events, damage, rest = codec.read(text := decode(content)[0])
    trouble: errors.DiaryTroubleError | None = None
    if version > codec.VERSION:
        trouble = errors.DiaryNewerError(path, version, locks=damage is not None)
    elif damage:
        trouble = errors.DiaryDamagedError(
            path, damage.line, damage.reason, is_partly_readable=bool(events)
        )
    elif rest:
        trouble = errors.DiaryTruncatedError(path, text.count("\n", 0, len(text) - len(rest)) + 1)
    return DiaryFile(path, content, version, events, trouble, rest)


def add(file: DiaryFile, block: str) -> bytes:
    """Put `block` at the end of a file as it was read, all of it or nothing, and on disk.

    It takes the place of what a crash left of a last block. A new file appears whole, so that
    nobody ever reads an empty one. Returns what is in the file then, if it hadn't changed since it
    was read; if it had, nothing is written. Raises OSError.
    """
    path, content = os.path.realpath(file.path), file.content
    if content is None:
        whole = (codec.FIRST_LINES + block).encode()
        with contextlib.suppress(FileExistsError):
            atomic.create(path, whole)
        return whole
    text, encoding = decode(content)
    start = len(text.removesuffix(file.rest).encode(encoding, "surrogateescape"))
    new = block.encode(encoding)
    atomic.append(path, new, content, start)
    return content[:start] + new


def lock_of(folder: str) -> str:
    """Return the path of the lock of a diary, which is beside its file, wherever links lead."""
    file = os.path.realpath(paths.diary_file(folder))
    return os.path.join(os.path.dirname(file), ".progress.lock")


@contextlib.contextmanager
def exclusive(folder: str) -> Iterator[None]:
    """Hold the diary against other programs. The lock dies with the process that holds it.

    It lies beside the file that is written, wherever links lead. Creates the folder. Raises
    `DiaryBusyError` after some patience, `DiaryNotSavedError` if the system refuses the lock, and
    `CannotLockError` where it has none.
    """
    path = paths.diary_file(folder)
    with contextlib.ExitStack() as stack:
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            is_held = stack.enter_context(lock.held(lock_of(folder)))
        except OSError as error:
            raise errors.DiaryNotSavedError(path, reason(error), is_there=False) from error
        if not is_held:
            raise errors.DiaryBusyError(path)
        yield
