"""Where the diary is, and how it is read and appended to. Knows files, not what they mean."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from runaway_cli import notation
from runaway_cli.diary import Deed, Event
from runaway_cli.errors import (
    DiaryBusy,
    DiaryDamaged,
    DiaryNewer,
    DiaryNotSaved,
    DiaryUnreadable,
    RunawayError,
)

PATIENCE = 10.0  # seconds; 200 programs that write at once on two cores are done in 7


@dataclass(frozen=True)
class Diary:
    """What was found: events in no order, repeats among them, and what is wrong with which file.

    `troubles` are damages and later formats that reading went on from, and copies beside the diary
    that cannot be read.
    """

    events: tuple[Event, ...] = ()
    troubles: tuple[RunawayError, ...] = ()


def diary_file() -> Path:
    """Return where the diary is: in `$RUNAWAY_HOME`, or the platform's config directory."""
    if home := os.environ.get("RUNAWAY_HOME"):
        return Path(home) / "progress.toml"
    from platformdirs import user_config_path

    return user_config_path("runaway", appauthor=False) / "progress.toml"


def read() -> Diary:
    """Return all events of every `progress*.toml` beside the diary; none when there is no file.

    The other files are what syncing leaves behind when two machines wrote apart. What cannot be
    read of any file is a trouble, and the rest is read. Writes nothing. Raises `DiaryDamaged` or
    `DiaryUnreadable` when nothing can be read of the diary itself: it is someone's memory, never
    started over.
    """
    path = diary_file()
    events, troubles = _read(path)
    for copy in sorted(path.parent.glob("progress*.toml")):
        if copy != path and copy.is_file():
            try:
                found, wrong = _read(copy)
            except RunawayError as error:
                troubles.append(error)
            else:
                events += found
                troubles += wrong
    return Diary(tuple(events), tuple(troubles))


def append(
    decide: Callable[[tuple[Event, ...]], Deed | None], moment: datetime
) -> tuple[Event | None, Diary]:
    """Write down what `decide` makes of the events so far; return it, on disk, and the diary now.

    `decide` sees what no other runaway can change until the event is written; when it returns
    None, nothing is written. `moment` is the time of the event, with its UTC offset. Raises
    `DiaryNewer` for a diary in a later format, `DiaryBusy` when another program holds it for more
    than a few seconds, `DiaryNotSaved` when the system refuses, and what `read` and `decide` raise.
    """
    diary = read()
    if decide(diary.events) is None:  # or it raises: then no folder is created for nothing
        return None, diary
    path = diary_file()
    import tomli_w  # noqa: F401  before the lock, so that others need not wait for it

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path):
            return _append(path, decide, moment)
    except OSError as error:
        raise DiaryNotSaved(path, error.strerror) from error


def _append(
    path: Path, decide: Callable[[tuple[Event, ...]], Deed | None], moment: datetime
) -> tuple[Event | None, Diary]:
    diary = read()
    own = [trouble for trouble in diary.troubles if trouble.args[0] == path]
    torn = notation.torn_from(_text(path) or "") if own else None
    if own and torn is None:
        raise own[0]
    deed = decide(diary.events)
    if deed is None:
        return None, diary
    latest = max((event.id for event in diary.events), default="")
    event = Event(**vars(deed), id=notation.new_id(moment, latest), at=moment)
    block = notation.block_of(event)
    if notation.parse(block) != (notation.VERSION, [event], None):
        raise DiaryNotSaved(path, "the event could not be read back")
    _add(path.resolve(), block.encode(), torn)
    troubles = tuple(trouble for trouble in diary.troubles if trouble not in own)
    return event, Diary((*diary.events, event), troubles)


def _read(path: Path) -> tuple[list[Event], list[RunawayError]]:
    """Return the events of one file, and what is wrong with the rest of it.

    Raises `DiaryDamaged` when there is nothing to read in it, or `DiaryUnreadable`.
    """
    text = _text(path)
    if text is None:
        return [], []
    if not text.strip():
        raise DiaryDamaged(path, 1, "it is empty")
    version, events, damage = notation.parse(text)
    if version > notation.VERSION:  # what we do not understand is not for us to judge
        return events, [DiaryNewer(path, version)]
    if damage and not events:
        raise DiaryDamaged(path, *damage)
    if damage:
        return events, [DiaryDamaged(path, *damage, "Everything else in it was read.")]
    return events, []


def _text(path: Path) -> str | None:
    """Return what stands in a file, None when there is none. Bytes that are no UTF-8 stay apart."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="surrogateescape")
    except FileNotFoundError:
        if path.is_symlink():
            raise DiaryUnreadable(path, "it is a link that leads nowhere") from None
        return None
    except OSError as error:
        raise DiaryUnreadable(path, error.strerror) from error


def _add(path: Path, block: bytes, torn: int | None) -> None:
    """Put `block` at the end of the file at `path`, all of it or none, and on disk.

    A new file appears whole, so that nobody ever reads an empty one. What a crash left at `torn`
    gives way to the block and is kept in a comment.
    """
    is_new = not path.exists()
    target = path.with_name(".progress.new") if is_new else path
    with open(target, "w+b" if is_new else "r+b", buffering=0, opener=_privately) as file:
        size = file.seek(0, os.SEEK_END)
        unsaved = notation.FIRST_LINES.encode() + block if is_new else block
        if torn is not None:
            file.seek(torn)
            unsaved = b"# cut off: " + ascii(file.read()).encode() + b"\n" + block
        start = file.seek(size if torn is None else torn)
        try:
            file.truncate(start)
            while unsaved:
                unsaved = unsaved[file.write(unsaved) :]
            os.fsync(file.fileno())
        except BaseException:  # a full disk, or Ctrl-C
            file.truncate(start)
            raise
    if is_new:
        os.replace(target, path)
        _sync_folder(path.parent)


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    """Put a new name in `folder` on disk. Windows has no such call, and needs none."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the diary against other programs. The lock dies with the process that holds it."""
    with open(path.with_name(".progress.lock"), "ab") as lock:
        if not _lock(lock.fileno(), wait=False):
            # the system keeps those who wait in order, which trying again and again would not
            from threading import Thread

            waiting = Thread(
                target=_lock, args=(lock.fileno(),), kwargs={"wait": True}, daemon=True
            )
            waiting.start()
            waiting.join(PATIENCE)
            if waiting.is_alive():
                raise DiaryBusy(path)
        yield


def _lock(descriptor: int, *, wait: bool) -> bool:
    """Lock a file, if need be after waiting; return whether it is locked."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (BlockingIOError, PermissionError):
        return False
    return True
