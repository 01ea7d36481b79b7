"""Where the diary is, and how it is read and appended to. Knows bytes, not what they mean."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeGuard

from runaway_cli.diary import KINDS, Deed, Event
from runaway_cli.errors import (
    DiaryBusy,
    DiaryDamaged,
    DiaryNewer,
    DiaryNotSaved,
    DiaryUnreadable,
    RunawayError,
)

VERSION = 1
FIRST_LINES = f"""\
# The diary of runaway: what you watched and when, oldest first. It is yours: read it, back it up,
# edit it with care. Each [[event]] is one thing you did; runaway only ever adds to the end.
version = {VERSION}
"""
PATIENCE = 5.0  # seconds to wait for another runaway to finish writing
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, as in a ULID


@dataclass(frozen=True)
class Diary:
    """What was found: events in no order, repeats among them, and what is wrong with which file.

    `troubles` are about copies beside the diary, and about a diary of a later format.
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

    The other files are what syncing leaves behind when two machines wrote apart; one that cannot
    be read is a trouble, and the rest is read. Writes nothing. Raises `DiaryDamaged` or
    `DiaryUnreadable` for the diary itself: it is someone's memory, never started over.
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
    for trouble in diary.troubles:
        if isinstance(trouble, DiaryNewer) and trouble.args[0] == path:
            raise trouble
    deed = decide(diary.events)
    if deed is None:
        return None, diary
    latest = max((event.id for event in diary.events), default="")
    event = Event(**vars(deed), id=_new_id(moment, latest), at=moment)
    block = _block(event)
    if _parse(path, block)[0] != [event]:
        raise DiaryNotSaved(path, "it could not be read back")
    _add(path.resolve(), block.encode())
    return event, Diary((*diary.events, event), diary.troubles)


def _read(path: Path) -> tuple[list[Event], list[RunawayError]]:
    """Return the events of one file, and a warning when it is of a later format."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if path.is_symlink():
            raise DiaryUnreadable(path, "it is a link that leads nowhere") from None
        return [], []
    except UnicodeDecodeError:
        raise DiaryDamaged(path, "it is not UTF-8 text") from None
    except OSError as error:
        raise DiaryUnreadable(path, error.strerror) from error
    if not text.strip():
        raise DiaryDamaged(path, "it is empty")
    return _parse(path, text)


def _parse(path: Path, text: str) -> tuple[list[Event], list[RunawayError]]:
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r"\(at (line \d+)", str(error))
        last = f"line {len(text.splitlines())}"
        raise DiaryDamaged(path, place[1] if place else last) from None
    version, blocks = tables.get("version", VERSION), tables.get("event", [])
    if type(version) is not int or not isinstance(blocks, list):
        raise DiaryDamaged(path, "it has no [[event]] blocks or no version")
    found = [_event(block) for block in blocks]
    events = [event for event in found if event]
    if version > VERSION:  # its other events are not for us to judge
        return events, [DiaryNewer(path, version)]
    if None in found:
        raise DiaryDamaged(path, f"event {found.index(None) + 1} makes no sense")
    if len({event.id for event in events}) < len(events):
        raise DiaryDamaged(path, "two of its events have the same id")
    return events, []


def _event(block: Any) -> Event | None:
    """Make an event of one block, None when it makes no sense.

    Keys we do not know are left alone, and so are all keys of a kind we do not know.
    """
    if not isinstance(block, dict):
        return None
    kind, id_, at = block.get("kind"), block.get("id"), block.get("at")
    if not (isinstance(kind, str) and isinstance(id_, str) and _is_moment(at)):
        return None
    if kind not in KINDS:
        return Event(kind, id=id_, at=at)
    episodes, run = block.get("episodes", []), block.get("run")
    finished, about = block.get("finished"), block.get("event")
    makes_sense = (
        _are_numbers(episodes)
        and bool(episodes) == (kind in ("watched", "unwatch"))
        and (run is None or _are_numbers([run]))
        and (finished is None or type(finished) is date or _is_moment(finished))
        and isinstance(about, str) == (kind in ("undo", "redo"))
    )
    if not makes_sense:
        return None
    return Event(kind, tuple(sorted(set(episodes))), run, finished, about, id=id_, at=at)


def _is_moment(value: Any) -> TypeGuard[datetime]:
    return isinstance(value, datetime) and value.tzinfo is not None


def _are_numbers(value: Any) -> bool:
    return isinstance(value, list) and all(type(number) is int and number > 0 for number in value)


def _block(event: Event) -> str:
    """Return the event as TOML, each value on one line.

    The first line, the time and the last line of a block are like no other line of the diary, so
    a line-by-line merge of two diaries keeps blocks whole.
    """
    lines = [f"[[event]] # {event.id}", f"kind = {_toml(event.kind)}", f"at = {_toml(event.at)}"]
    if event.episodes:
        lines.append(f"episodes = [{', '.join(map(_toml, event.episodes))}]")
    for key, value in (("run", event.run), ("finished", event.finished), ("event", event.event)):
        if value is not None:
            lines.append(f"{key} = {_toml(value)}")
    return "\n".join(["", *lines, f"id = {_toml(event.id)}", ""])


def _toml(value: Any) -> str:
    """Return a single value as TOML."""
    import tomli_w

    return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")


def _add(path: Path, block: bytes) -> None:
    """Put `block` at the end of the file at `path`, all of it or none, and on disk.

    A new file appears whole, so that nobody ever reads an empty one.
    """
    is_new = not path.exists()
    target = path.with_name(".progress.new") if is_new else path
    unsaved = FIRST_LINES.encode() + block if is_new else block
    with open(target, "wb" if is_new else "ab", buffering=0, opener=_privately) as file:
        size = file.tell()
        try:
            while unsaved:
                unsaved = unsaved[file.write(unsaved) :]
            os.fsync(file.fileno())
        except BaseException:  # a full disk, or Ctrl-C
            file.truncate(size)
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


def _new_id(moment: datetime, latest: str) -> str:
    """Return an id that sorts after `latest`: a ULID (10 digits of time, 16 of chance).

    Its time is that of `latest` and a little more when the clock was set back. Behind an id that
    somebody made up, it is that id with a ULID added.
    """
    last = latest[-26:] if _is_ulid(latest[-26:]) else ""
    milliseconds = int(moment.timestamp() * 1000)
    if last:
        milliseconds = max(milliseconds, _number(last[:10]) + 1)
    number = milliseconds << 80 | int.from_bytes(os.urandom(10), "big")
    ulid = "".join(_DIGITS[number >> shift & 31] for shift in range(125, -1, -5))
    return ulid if ulid > latest else latest.removesuffix(last) + ulid


def _is_ulid(text: str) -> bool:
    return len(text) == 26 and text < "7" and set(text) <= set(_DIGITS)


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 32 + _DIGITS.index(digit)
    return number


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the diary against other programs. The lock dies with the process that holds it."""
    with open(path.with_name(".progress.lock"), "ab") as lock:
        give_up = time.monotonic() + PATIENCE
        while not _try_lock(lock.fileno()):
            if time.monotonic() > give_up:
                raise DiaryBusy(path)
            time.sleep(0.02)
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
