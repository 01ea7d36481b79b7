"""What a mark, an undo or a redo did."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.events import Event
from runaway_cli.diary.progress import Progress
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Known
from runaway_cli.views import NOT_RIGHT, in_a_line
from runaway_cli.views.history import in_words, said_time
from runaway_cli.views.next import the_end
from runaway_cli.views.seasons import ends, places


class MarkedView(NamedTuple):
    """What `watched` marked.

    `asked` are the episodes the viewer named, `marked` those that weren't marked before, and
    `filled` the ones among them that nobody named. `places` says what those marked are called where
    there are several seasons: "1x21 to 2x02". `watched_on` is when, if the viewer said so.
    `missing` is the unwatched episode that holds the position back, None without a gap. `moved_on`
    is true if closing a gap took the position past what was marked. `the_end` is what to say once
    all are watched, else None. `season_over` is the season whose last episode is watched now, None
    within one and at the very end. `corrected` are the episodes of which only the time changed.
    `begins_at` is the path of a diary that this began, None if there was one. `has_open_theories`
    at the end if some aren't judged yet.
    """

    asked: tuple[int, ...]
    marked: tuple[int, ...]
    filled: tuple[int, ...]
    places: str | None
    watched_on: str | None
    position: int
    missing: int | None
    moved_on: bool
    the_end: str | None
    season_over: int | None
    corrected: tuple[int, ...]
    begins_at: str | None = None
    has_open_theories: bool = False

    @property
    def is_finished(self) -> bool:
        """Whether that was the last one."""
        return self.the_end is not None

    @property
    def what(self) -> str:
        """What was marked, in one sentence."""
        if self.corrected:
            when = f"watched {self.watched_on}" if self.watched_on else "no time given"
            return f"Corrected: {phrases.numbers(self.corrected)}, {when}."
        if self.marked:
            places = f" ({self.places})" if self.places else ""
            when = f", {self.watched_on}" if self.watched_on else ""
            return f"Watched {phrases.numbers(self.marked)}{places}{when}."
        if self.is_finished:
            return "You've already seen them all."
        return f"You've already watched {phrases.numbers(self.asked)}. Nothing changed."

    @property
    def asides(self) -> tuple[str, ...]:
        """What else there is to say, one sentence each."""
        if self.corrected:
            return (NOT_RIGHT,)
        if not self.marked:
            return ("To start over: runaway rewatch",) if self.is_finished else ()
        asides = []
        if self.filled:
            asides.append(f"(including {phrases.numbers(self.filled)})")
        if self.missing:
            asides.append(f"You haven't watched {self.missing} yet, so the story waits there.")
        if self.the_end:
            asides.append(f"That was the last one. {self.the_end}")
        if self.has_open_theories:
            asides.append("Your theories are waiting to be judged: runaway theories")
        if self.season_over is not None:
            asides.append(f"That was season {self.season_over}.")
        if self.moved_on and not self.the_end:
            asides.append(_next_is(self.position))
        asides.append(NOT_RIGHT)
        if self.begins_at:
            asides.append(f"Your diary begins at {self.begins_at}.")
        return tuple(asides)

    def lines(self) -> Iterator[str]:
        yield in_a_line(self)


class ChangedView(NamedTuple):
    """What unwatch, undo, redo or rewatch did, and to which episodes.

    `at` is ISO 8601. `elsewhere` is the other machine that did what is undone or redone, None for
    this one. `remains` says in whose diaries an act of several people still counts, None if it
    wasn't one.
    """

    did: str
    what: str
    episodes: tuple[int, ...]
    at: str
    elsewhere: str | None
    position: int
    is_finished: bool
    remains: str | None = None

    @property
    def asides(self) -> tuple[str, ...]:
        """Where that leaves the viewer, one sentence each."""
        place = "You've seen them all." if self.is_finished else _next_is(self.position)
        return (place, self.remains) if self.remains else (place,)

    def lines(self) -> Iterator[str]:
        yield in_a_line(self)


def marked(
    known: Known,
    progress: Progress,
    moment: datetime,
    event: Event | None,
    asked: tuple[int, ...],
    begins_at: str | None = None,
) -> MarkedView:
    """Show what `event` marked, with the episodes the viewer `asked` for, if any.

    `event` is None if all of them were marked before.
    """
    new = event.change.episodes if event else ()
    finished = said_time(event) if event else None
    position = progress.position
    gap = max(progress.watched, default=0) > position
    return MarkedView(
        asked=asked,
        marked=new,
        filled=tuple(n for n in new if n not in asked) if asked else (),
        places=places([known.episodes[n - 1] for n in new], several=known.has_seasons),
        watched_on=clock.say(finished, moment) if finished else None,
        position=position,
        missing=position + 1 if gap else None,
        moved_on=bool(new) and position > new[-1],
        the_end=the_end(known, progress, moment) if position == known.total else None,
        season_over=ends(known, position) if new and new[0] <= position else None,
        corrected=event.change.numbers if event else (),
        begins_at=begins_at,
        has_open_theories=position == known.total and bool(new) and _has_open_theories(progress),
    )


def _has_open_theories(progress: Progress) -> bool:
    from runaway_cli.diary.journal import theories  # at the very end

    return any(theory.verdict is None for theory in theories(progress))


def changed(known: Known, progress: Progress, about: Event, event: Event) -> ChangedView:
    """Show what `event` changed. `about` is what it undid or redid, or else `event` itself."""
    elsewhere = about.on if about.on != event.on else None
    what = in_words(about)
    if elsewhere:
        what += f" (on {elsewhere}, {clock.say(about.at, event.at)})"
    sentences = {"undo": f"Undone: {what}.", "redo": f"Redone: {what}."}
    return ChangedView(
        did=event.change.kind,
        what=sentences.get(event.change.kind, phrases.sentence(what)),
        episodes=about.change.episodes,
        at=event.at.isoformat(),
        elsewhere=elsewhere,
        position=progress.position,
        is_finished=progress.position == known.total,
    )


def remains(names: Sequence[str | None]) -> str | None:
    """Return in whose diaries an act still counts, None for nobody's; a first person may have no
    name."""
    if not names:
        return None
    whose = phrases.listed([f"{name}'s diary" if name else "the first diary" for name in names])
    return f"It's still in {whose}."


def _next_is(position: int) -> str:
    return f"Episode {position + 1} is next."
