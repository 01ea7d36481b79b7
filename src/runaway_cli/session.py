"""Who is there, one show, one moment: joins their diaries with what all have earned of the season.

Only this module opens the airlock.
"""

import os
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, time
from typing import TYPE_CHECKING, NamedTuple

from runaway_cli.diary import store
from runaway_cli.diary.errors import TheirDiaryError
from runaway_cli.diary.events import Change, Event
from runaway_cli.diary.files import Diary
from runaway_cli.diary.progress import Progress, fold
from runaway_cli.errors import RunawayError
from runaway_cli.language import clock
from runaway_cli.language.episodes import episode
from runaway_cli.story import airlock
from runaway_cli.story.model import Episode, Known

if TYPE_CHECKING:
    from runaway_cli.diary.together import Written

LISTS = {  # of the season, by how much of it a command needs
    "episodes": airlock.EPISODES,
    "story": airlock.STORY,
    "everything": airlock.EVERYTHING,
}


class Viewer(NamedTuple):
    """One viewer at one moment, which carries the local time zone.

    `events` are in no order. `troubles` are what reading the diary met and went on from. In company
    the viewer is what all of them have in common: `progress` and `known` stand where the one
    furthest behind does. Then `people` is the progress of each and `diaries` are theirs, yours
    first, and else they're empty.
    """

    moment: datetime
    events: tuple[Event, ...]
    progress: Progress
    known: Known
    troubles: tuple[RunawayError, ...] = ()
    people: tuple[Progress, ...] = ()
    diaries: tuple[Diary, ...] = ()

    @property
    def yours(self) -> Progress:
        """Your own progress, whoever is with you."""
        return self.people[0] if self.people else self.progress

    @property
    def unwatched(self) -> tuple[Episode, ...]:
        """The episodes that are out and still to be watched, in order, with the minutes left of
        each."""
        from runaway_cli.diary.pausing import unwatched  # 0.5 ms that few commands need

        out = self.known.out(self.moment.date())
        return unwatched(self.known.episodes[:out], self.progress)


class Session(NamedTuple):
    """Where one command looks, and when.

    `show` is the path of a show file. `roots` are the folders of everything that the people who are
    there keep, yours first, and `below` is where in them their diaries of this show are. `names` is
    what they're called, None for whoever hasn't said. `moment` carries the local time zone. `as_of`
    is the episode to look back to as it was typed, None for now. `bedtime` is when it gets late.
    `lists` are those of the season that are read: what the others tell is left empty. `warn` is
    told what reading a diary met and went on from, `wrote` each event that is written. `home` is
    the folder of all diaries, and `bundled` the show that needs no name.
    """

    show: str
    roots: tuple[str, ...]
    moment: datetime
    as_of: str | None = None
    bedtime: time = time(0, 30)
    lists: AbstractSet[str] = airlock.EVERYTHING
    warn: Callable[[RunawayError], None] = lambda trouble: None
    wrote: Callable[[Event], None] = lambda event: None
    home: str = ""
    bundled: str = ""
    names: tuple[str | None, ...] = (None,)
    below: tuple[str, ...] = ()

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of everybody's diary, yours first."""
        return tuple(os.path.join(root, *self.below) for root in self.roots)

    @property
    def folder(self) -> str:
        """The folder of your own diary."""
        return self.folders[0]

    @property
    def silent(self) -> "Session":
        """The same session, whose troubles nobody hears of."""
        return self._replace(warn=lambda trouble: None)

    def look(self) -> Viewer:
        """Return the viewer as of now, or of the episode asked for.

        Raises `LookAheadError`, what `language.episodes` raises for `as_of`, `SeasonBrokenError`,
        and what `store.read` raises.
        """
        here = standing(self, *self._diaries())
        self._warn(here)
        if self.as_of is None:
            return here
        position = here.known.position
        to = episode(
            self.as_of,
            here.known.total,
            last=position,
            next_=position + 1,
            lowest=0,
            places=here.known.places,
        )
        return self._looking_back(here, to)

    def poster(self) -> Known:
        """Return the show as its poster tells it. Raises `SeasonBrokenError`."""
        return airlock.open_at(Progress().position, self.show, airlock.EPISODES)

    def glance(self) -> Viewer:
        """Return the viewer with the show as its poster tells it, wherever they are.

        Raises `SeasonBrokenError` and what `store.read` raises.
        """
        diaries, poster = self._diaries(), self.poster()
        here = _viewer(self, diaries, tuple(map(_trusted, diaries)), poster)
        self._warn(here)
        return here

    def record(
        self, decide: Callable[[Progress, int], Change | None], poster: Known | None = None
    ) -> tuple[Event | None, Viewer]:
        """Write down what `decide` makes of the progress so far and the number of episodes.

        Returns what was written, and the viewer it leads to, who knows no more than the poster: so
        no answer to a mark can tell what it unlocks. Writes nothing when `decide` returns None.
        `poster` is what `poster()` returns, for a caller who has it already.
        Raises what `store.append` and `decide` raise.
        """
        poster = poster or self.poster()
        event, diary = store.append(
            self.folder,
            lambda events: decide(fold(events), poster.total),
            clock.fixed(self.moment),
        )
        if event:
            self.wrote(event)
        here = _viewer(self, (diary,), (fold(diary.events),), poster)
        self._warn(here)
        return event, here

    def record_together(
        self,
        decide: Callable[[tuple[Progress, ...], int], Sequence[Change | None]],
        poster: Known | None = None,
    ) -> "tuple[tuple[Written, ...], tuple[Progress, ...]]":
        """Write down in everybody's diary what `decide` makes of the progress of each, as one act.

        Returns what became of each diary, and where that leads. Raises what `together.append` and
        `decide` raise.
        """
        from runaway_cli.diary import together  # most people are alone

        poster = poster or self.poster()
        written = together.append(
            tuple(map(together.Owner, (None, *self.names[1:]), self.folders)),
            lambda events: decide(tuple(map(fold, events)), poster.total),
            clock.fixed(self.moment),
        )
        for event in filter(None, (one.event for one in written)):
            self.wrote(event)
        here = _viewer(
            self,
            tuple(one.diary for one in written),
            tuple(fold(one.diary.events) for one in written),
            poster,
        )
        self._warn(here)
        return written, here.people

    def _diaries(self) -> tuple[Diary, ...]:
        """Return the diary of everybody who is there; one of another that can't be read locks."""
        return (store.read(self.folder), *map(store.look, self.folders[1:]))

    def _warn(self, here: Viewer) -> None:
        for trouble in here.troubles:
            self.warn(trouble)

    def _looking_back(self, here: Viewer, to: int) -> Viewer:
        """Return the viewer as they were when episode `to` was finished."""
        progress = here.progress.looking_back(to)
        people = tuple(one.looking_back(to) for one in here.people)
        yours = people[0] if people else progress
        last = max((event.id for event in yours.done), default="")
        events = tuple(event for event in here.events if event.id <= last)
        known = airlock.open_at(progress.position, self.show, self.lists)
        return here._replace(events=events, progress=progress, known=known, people=people)


def standing(session: Session, *diaries: Diary) -> Viewer:
    """Return the viewer who has these diaries, yours first, whatever state they're in.

    Where something may have been undone that can't be read, they stand before episode 1.
    """
    people = tuple(map(_trusted, diaries))
    known = airlock.open_at(min(one.position for one in people), session.show, session.lists)
    if known.position > known.total:  # somebody wrote of episodes that don't exist
        lowest = min(one.within(known.total).position for one in people)
        known = airlock.open_at(lowest, session.show, session.lists)
    return _viewer(session, diaries, people, known)


def _trusted(diary: Diary) -> Progress:
    """Return what a diary adds up to: nothing where it may have been undone unreadably."""
    progress = fold(diary.events)
    if diary.is_locked:
        progress = progress.looking_back(0)._replace(done=progress.done)  # history stays true
    return progress


def _viewer(
    session: Session, diaries: Sequence[Diary], people: Sequence[Progress], known: Known
) -> Viewer:
    total = known.total
    within = tuple(one.within(total) for one in people)
    troubles = tuple(
        trouble if name is None else TheirDiaryError(name, trouble)
        for name, diary, one in zip((None, *session.names[1:]), diaries, people, strict=False)
        for trouble in (*diary.troubles, *store.strange(diary, one, total))
    )
    here = Viewer(session.moment, diaries[0].events, within[0], known, troubles)
    if len(within) == 1:
        return here
    from runaway_cli.diary.together import shared, up_to  # most people are alone

    lowest = min(one.position for one in within)
    apart = tuple(up_to(one, lowest, is_over=lowest == total) for one in within)
    return here._replace(progress=shared(apart), people=apart, diaries=tuple(diaries))
