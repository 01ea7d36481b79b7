"""Repairs a damaged diary, and merges copies into one file. Never unless asked, and nothing is
thrown away: the files as they were are set aside under names that aren't read."""

import os
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary import codec, errors, store
from runaway_cli.diary.events import Change, Event
from runaway_cli.diary.files import Diary, DiaryFile
from runaway_cli.language.phrases import reason
from runaway_cli.system import atomic


class Repaired(NamedTuple):
    """A file that was repaired, how many of its events could be kept, and where the original is.

    `lost` counts the places that couldn't be read; `aside` is None if there were none to set
    aside. Merging says of each copy how many events were only there.
    """

    path: str
    kept: int
    aside: str | None
    lost: int = 0


def repair(folder: str, total: int, moment: datetime) -> tuple[Repaired, ...]:
    """Rewrite each damaged file without what can't be read, and step back to before episode 1.

    The step is an `unwatch` of all `total` episodes, so one undo trusts what the diary says. It's
    on disk before anything else counts. Returns nothing if nothing needs it. `moment` dates the
    names. Raises `DiaryNotRepairedError`, and what `store.append` raises; what's done until then
    stays done.
    """
    if not any(map(_needs_repair, store.look(folder).files)):
        return ()
    with store.exclusive(folder):
        diary = store.look(folder)
        if isinstance(diary.files[0].trouble, errors.DiaryNewerError):
            raise diary.files[0].trouble
        change = Change("unwatch", tuple(range(1, total + 1)), repaired=True)
        step = store.event_of(change, moment, diary)
        own, texts = diary.files[0], [_repaired(file, diary.by_id) for file in diary.files]
        if _is_damaged(own):
            texts[0] += codec.block_of(step)
        else:
            store.save(folder, step, diary)
        damaged = [pair for pair in zip(diary.files, texts, strict=True) if _is_damaged(pair[0])]
        done = [_rewrite(file, text, moment) for file, text in damaged]
        return tuple(done) or (Repaired(own.path, len(own.events), None),)


def _needs_repair(file: DiaryFile) -> bool:
    return _is_damaged(file) or isinstance(file.trouble, errors.DiaryDanglingError)


def _is_damaged(file: DiaryFile) -> bool:
    return isinstance(file.trouble, errors.DiaryDamagedError | errors.DiaryClashError)


def _rewrite(file: DiaryFile, text: str, moment: datetime) -> Repaired:
    """Set a damaged file aside, and put `text` in its place."""
    contents = codec.read(text)
    if contents.damage or {e.id for e in file.events} - {e.id for e in contents.events}:
        raise errors.DiaryNotRepairedError(file.path, "not everything readable could be kept")
    lost = sum(bool(block.damage and not block.events) for block in codec.blocks(file.text))
    content, aside = file.content or b"", _aside(file.path, "damaged", moment)
    try:
        atomic.create(aside, content)
        if atomic.read(file.path) != content:
            os.unlink(aside)
            raise errors.DiaryNotRepairedError(
                file.path, "another program changed it in the meantime"
            )
        atomic.replace(os.path.realpath(file.path), text.encode())
    except OSError as error:
        raise errors.DiaryNotRepairedError(file.path, reason(error)) from error
    return Repaired(file.path, len(file.events), aside, lost)


def merge_copies(folder: str, moment: datetime) -> tuple[Repaired, ...]:
    """Add what is only in the copies to the diary itself, and set the copies aside.

    Returns nothing if there's no copy. A file in a later format is no copy: it stays. `moment`
    dates the names. Raises the trouble if a file is damaged or unreadable, `DiaryNotRepairedError`
    and what `store.append` raises; then every event is still read.
    """
    if not _copies(store.look(folder)):
        return ()
    with store.exclusive(folder):
        diary = store.look(folder)
        own, copies = diary.files[0], _copies(diary)
        for file in (own, *copies):
            if file.trouble and not isinstance(
                file.trouble, errors.DiaryTruncatedError | errors.DiaryDanglingError
            ):
                raise file.trouble
        known, new, blocks = {event.id for event in own.events}, [], ""
        for copy in copies:
            only_here = [event for event in copy.events if event.id not in known]
            new.append(len(only_here))
            blocks += _blocks(copy.text, only_here)
            known |= {event.id for event in only_here}
        try:
            if blocks:
                store.add(own, "\n" + blocks.lstrip("\n"))
            if known - {event.id for event in store.look(folder).files[0].events}:
                raise errors.DiaryNotRepairedError(
                    own.path, "another program changed it in the meantime"
                )
            return tuple(_set_aside(*pair, moment) for pair in zip(copies, new, strict=True))
        except OSError as error:
            raise errors.DiaryNotRepairedError(own.path, reason(error)) from error


def _copies(diary: Diary) -> list[DiaryFile]:
    return [
        file for file in diary.files[1:] if not isinstance(file.trouble, errors.DiaryNewerError)
    ]


def _set_aside(copy: DiaryFile, new: int, moment: datetime) -> Repaired:
    """Rename a copy that was read, unless there's another one by now."""
    if atomic.read(copy.path) != copy.content:
        return Repaired(copy.path, new, None)
    aside = _aside(copy.path, "joined", moment)
    os.rename(copy.path, aside)
    atomic.sync_folder(os.path.dirname(aside))
    return Repaired(copy.path, new, aside)


def _aside(path: str, why: str, moment: datetime) -> str:
    """Return a new name beside `path` that does not begin with `progress`, and so is not read."""
    folder, own = os.path.split(path)
    own = os.fsdecode(os.fsencode(own)[-200:])  # the longest name has 255 bytes
    name, more = f"{why}-{moment:%Y%m%d-%H%M%S}", 1
    while os.path.lexists(aside := os.path.join(folder, f"{name}-{own}")):
        more += 1
        name = f"{why}-{moment:%Y%m%d-%H%M%S}-{more}"
    return aside


def _repaired(file: DiaryFile, events: dict[str, Event]) -> str:
    """Return the text of a file without what is damaged in it: its head and its whole blocks.

    Of two events with one id the one of `events` stays.
    """
    head = next(codec.blocks(file.text))
    is_whole = head.text.strip() and not head.damage and not head.events
    first_lines = head.text if is_whole else codec.FIRST_LINES
    kept = [events[event.id] for event in file.events]
    text = first_lines + _blocks(file.text, kept)
    if codec.read(text).damage:  # each block can be read, and yet they don't go together
        return first_lines + "".join(map(codec.block_of, dict.fromkeys(kept)))
    return text


def _blocks(text: str, wanted: Iterable[Event]) -> str:
    """Return the blocks of `text` that hold `wanted` events, each event once.

    A block stays as it stands, unless it holds more or is damaged: then it is written anew.
    """
    missing, found = {event.id: event for event in wanted}, ""
    for block in codec.blocks(text):
        events = [event for event in block.events if missing.get(event.id) == event]
        as_it_stands = block.text if block.text.endswith("\n") else block.text + "\n"
        is_whole = not block.damage and len(events) == len(block.events)
        found += as_it_stands if is_whole and events else "".join(map(codec.block_of, events))
        missing = {id_: event for id_, event in missing.items() if event not in events}
    return found + "".join(map(codec.block_of, missing.values()))
