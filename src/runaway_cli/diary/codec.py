"""How the diary is written: from text to events and back. Touches no file.

`docs/diary.md` describes the notation.
"""

import re
import tomllib
from datetime import datetime
from typing import Any, NamedTuple

from runaway_cli.diary import ids, recovery
from runaway_cli.diary.events import COMMON, FIRST_KEYS, KINDS, LONGEST_WORD, Change, Event

VERSION = 1
FIRST_LINES = f"""\
# Your runaway diary: what you watched and when, oldest first. It's yours: read it, back it up,
# edit it with care. Each [[event]] is one thing you did; runaway only adds to the end.
version = {VERSION}
"""
_FIRST_WORDS = "[[event]] # "
_BEGINNING = re.compile(r"\[\[event\]\] # \S*\r?(\n([a-z]+ = [^#\n]+\r?\n)*[^#\n]*)?")
_LAST_LINE = re.compile(r'^id = ".*"\r?$', re.MULTILINE)
_BEGUN = re.compile(r"^\[\[event\]\](?: # (\S+))?", re.MULTILINE)
_VERSION = re.compile(r"^version *= *([0-9]{1,9}) *$", re.MULTILINE)


class Damage(NamedTuple):
    """The line of a file, from 1, where something is wrong, and what.

    `hides` says that what cannot be read there may have taken something back.
    """

    line: int
    reason: str
    hides: bool = False


class Block(NamedTuple):
    """A part of a file that can be read by itself: its head, or one block.

    `line` is its first line, from 1; the line of its `damage` counts in the piece.
    """

    line: int
    text: str
    version: int
    events: list[Event]
    damage: Damage | None


def parse(text: str) -> tuple[int, list[Event], Damage | None]:
    """Return the version, the events, and the first damage, if any.

    A damaged file is cut apart at its blocks, and those before and after the damage are read.
    """
    version, events, damage = _parse_part(text)
    if not damage:
        return version, events, _doubtful(text, events)
    parts = blocks(text)
    damages = [
        Damage(part.line + part.damage.line - 1, part.damage.reason, part.damage.hides)
        for part in parts
        if part.damage
    ]
    first = min(damages, default=damage)
    return (
        max(part.version for part in parts),
        [event for part in parts for event in part.events],
        first._replace(hides=not damages or any(damage.hides for damage in damages)),
    )


def blocks(text: str) -> list[Block]:
    """Cut `text` before each block, and read each piece by itself; the head comes first.

    What stands behind the last line of a block, and spoils it, is a piece of its own.
    """
    found, line = [], 1
    for block in _cut(text.removeprefix("\ufeff")):
        whole, last_line = _block(line, block), _LAST_LINE.search(block)
        if whole.damage and last_line:
            piece = _block(line, block[: last_line.end()])
            if not piece.damage:
                found.append(piece)
                line += piece.text.count("\n")
                whole = _block(line, block[last_line.end() :])
        found.append(whole)
        line += whole.text.count("\n")
    return found


def _block(line: int, text: str) -> Block:
    """Read a part of a file, and rescue what it takes back if it is damaged."""
    version, events, damage = _parse_part(text)
    if damage and not events and (rescued := recovery.rescued(text)):
        events = [rescued]
    elif damage:
        may_hide = not recovery.is_a_mark(text) and (line > 1 or "kind" in text)
        damage = damage._replace(hides=may_hide)
    return Block(line, text, version, events, damage)


def _cut(text: str) -> list[str]:
    """Cut `text` before each block; the head comes first.

    The last block may be cut off in its very first word.
    """
    return re.split(r"^(?=\[\[event\]\]|\[\[?e?v?e?n?t?\]?\Z)", text, flags=re.MULTILINE)


def _doubtful(text: str, events: list[Event]) -> Damage | None:
    """Return what is well written and cannot be meant, as damage can make of an undo.

    That is two different events with one id, an id that is not the one its block begins with, or a
    block that does not begin as one.
    """
    for count, kind in enumerate(recovery.KIND_LINE.finditer(text)):
        if count == len(events):
            line = text.count("\n", 0, kind.start()) + 1
            return Damage(
                line, "a block without its [[event]] header, here or just before", hides=True
            )
    begun = _BEGUN.findall(text)
    if len(begun) != len(events):  # some blocks are in a form of somebody's own
        begun = [""] * len(events)
    first: dict[str, Event] = {}
    for event, beginning in zip(events, begun, strict=True):
        is_other = first.setdefault(event.id, event) != event
        if is_other or not event.id.startswith(beginning):
            line = max((part.line for part in blocks(text) if event in part.events), default=1)
            said = "duplicate id" if is_other else "the id doesn't match the block's header"
            return Damage(line, said, hides=True)
    return None


def _parse_part(text: str) -> tuple[int, list[Event], Damage | None]:
    """Parse a file or a part of one: its version, its events, and what is wrong with it."""
    text = text.removeprefix("\ufeff")
    if broken := re.search("[\udc80-\udcff]", text):
        return VERSION, [], Damage(text.count("\n", 0, broken.start()) + 1, "not valid UTF-8")
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r"\(at line (\d+)", str(error))
        line = int(place[1]) if place else max(1, len(text.splitlines()))
        written = _VERSION.search(text)
        return int(written[1]) if written else VERSION, [], Damage(line, "not valid TOML")
    version, blocks, damage = tables.get("version", VERSION), tables.get("event", []), None
    if type(version) is not int or not isinstance(blocks, list):
        return VERSION, [], Damage(1, "not a diary")
    if in_a_list := re.search(r"^\s*event\s*=\s*\[", text, re.MULTILINE):
        line = text.count("\n", 0, in_a_list.end()) + 1
        damage = Damage(line, "events must be [[event]] blocks, not a list")
    events = []
    for block in blocks:
        if wrong := _wrong_in(block):
            damage = damage or Damage(1, wrong)
        else:
            events.append(_event(block))
    return version, events, damage


def _wrong_in(block: Any) -> str | None:
    """Say what makes no sense in a block, None when all does.

    Keys we don't know are left alone, and so are all keys of a kind we don't know, except those
    of the first kinds.
    """
    if not isinstance(block, dict):
        return "the event isn't a table"
    kind = block.get("kind")
    if isinstance(block.get("at"), datetime) and not block["at"].tzinfo:
        return "the event's time has no UTC offset"
    fields = (*COMMON, *KINDS[kind].fields) if isinstance(kind, str) and kind in KINDS else COMMON
    for field in fields:
        if field.key not in block:
            if field.is_required:
                return f'the event has no "{field.key}"'
        elif not field.is_valid(block[field.key]):
            return f'invalid "{field.key}"'
    for key in FIRST_KEYS - {field.key for field in fields}:
        if key in block:
            return f'invalid "{key}"'
    if isinstance(kind, str) and kind not in KINDS:
        is_cut = "on" not in block and ids.is_ulid(str(block.get("id")))  # every runaway says where
        if is_cut or recovery.looks_like_a_slip(kind[:LONGEST_WORD]):
            return f'"{kind[:LONGEST_WORD]}" looks like a typo'
    return None


def _event(block: dict[str, Any]) -> Event:
    """Make an event of one block that makes sense."""
    kind = block["kind"]
    fields = KINDS[kind].fields if kind in KINDS else ()
    told = {field.key: field.read(block[field.key]) for field in fields if field.key in block}
    return Event(block["id"], block["at"], block.get("on"), Change(kind, **told))


def block_of(event: Event) -> str:
    """Return the event as TOML, each value on one line.

    The first line, the time and the last line of a block are like no other line of the diary, so
    a line-by-line merge of two diaries keeps blocks whole.
    """
    change = event.change
    lines = [_FIRST_WORDS + _toml(event.id)[1:-1], f"kind = {_toml(change.kind)}"]
    if event.on:
        lines.append(f"on = {_toml(event.on)}")
    lines.append(f"at = {_toml(event.at)}")
    for field in KINDS[change.kind].fields if change.kind in KINDS else ():
        value = getattr(change, field.key)
        if value is not None:
            lines.append(f"{field.key} = {_toml(value)}")
    return "\n".join(["", *lines, f"id = {_toml(event.id)}", ""])


def _toml(value: Any) -> str:
    """Return a single value as TOML, on one line."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    import tomli_w

    return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")


def torn(text: str) -> str | None:
    """Return the last block if a crash cut it off in the middle.

    Such a block has no last line, its id, so nobody was ever told that it was saved. None when
    the last block is whole, when a person wrote it, or when something else is wrong with the text.
    """
    *whole, last = _cut(text)
    if not whole or not last or _LAST_LINE.search(last) or parse("".join(whole))[2]:
        return None
    is_ours = _FIRST_WORDS.startswith(last) or _BEGINNING.fullmatch(last)
    return last if is_ours else None


def hides(torn: str) -> bool:
    """Whether a block that was cut off may have taken something back, and nobody can tell what."""
    return not recovery.is_a_mark(torn) and not recovery.rescued(torn)


def healed(torn: str) -> str:
    """Return what stands instead of a block that was cut off: its bytes, and what it took back."""
    rescued = recovery.rescued(torn)
    comment = f"# cut off: {torn.encode('utf-8', 'surrogateescape')!a}\n"
    return comment + (block_of(rescued) if rescued else "")
