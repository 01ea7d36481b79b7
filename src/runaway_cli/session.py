"""One person, one show, one moment: joins the diary with what it has earned of the season.

Only this module opens the airlock.
"""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from datetime import datetime, time
from typing import NamedTuple

from runaway_cli.diary import store
from runaway_cli.diary.errors import DiaryStrangeError
from runaway_cli.diary.events import Change, Event
from runaway_cli.diary.files import Diary
from runaway_cli.diary.progress import Progress, fold
from runaway_cli.errors import RunawayError
from runaway_cli.language import clock
from runaway_cli.language.episodes import episode
from runaway_cli.story import airlock
from runaway_cli.story.model import Episode, Known

LISTS = {  # of the season, by how much of it a command needs
    "episodes": airlock.EPISODES,
    "story": airlock.STORY,
    "everything": airlock.EVERYTHING,
}


class Viewer(NamedTuple):
    """One viewer at one moment, which carries the local time zone.

    `events` are in no order. `troubles` are what reading the diary met and went on from.
    """

    moment: datetime
    events: tuple[Event, ...]
    progress: Progress
    known: Known
    troubles: tuple[RunawayError, ...] = ()

    @property
    def unwatched(self) -> tuple[Episode, ...]:
        """The episodes that are out and still to be watched, in order, with the minutes left of
        each."""
        from runaway_cli.diary.pausing import unwatched  # 0.5 ms that few commands need

        out = self.known.out(self.moment.date())
        return unwatched(self.known.episodes[:out], self.progress)


class Session(NamedTuple):
    """Where one command looks, and when.

    `show` is the path of a show file, `folders` are the diaries, yours first, `moment` carries the
    local time zone. `as_of` is the episode to look back to as it was typed, None for now. `bedtime`
    is when it gets late. `lists` are those of the season that are read: what the others tell is
    left empty. `warn` is told what reading a diary met and went on from, `wrote` each event that is
    written. `home` is the folder of all diaries, and `bundled` the show that needs no name.
    """

    show: str
    folders: tuple[str, ...]
    moment: datetime
    as_of: str | None = None
    bedtime: time = time(0, 30)
    lists: AbstractSet[str] = airlock.EVERYTHING
    warn: Callable[[RunawayError], None] = lambda trouble: None
    wrote: Callable[[Event], None] = lambda event: None
    home: str = ""
    bundled: str = ""

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
        here = standing(self, store.read(self.folder))
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
        diary, poster = store.read(self.folder), self.poster()
        here = _viewer(self, diary, _trusted(diary), poster)
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
        here = _viewer(self, diary, fold(diary.events), poster)
        self._warn(here)
        return event, here

    def _warn(self, here: Viewer) -> None:
        for trouble in here.troubles:
            self.warn(trouble)

    def _looking_back(self, here: Viewer, to: int) -> Viewer:
        """Return the viewer as they were when episode `to` was finished."""
        progress = here.progress.looking_back(to)
        last = max((event.id for event in progress.done), default="")
        events = tuple(event for event in here.events if event.id <= last)
        known = airlock.open_at(progress.position, self.show, self.lists)
        return here._replace(events=events, progress=progress, known=known)


def standing(session: Session, diary: Diary) -> Viewer:
    """Return the viewer who has this diary, whatever state it is in.

    Where something may have been undone that can't be read, they stand before episode 1.
    """
    progress = _trusted(diary)
    known = airlock.open_at(progress.position, session.show, session.lists)
    if progress.position > known.total:  # somebody wrote of episodes that don't exist
        position = progress.within(known.total).position
        known = airlock.open_at(position, session.show, session.lists)
    return _viewer(session, diary, progress, known)


def _trusted(diary: Diary) -> Progress:
    """Return what a diary adds up to: nothing where it may have been undone unreadably."""
    progress = fold(diary.events)
    if diary.is_locked:
        progress = progress.looking_back(0)._replace(done=progress.done)  # history stays true
    return progress


def _viewer(session: Session, diary: Diary, progress: Progress, known: Known) -> Viewer:
    troubles = (*diary.troubles, *_strange(diary, progress, known.total))
    return Viewer(session.moment, diary.events, progress.within(known.total), known, troubles)


def _strange(diary: Diary, progress: Progress, total: int) -> Iterator[RunawayError]:
    """Yield what marks an episode that the season doesn't have."""
    ids = {viewing.event for viewing in progress.viewings if viewing.episode > total}
    for file in diary.files:
        for event in file.events:
            if event.id in ids:
                number = event.change.episodes[-1]
                yield DiaryStrangeError(file.path, file.line_of(event), number, total)
