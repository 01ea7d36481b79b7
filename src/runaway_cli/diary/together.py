"""Several people and one show: what they may all see, and one act in the diary of each."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import zip_longest
from typing import NamedTuple

from runaway_cli.diary import ids, store
from runaway_cli.diary.errors import NothingToError, TheirDiaryError
from runaway_cli.diary.events import TELL_OF, Change, Event
from runaway_cli.diary.files import Diary
from runaway_cli.diary.progress import Progress
from runaway_cli.errors import RunawayError

Decide = Callable[[tuple[tuple[Event, ...], ...]], Sequence[Change | None]]
"""Takes the events of each diary, and returns what to add to each, None for nothing."""


class Owner(NamedTuple):
    """Whose diary is in a folder: a name, None for whoever types."""

    name: str | None
    folder: str


class Written(NamedTuple):
    """What became of one diary in an act.

    `event` is on disk; it's None if nothing was to be written, or because of a `trouble`.
    """

    event: Event | None
    diary: Diary
    trouble: RunawayError | None = None


def up_to(progress: Progress, lowest: int, *, is_over: bool) -> Progress:
    """Return the progress of somebody in company of whom one is at the `lowest` position.

    Of their words only those are left that they wrote before they had seen anything beyond it, and
    of their theories none until it `is_over` for everybody.
    """
    words: list[Event] = []
    for event in progress.ever:
        if _reach(event.change) > lowest:
            break
        if is_over or event.change.kind not in ("theory", "judge"):
            words.append(event)
    return progress._replace(ever=tuple(words))


def _reach(change: Change) -> int:
    """Return the latest episode that an event tells somebody has seen any of, 0 for none."""
    told: Iterator[int | tuple[int, ...]] = (getattr(change, key) or 0 for key in TELL_OF)
    return max(n for value in told for n in (value if isinstance(value, tuple) else (value,)))


def shared(people: Sequence[Progress]) -> Progress:
    """Return what several people have in common, as if they were one viewer.

    That's the progress of the one furthest behind, with the episodes that everybody has finished
    and the words of the first of them. Each goes `up_to` the lowest position.
    """
    behind = min(people, key=lambda one: one.position)
    common = set.intersection(*(set(one.watched) for one in people))
    return behind._replace(
        viewings=tuple(v for v in behind.viewings if v.run == behind.run and v.episode in common),
        ever=people[0].ever,
    )


def acts(events: Iterable[Event]) -> set[str]:
    """Return the ids of the acts that some events belong to."""
    return {event.change.together for event in events if event.change.together}


def step(
    people: Sequence[Progress], verb: str, elsewhere: AbstractSet[str]
) -> tuple[Change | None, ...]:
    """Undo the latest act of the people who are there, or redo what they last undid, wherever it
    stands in the diary of each.

    An act that's among those `elsewhere` is theirs only if two of them took part in it. Raises
    `NothingToError`.
    """
    moves = [one.done if verb == "undo" else one.undone for one in people]
    known = [act for one in people for act in acts((*one.done, *one.undone))]
    theirs = {act for act in known if act not in elsewhere or known.count(act) > 1}
    found = [event for events in moves for event in events if event.change.together in theirs]
    if not found:
        raise NothingToError(verb, is_together=True)
    pick = max if verb == "undo" else min  # of what's undone, the earliest was undone last
    act = pick(found, key=lambda event: event.id).change.together
    return tuple(
        next((_taking(verb, event) for event in events if event.change.together == act), None)
        for events in moves
    )


def completing(people: Sequence[Progress], changes: Sequence[Change | None]) -> list[Change | None]:
    """Return what is to be marked for each, as part of the act it completes where it does.

    That's the latest act that marks no less in the diary of somebody else, and isn't in theirs.
    """
    shared = sorted(_shared_marks(people), key=lambda event: event.id, reverse=True)
    return [
        _completing(acts((*one.done, *one.undone)), change, shared)
        for one, change in zip(people, changes, strict=True)
    ]


def _completing(
    own: AbstractSet[str], change: Change | None, shared: Sequence[Event]
) -> Change | None:
    if change is None or change.kind != "watched":
        return change
    marks = (event.change for event in shared if event.change.together not in own)
    whole = next((mark for mark in marks if {*mark.episodes} >= {*change.episodes}), None)
    return change._replace(together=whole.together) if whole else change


class Incomplete(NamedTuple):
    """An act that was never written in the diary of somebody, who may have taken part in it.

    `who` counts those present from 0, `others` are those who did take part, and `episodes` what it
    marks that they haven't seen.
    """

    act: str
    who: int
    others: tuple[int, ...]
    episodes: tuple[int, ...]


def incomplete(people: Sequence[Progress], diaries: Sequence[Diary]) -> Incomplete | None:
    """Return the latest shared mark if it isn't in everybody's diary, None if it is."""
    last = max(_shared_marks(people), key=lambda event: event.id, default=None)
    if last is None:
        return None
    act = last.change.together or ""
    had = [act in acts(diary.events) for diary in diaries]
    others = tuple(who for who, has in enumerate(had) if has)
    for who, (one, diary) in enumerate(zip(people, diaries, strict=True)):
        missing = tuple(n for n in last.change.episodes if n not in one.watched)
        if missing and not had[who] and not diary.is_locked:
            return Incomplete(act, who, others, missing)
    return None


def _shared_marks(people: Sequence[Progress]) -> list[Event]:
    """Return the marks in force that are part of an act, of everybody."""
    return [e for one in people for e in one.done if e.change.together and e.change.episodes]


def _taking(verb: str, event: Event) -> Change:
    return Change(verb, event=event.id, together=event.change.together)


def append(owners: Sequence[Owner], decide: Decide, moment: datetime) -> tuple[Written, ...]:
    """Write down what `decide` makes of the events of several diaries, and return what became of
    each.

    All are locked and checked first; then each gets its event, and all events get the same
    `together` if they have none. If one can't be written after another was, it's in its `trouble`;
    else this raises what `store.append` and `decide` raise, in the name of whose diary it is.
    """
    diaries = _read(owners)
    if not any(decide(tuple(diary.events for diary in diaries))):  # no folder is created for it
        return tuple(Written(None, diary) for diary in diaries)
    import tomli_w  # noqa: F401  before the locks, so that others need not wait for it

    with contextlib.ExitStack() as locks:
        by_lock = {store.lock_of(owner.folder): owner for owner in owners}  # two may share one
        for _, owner in sorted(by_lock.items()):
            with _naming(owner):
                locks.enter_context(store.exclusive(owner.folder))
        diaries = _read(owners, diaries)
        changes = decide(tuple(diary.events for diary in diaries))
        for owner, diary in zip(owners, diaries, strict=True):
            with _naming(owner):
                store.writable(diary)
        return _write(owners, diaries, changes, moment)


def _write(
    owners: Sequence[Owner],
    diaries: Sequence[Diary],
    changes: Sequence[Change | None],
    moment: datetime,
) -> tuple[Written, ...]:
    act = ids.new(moment, "")
    done: list[Written] = []
    for owner, diary, change in zip(owners, diaries, changes, strict=True):
        if change is None:
            done.append(Written(None, diary))
            continue
        shared_change = change._replace(together=change.together or act)
        event = store.event_of(shared_change, moment, diary)
        try:
            with _naming(owner):
                done.append(Written(event, store.save(owner.folder, event, diary)))
        except RunawayError as trouble:
            if not any(written.event for written in done):
                raise
            done.append(Written(None, diary, trouble))
    return tuple(done)


def _read(owners: Sequence[Owner], before: Sequence[Diary | None] = ()) -> tuple[Diary, ...]:
    diaries = []
    for owner, diary in zip_longest(owners, before):
        with _naming(owner):
            diaries.append(store.read(owner.folder, diary))
    return tuple(diaries)


@contextlib.contextmanager
def _naming(owner: Owner) -> Iterator[None]:
    """Say whose diary it is that something is wrong with. Raises `TheirDiaryError`."""
    try:
        yield
    except RunawayError as trouble:
        if owner.name is None:
            raise
        raise TheirDiaryError(owner.name, trouble) from None
