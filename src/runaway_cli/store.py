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

from runaway_cli.diary import Deed, Event
from runaway_cli.errors import (
    DiaryBusy,
    DiaryDamaged,
    DiaryNewer,
    DiaryNotSaved,
    DiaryUnreadable,
)

VERSION = 1
FIRST_LINES = f"""\
# The diary of runaway: what you watched and when, oldest first. It is yours: read it, back it up,
# edit it with care. Each [[event]] is one thing you did; runaway only ever adds to the end.
version = {VERSION}
"""
PATIENCE = 5.0  # seconds to wait for another runaway to finish writing
_ID_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, as in a ULID


@dataclass(frozen=True)
class Diary:
    """Every event found, in no order; `newer` names a file of a later format, None without one."""

    events: tuple[Event, ...] = ()
    newer: DiaryNewer | None = None


def diary_file() -> Path:
    """Return where the diary is: in `$RUNAWAY_HOME`, or the platform's config directory."""
    if home := os.environ.get("RUNAWAY_HOME"):
        return Path(home) / "progress.toml"
    from platformdirs import user_config_path

    return user_config_path("runaway", appauthor=False) / "progress.toml"


def read() -> Diary:
    """Return all events of every `progress*.toml` beside the diary; none when there is no file.

    The other files are what syncing leaves behind when two machines wrote apart. Writes nothing.
    Raises `DiaryDamaged` or `DiaryUnreadable`: the file is someone's memory, never started over.
    """
    events: list[Event] = []
    newer = None
    path = diary_file()
    for copy in sorted({path, *path.parent.glob("progress*.toml")}):
        try:
            text = copy.read_text(encoding="utf-8")
        except FileNotFoundError:
            continue
        except UnicodeDecodeError:
            raise DiaryDamaged(copy, "it is not UTF-8 text") from None
        except OSError as error:
            raise DiaryUnreadable(copy, error.strerror) from error
        version, found = _parse(copy, text)
        events += found
        if version > VERSION:
            newer = DiaryNewer(copy, version)
    return Diary(tuple(events), newer)


def append(decide: Callable[[tuple[Event, ...]], Deed], moment: datetime) -> Event:
    """Write down what `decide` makes of the events so far, and return it once it is on disk.

    `decide` sees what no other runaway can change until the event is written. `moment` is the
    time of the event, with its UTC offset. Raises `DiaryNewer` for a diary in a later format,
    `DiaryBusy` when another program holds it for more than a few seconds, `DiaryNotSaved` when
    the system refuses, and whatever `read` and `decide` raise.
    """
    decide(read().events)  # a wish that cannot be granted creates no folder
    path = diary_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path):
            diary = read()
            if diary.newer:
                raise diary.newer
            deed = decide(diary.events)
            latest = max((event.id for event in diary.events), default="")
            at = moment.replace(microsecond=0)
            event = Event(**vars(deed), id=_new_id(moment, latest), at=at)
            _add(path.resolve(), _block(event).encode())
    except OSError as error:
        raise DiaryNotSaved(path, error.strerror) from error
    return event


def _parse(path: Path, text: str) -> tuple[int, list[Event]]:
    if not text.strip():
        raise DiaryDamaged(path, "it is empty")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at (line \d+)", str(error))
        last = f"line {len(text.splitlines())}"
        raise DiaryDamaged(path, place[1] if place else last) from None
    version, blocks = tables.get("version", VERSION), tables.get("event", [])
    if type(version) is not int or not _are_tables(blocks):
        raise DiaryDamaged(path, "it has no [[event]] blocks or no version")
    return version, [_event(path, number, block) for number, block in enumerate(blocks, start=1)]


def _are_tables(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _event(path: Path, number: int, block: Any) -> Event:
    """Make an event of one block; keys of a later runaway are left alone."""
    values = (block.get(key) for key in ("kind", "id", "at", "episodes", "finished", "event"))
    kind, id_, at, episodes, finished, about = values
    episodes = [] if episodes is None else episodes
    makes_sense = (
        isinstance(kind, str)
        and isinstance(id_, str)
        and _is_moment(at)
        and isinstance(episodes, list)
        and all(type(episode) is int for episode in episodes)
        and (finished is None or type(finished) is date or _is_moment(finished))
        and (about is None or isinstance(about, str))
    )
    if not makes_sense:
        raise DiaryDamaged(path, f"event {number} makes no sense")
    return Event(kind, tuple(sorted(episodes)), finished, about, id=id_, at=at)


def _is_moment(value: Any) -> TypeGuard[datetime]:
    return isinstance(value, datetime) and value.tzinfo is not None


def _block(event: Event) -> str:
    """Return the event as TOML.

    The first and the last line of a block are like no other line of the diary, so a line-by-line
    merge of two diaries keeps blocks whole.
    """
    import tomli_w

    keys = {"kind": event.kind, "episodes": list(event.episodes), "finished": event.finished}
    keys |= {"event": event.event, "at": event.at, "id": event.id}
    told = {key: value for key, value in keys.items() if value not in (None, [])}
    lines = [_on_one_line(tomli_w.dumps({key: value})) for key, value in told.items()]
    return "\n".join(["", f"[[event]] # {event.id}", *lines, ""])


def _on_one_line(toml: str) -> str:
    """Fold an array that tomli-w spreads over lines; other values stand on one line already."""
    first, *rest = toml.splitlines()
    return first + " ".join(line.strip() for line in rest).replace(", ]", "]")


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
        except OSError:
            file.truncate(size)
            raise
    if is_new:
        os.replace(target, path)


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _new_id(moment: datetime, latest: str) -> str:
    """Return a ULID (10 digits of time, 16 of chance) that sorts after `latest`, a clock set back
    or not."""
    milliseconds = int(moment.timestamp() * 1000)
    if set(latest[:10]) <= set(_ID_DIGITS) and len(latest) >= 10:
        previous = 0
        for digit in latest[:10]:
            previous = previous * 32 + _ID_DIGITS.index(digit)
        milliseconds = max(milliseconds, previous + 1)
    number = milliseconds << 80 | int.from_bytes(os.urandom(10), "big")
    return "".join(_ID_DIGITS[number >> shift & 31] for shift in range(125, -1, -5))


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
