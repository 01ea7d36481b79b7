"""Sets a damaged diary right and folds copies into one. Never unless asked, and nothing is thrown
away: the files as they were are set aside under names that are not read."""

import contextlib
import os
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary import codec, store
from runaway_cli.diary.errors import (
    DiaryDamagedError,
    DiaryDanglingError,
    DiaryNewerError,
    DiaryNotRepairedError,
    DiaryNotSavedError,
    DiaryTruncatedError,
)
from runaway_cli.diary.events import Event
from runaway_cli.diary.progress import joined
from runaway_cli.system import atomic


class Repaired(NamedTuple):
    """A file that was set right, how many of its events could be kept, and where the original is.

    `lost` counts the places that could not be read; `hides` says that they may have taken
    something back. Folding copies says of each copy how many events were only there.
    """

    path: str
    kept: int
    aside: str
    lost: int = 0
    hides: bool = False


def repair(folder: str, moment: datetime) -> tuple[Repaired, ...]:
    """Write what is whole of each damaged file into a new one, and set the damaged one aside.

    Returns nothing when nothing is damaged. `moment` dates the names. Raises `DiaryBusyError` and
    `DiaryNotRepairedError`; a file that was set right before stays so, the others are as they were.
    """
    if not any(map(_is_damaged, store.look(folder).files)):
        return ()
    with _exclusive(folder):
        files = store.look(folder).files
        return tuple(
            _repair(file, [e for f in files if f is not file for e in f.events], moment)
            for file in files
            if _is_damaged(file)
        )


@contextlib.contextmanager
def _exclusive(folder: str) -> Iterator[None]:
    try:
        with store.exclusive(folder):
            yield
    except DiaryNotSavedError as error:
        raise DiaryNotRepairedError(error.path, error.reason) from error


def _is_damaged(file: store.DiaryFile) -> bool:
    return isinstance(file.trouble, DiaryDamagedError | DiaryTruncatedError | DiaryDanglingError)


def _repair(file: store.DiaryFile, others: Iterable[Event], moment: datetime) -> Repaired:
    text = file.text or ""
    whole = repaired(text, {event.id for event in others})
    _, events, damage = codec.parse(whole)
    if damage or {e.id for e in file.events if e.change.event is None} - {e.id for e in events}:
        raise DiaryNotRepairedError(file.path, "not everything readable could be kept")
    aside = _aside(file.path, "damaged", moment)
    atomic.create(aside, text)
    atomic.create(os.path.realpath(file.path), whole)
    lost = sum(bool(block.damage and not block.events) for block in codec.blocks(text))
    hides = bool(file.trouble and file.trouble.hides)
    return Repaired(file.path, len(events), aside, lost, hides)


def fold_copies(folder: str, moment: datetime) -> tuple[Repaired, ...]:
    """Add what is only in the copies to the diary itself, and set the copies aside.

    Returns nothing when there is no copy. A file in a later format is no copy: it stays. `moment`
    dates the names. Raises the trouble when a file is damaged or unreadable, `DiaryBusyError`
    and `DiaryNotRepairedError`; then every event is still read.
    """
    if not _copies(store.look(folder)):
        return ()
    with _exclusive(folder):
        diary = store.look(folder)
        own, copies = diary.files[0], _copies(diary)
        for file in (own, *copies):
            if file.trouble:
                raise file.trouble
        known, new, blocks = {event.id for event in own.events}, [], []
        for copy in copies:
            only_here = [event for event in joined(copy.events) if event.id not in known]
            new.append(len(only_here))
            blocks += _blocks(copy.text or "", only_here)
            known |= {event.id for event in only_here}
        text = own.text or codec.FIRST_LINES
        added = _behind(text + "\n", blocks).removeprefix(text)
        if blocks and not store.add(own.path, added):
            raise DiaryNotRepairedError(own.path, "another program changed it in the meantime")
        return tuple(_set_aside(*pair, moment) for pair in zip(copies, new, strict=True))


def _copies(diary: store.Diary) -> list[store.DiaryFile]:
    return [file for file in diary.files[1:] if not isinstance(file.trouble, DiaryNewerError)]


def _set_aside(copy: store.DiaryFile, new: int, moment: datetime) -> Repaired:
    aside = _aside(copy.path, "joined", moment)
    os.rename(copy.path, aside)
    atomic.sync_folder(os.path.dirname(aside))
    return Repaired(copy.path, new, aside)


def _aside(path: str, why: str, moment: datetime) -> str:
    """Return a new name beside `path` that does not begin with `progress`, and so is not read."""
    own, name, more = os.path.basename(path), f"{why}-{moment:%Y%m%d-%H%M%S}", 1
    while os.path.lexists(aside := atomic.beside(path, f"{name}-{own}")):
        more += 1
        name = f"{why}-{moment:%Y%m%d-%H%M%S}-{more}"
    return aside


def repaired(text: str, elsewhere: Container[str] = ()) -> str:
    """Return `text` without what is damaged in it. Blocks that make sense stay as they stand.

    Of two events with one id the one stays that `joined` keeps. An undo or redo of what is neither
    here nor `elsewhere`, the ids of other files, goes.
    """
    head, *_ = codec.blocks(text)
    events = joined(codec.parse(text)[1])
    ids = {event.id for event in events}
    blocks = _blocks(
        text,
        [
            e
            for e in events
            if e.change.event is None or e.change.event in ids or e.change.event in elsewhere
        ],
    )
    is_whole = head.text.strip() and not head.damage and not head.events
    whole = _behind(head.text if is_whole else codec.FIRST_LINES, blocks)
    if codec.parse(whole)[2]:  # a head that nothing can stand behind
        return _behind(codec.FIRST_LINES, blocks)
    return whole


def _blocks(text: str, wanted: Iterable[Event]) -> list[codec.Block]:
    """Return the blocks of `text` that hold `wanted` events, each event once.

    A block stays as it stands, unless it holds more or is damaged: then it is written anew.
    """
    missing, found = {event.id: event for event in wanted}, []
    for block in codec.blocks(text):
        events = [event for event in block.events if missing.get(event.id) == event]
        if block.damage or events != block.events:
            block = block._replace(text="".join(map(codec.block_of, events)), events=events)
        if events:
            found.append(block)
            for event in events:
                missing.pop(event.id, None)
    return found


def _behind(text: str, blocks: Sequence[codec.Block]) -> str:
    """Return `text` with `blocks` behind it, as they stand where that can be read together."""
    texts = [text, *(block.text for block in blocks)]
    as_they_stand = "".join(part if part.endswith("\n") else part + "\n" for part in texts if part)
    if codec.parse(as_they_stand)[2] is None:
        return as_they_stand
    for block in blocks:
        longer = f"{text}\n{block.text}"
        anew = "".join(map(codec.block_of, block.events))
        text = text + anew if codec.parse(longer)[2] else longer
    return text
