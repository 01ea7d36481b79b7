"""From the text of a diary to its events, and back. Touches no file.

`docs/diary.md` describes the format, and what damage is.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from runaway_cli.diary import ids
from runaway_cli.diary.events import COMMON, FIRST_KEYS, KINDS, TOGETHER, Change, Event, Field, keep

VERSION = 1
FIRST_LINES = f"""\
# Your runaway diary: what you watched and when, oldest first. It's yours: read it, back it up,
# edit it with care. Each [[event]] is one thing you did; runaway only adds to the end.
version = {VERSION}
"""
_FIRST_WORDS = "[[event]] # "
_BLOCK = re.compile(r"^(?=\[\[event\]\])", re.MULTILINE)
_HEADER = re.compile(
    r"""^[ \t]*\[\[[ \t]*["']?event["']?[ \t]*\]\][ \t]*#?[ \t]*(\S*)""", re.MULTILINE
)
_LAST_LINE = re.compile(r'^id = ".*"\r?$', re.MULTILINE)
_VERSION = re.compile(r"^version *= *([0-9]{1,9}) *$", re.MULTILINE)
_LINE_BEGUN = re.compile(
    r"""([a-z_]*)( (?:= ?)?| = (?:"(?:(?:[^"\\]|\\.)+["\\]?|\\)?"""
    r"""|[0-9][0-9:.+ -]*|\[[^]]*\]?|tr?u?e?))?"""
)
_HALF_A_CHARACTER = re.compile(  # of UTF-8, or of UTF-16, as `decode` leaves it at the very end
    "(?:[\udcc2-\udcf4]|[\udce0-\udcf4][\udc80-\udcbf]|[\udcf0-\udcf4][\udc80-\udcbf]{2}"
    "|[\ud800-\udbff])\\Z"
)
_COMMON_KEYS = frozenset(field.key for field in COMMON)


class Damage(NamedTuple):
    """The line of a text, from 1, where something is wrong, and what."""

    line: int
    reason: str


class Contents(NamedTuple):
    """What could be read of a text, and its first damage.

    `rest` is the beginning of a last block, as a crash leaves it: no damage, and it never counts.
    """

    version: int
    events: tuple[Event, ...]
    damage: Damage | None
    rest: str = ""


class Block(NamedTuple):
    """A part of a text that can be read by itself: its head, or one block.

    `line` is its first line, from 1; the line of its `damage` is one of the whole text.
    """

    line: int
    text: str
    version: int
    events: tuple[Event, ...]
    damage: Damage | None


def read(text: str) -> Contents:
    """Return what can be read of a text; a damaged one is cut into blocks, each read by itself."""
    text = text.removeprefix("\ufeff")
    version, events, damage = _read(text)
    if not damage:
        return Contents(version, events, None)
    start = text.rfind("\n[") + 1
    version, events, other = _read(text[:start])
    if not other and _is_begun(text[start:], events):
        return Contents(version, events, None, text[start:])
    parts = list(blocks(text))
    return Contents(
        max(part.version for part in parts),
        tuple(event for part in parts for event in part.events),
        min((part.damage for part in parts if part.damage), default=damage),
    )


def blocks(text: str) -> Iterator[Block]:
    """Cut `text` before each block, and read each part by itself; the head comes first.

    What follows the last line of a block and spoils it is a part of its own.
    """
    line = 1
    for part in _BLOCK.split(text.removeprefix("\ufeff")):
        pieces, last_line = [part], _LAST_LINE.search(part)
        if last_line and _read(part, line)[2] and not _read(part[: last_line.end()], line)[2]:
            pieces = [part[: last_line.end()], part[last_line.end() :]]
        for piece in pieces:
            yield Block(line, piece, *_read(piece, line))
            line += piece.count("\n")


def _read(text: str, line: int = 1) -> tuple[int, tuple[Event, ...], Damage | None]:
    """Parse a text or a part of one: its version, its events, and what's wrong with it first.

    `line` is where the part begins. Only the first one has a version.
    """

    def damage(position: int, reason: str) -> Damage:
        return Damage(line + text.count("\n", 0, position), reason)

    if undecoded := re.search("[\ud800-\udfff]", text):
        return VERSION, (), damage(undecoded.start(), "not valid UTF-8")
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place, written = re.search(r"\(at line (\d+)", str(error)), _VERSION.search(text)
        where = line - 1 + int(place[1]) if place else line + text.rstrip().count("\n")
        return int(written[1]) if written else VERSION, (), Damage(where, "not valid TOML")
    headers, is_listed = list(_HEADER.finditer(text)), "event" in tables
    found = tables.pop("event", [])
    version = tables.pop("version", None if line == 1 else VERSION)
    if version is None:
        return VERSION, (), damage(0, "no version" if text.strip() else "the file is empty")
    if type(version) is not int or version < 1 or not isinstance(found, list):
        return VERSION, (), damage(0, "not a diary")
    wrong = None
    if _COMMON_KEYS & tables.keys() or any(map(_holds_tables, tables.values())):
        wrong = damage(0, "a block without its [[event]] header, here or just before")
    if is_listed and not headers:
        wrong = damage(0, "events must be [[event]] blocks, not a list")
    events: dict[str, Event] = {}
    for number, block in enumerate(found):
        header = headers[number] if len(headers) == len(found) else None
        reason = _wrong_in(block)
        if not reason:
            event = _event(block)
            if keep(events, event) != event:
                reason = "duplicate id"
            elif header and line == 1 and not _is_about(header[1], event.id, found):
                reason = "the id doesn't match the block's header"
        if reason:
            wrong = wrong or damage(header.start() if header else 0, reason)
    return version, tuple(events.values()), wrong


def _holds_tables(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_tables, value)))


def _wrong_in(block: Any) -> str | None:
    """Say what makes no sense in a block, None when all does; keys we don't know are left alone."""
    if not isinstance(block, dict):
        return "the event isn't a table"
    if isinstance(block.get("at"), datetime) and not block["at"].tzinfo:
        return "the event's time has no UTC offset"
    fields = _fields(block.get("kind"))
    for field in fields:
        if field.key not in block:
            if field.is_required:
                return f'the event has no "{field.key}"'
        elif not field.is_valid(block[field.key]):
            return f'invalid "{field.key}"'
    for key in FIRST_KEYS - {field.key for field in fields}:
        if key in block:
            return f'invalid "{key}"'
    if "times" in block and "times" in {field.key for field in fields}:
        about = block.get("episodes") or block["numbers"]
        if len(block["times"]) != len(about) or sorted(set(about)) != about:
            return 'invalid "times"'
    return None


def _is_about(comment: str, id_: str, found: list[Any]) -> bool:
    """Whether the first word behind a header goes with the id of the block.

    A hand may have copied it and added a letter: then the other one is among those `found`.
    """
    if comment in ("", id_):
        return True
    if id_.startswith(comment):
        return any(block.get("id") == comment for block in found)
    return not ids.is_ulid(comment[-26:])


def _fields(kind: Any) -> tuple[Field, ...]:
    """Return all fields of a kind, in the order in which they are written; the id comes last."""
    if not isinstance(kind, str) or kind not in KINDS:
        return COMMON
    own, early, (*first, at, together, last) = KINDS[kind].fields, KINDS[kind].early, COMMON
    return (*first, *own[:early], at, *own[early:], together, last)


def _event(block: dict[str, Any]) -> Event:
    kind = block["kind"]
    fields = (*(KINDS[kind].fields if kind in KINDS else ()), TOGETHER)
    told = {field.key: field.read(block[field.key]) for field in fields if field.key in block}
    return Event(block["id"], block["at"], block.get("on"), Change(kind, **told))


def block_of(event: Event) -> str:
    """Return the event as TOML, each value on one line.

    Its first line, time and last line are like no other, so a line-by-line merge keeps it whole.
    """
    told = {**event._asdict(), **event.change._asdict()}
    values = {field.key: told[field.key] for field in _fields(event.change.kind)}
    id_ = _lines({"id": event.id})[len('id = "') : -2]  # as TOML has it, on one line
    return f"\n{_FIRST_WORDS}{id_}\n{_lines(values)}"


def _lines(values: dict[str, Any]) -> str:
    from runaway_cli.diary.toml import written  # with a library that reading can do without

    said = ((key, value) for key, value in values.items() if value or type(value) is int)
    return "".join(f"{key} = {written(value)}\n" for key, value in said)


def _is_begun(text: str, events: Iterable[Event]) -> bool:
    """Whether a block that `block_of` could have written begins like this, and isn't all there.

    If it ends in a whole word, that must be one of `events`: a cut can make one word of two.
    """
    text = _HALF_A_CHARACTER.sub("", text)
    known = {*KINDS, *(word for event in events for word in (event.id, event.on))}
    header, newline, rest = text.partition("\n")
    first, id_ = header[: len(_FIRST_WORDS)], header[len(_FIRST_WORDS) :]
    lines, last = rest[: rest.rfind("\n") + 1], _LINE_BEGUN.fullmatch(rest[rest.rfind("\n") + 1 :])
    if not text.replace("\n", "").isprintable() or _LAST_LINE.search(text) or not last:
        return False
    if not newline:
        return bool(text) and _FIRST_WORDS.startswith(first) and " " not in id_
    try:
        values = tomllib.loads(lines)
    except ValueError:
        return False
    fields, kind_line = _fields(values.get("kind")), rest[: rest.find("\n") + 1] or rest
    there = {field.key: values[field.key] for field in fields if field.key in values}
    known |= {word for word in [there.get("together")] if ids.is_ulid(str(word))}
    left = [field.key for field in fields if field.key not in values]
    return (
        first + _lines(there) == _FIRST_WORDS + lines
        and ids.is_ulid(id_[-26:])
        and any(f'kind = "{kind}"\n'.startswith(kind_line) for kind in KINDS)
        and all(field.is_valid(there[field.key]) for field in fields if field.key in there)
        and (not text.endswith('"\n') or [*there.values()][-1] in known)
        and any(key == last[1] if last[2] else key.startswith(last[1]) for key in left)
    )
