"""How the diary is written: from text to events and back. Touches no file.

`docs/diary.md` describes the notation.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple, TypeGuard

from runaway_cli.diary import KINDS, Event

VERSION = 1
FIRST_LINES = f"""\
# The diary of runaway: what you watched and when, oldest first. It is yours: read it, back it up,
# edit it with care. Each [[event]] is one thing you did; runaway only ever adds to the end.
version = {VERSION}
"""
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, as in a ULID


class Damage(NamedTuple):
    """The line of a file, from 1, where something is wrong, and what."""

    line: int
    reason: str


def parse(text: str) -> tuple[int, list[Event], Damage | None]:
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


def block_of(event: Event) -> str:
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


def torn_from(text: str) -> int | None:
    """Return where the last block begins, in bytes, if a crash cut it off in the middle.

    Such a block has no last line, its id, so nobody was ever told that it was saved. None when
    the last block is whole, or when something else is wrong with the text.
    """
    *whole, (_, last) = _pieces(text)
    before = "".join(piece for _, piece in whole)
    if not whole or re.search(r'^id = ".*"$', last, re.MULTILINE) or parse(before)[2]:
        return None
    return len(before.encode("utf-8", "surrogateescape"))


def new_id(moment: datetime, latest: str) -> str:
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
