"""Where the diary is, and how it is read and appended to. Knows bytes, not what they mean."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

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
PATIENCE = 10.0  # seconds; 200 programs that write at once on two cores are done in 7
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, as in a ULID


@dataclass(frozen=True)
class Diary:
    """What was found: events in no order, repeats among them, and what is wrong with which file.

    `troubles` are about copies beside the diary, and about a diary of a later format.
    """

    events: tuple[Event, ...] = ()
    troubles: tuple[RunawayError, ...] = ()


class Damage(NamedTuple):
    """The line of a file, from 1, where something is wrong, and what."""

    line: int
    reason: str


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
    torn = _torn(path) if own else None
    if own and torn is None:
        raise own[0]
    deed = decide(diary.events)
    if deed is None:
        return None, diary
    latest = max((event.id for event in diary.events), default="")
    event = Event(**vars(deed), id=_new_id(moment, latest), at=moment)
    block = _block(event)
    if _parse(block) != (VERSION, [event], None):
        raise DiaryNotSaved(path, "the event could not be read back")
    _add(path.resolve(), block.encode(), torn)
    troubles = tuple(trouble for trouble in diary.troubles if trouble not in own)
    return event, Diary((*diary.events, event), troubles)


def _torn(path: Path) -> int | None:
    """Return where the last block begins, in bytes, if a crash cut it off in the middle.

    Such a block has no last line, its id, so nobody was ever told that it was saved. None when
    the last block is whole, or when something else is wrong with the file.
    """
    text = _text(path) or ""
    *whole, (_, last) = _pieces(text)
    before = "".join(piece for _, piece in whole)
    if not whole or re.search(r'^id = ".*"$', last, re.MULTILINE) or _parse(before)[2]:
        return None
    return len(before.encode("utf-8", "surrogateescape"))


def _read(path: Path) -> tuple[list[Event], list[RunawayError]]:
    """Return the events of one file, and what is wrong with the rest of it.

    Raises `DiaryDamaged` when there is nothing to read in it, or `DiaryUnreadable`.
    """
    text = _text(path)
    if text is None:
        return [], []
    if not text.strip():
        raise DiaryDamaged(path, 1, "it is empty")
    version, events, damage = _parse(text)
    if version > VERSION:  # what we do not understand is not for us to judge
        return events, [DiaryNewer(path, version)]
    if damage and not events:
        raise DiaryDamaged(path, *damage)
    return events, [
        DiaryDamaged(path, *damage, "Everything else in it was read.")
    ] if damage else []


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


def _parse(text: str) -> tuple[int, list[Event], Damage | None]:
    """Return the version, the events, and the first damage, if any.

    A damaged file is cut apart at its blocks, and those before and after the damage are read.
    """
    version, events, damage = _parse_piece(text)
    if not damage:
        return version, events, None
    events, damages = [], []
    for line, piece in _pieces(text):
        version_here, found, damage_here = _parse_piece(piece)
        version = max(version, version_here)
        events += found
        if damage_here:
            damages.append(Damage(line + damage_here.line - 1, damage_here.reason))
    return version, events, min(damages, default=damage)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut `text` before each block, and yield each piece with the number of its first line.

    A block may be cut off in its very first word.
    """
    line = 1
    for piece in re.split(r"^(?=\[\[event\]\]|\[\[?e?v?e?n?t?\]?\Z)", text, flags=re.MULTILINE):
        yield line, piece
        line += piece.count("\n")


def _parse_piece(text: str) -> tuple[int, list[Event], Damage | None]:
    """Parse a file or a part of one: its version, its events, and what is wrong with it."""
    if broken := re.search("[\udc80-\udcff]", text):
        return VERSION, [], Damage(text.count("\n", 0, broken.start()) + 1, "it is not UTF-8 text")
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r"\(at line (\d+)", str(error))
        line = int(place[1]) if place else max(1, len(text.splitlines()))
        return VERSION, [], Damage(line, "it is not TOML")
    version, blocks = tables.get("version", VERSION), tables.get("event", [])
    if type(version) is not int or not isinstance(blocks, list):
        return VERSION, [], Damage(1, "it is no diary")
    found = [_event(block) for block in blocks]
    events = [event for event in found if event]
    if None in found:
        return version, events, Damage(1, "the event makes no sense")
    if len({event.id for event in events}) < len(events):
        return version, events, Damage(1, "two of its events have the same id")
    return version, events, None


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


def _add(path: Path, block: bytes, torn: int | None) -> None:
    """Put `block` at the end of the file at `path`, all of it or none, and on disk.

    A new file appears whole, so that nobody ever reads an empty one. What a crash left at `torn`
    gives way to the block and is kept in a comment.
    """
    is_new = not path.exists()
    target = path.with_name(".progress.new") if is_new else path
    with open(target, "w+b" if is_new else "r+b", buffering=0, opener=_privately) as file:
        size = file.seek(0, os.SEEK_END)
        unsaved = FIRST_LINES.encode() + block if is_new else block
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
