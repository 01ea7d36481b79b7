"""The story so far: recaps, what each episode told, clues; and the production."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.progress import Progress
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Credit, Known, Source, Thread
from runaway_cli.views import TextView, View


class RecapRow(NamedTuple):
    """One finished episode. `line` sums it up; `recap --short` leaves out beats and cliffhanger."""

    number: int
    title: str | None
    watched_on: str | None
    line: str | None
    beats: tuple[str, ...]
    cliffhanger: str | None

    @property
    def heading(self) -> str:
        """The episode by number and title."""
        return phrases.episode(self.number, self.title)


class RecapView(NamedTuple):
    """Finished episodes, oldest first, and the questions still open after the last of them."""

    as_of: int
    rows: tuple[RecapRow, ...]
    open: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        if not self.rows:
            yield NOT_STARTED
        for row in self.rows:
            yield f"{row.heading}: {row.line}" if row.line else row.heading
            yield from row.beats
            if row.cliffhanger:
                yield f"Last scene: {row.cliffhanger}"
        for question in self.open:
            yield f"Still open: {question}"


class AnswerRow(NamedTuple):
    """A question or clue from an earlier episode, and its answer."""

    text: str
    raised: int | None
    answer: str

    @property
    def sentence(self) -> str:
        """Both in one line."""
        colon = "" if self.text.endswith("?") else ":"
        return f"{self.text}{colon} {self.answer}"


class LearnedView(NamedTuple):
    """What one episode told, and what it answered. Empty before the first."""

    as_of: int
    title: str | None
    facts: tuple[str, ...]
    answers: tuple[AnswerRow, ...]
    explained: tuple[AnswerRow, ...]

    @property
    def heading(self) -> str:
        """The episode by number and title."""
        return phrases.episode(self.as_of, self.title)

    def lines(self) -> Iterator[str]:
        if not self.as_of:
            yield NOT_STARTED
        for row in (*self.answers, *self.explained):
            yield row.sentence
        yield from self.facts


class ClueRow(NamedTuple):
    """A planted detail. `meaning` and `explained`, an episode, are None until it's explained."""

    text: str
    planted: int | None
    meaning: str | None
    explained: int | None


class CluesView(NamedTuple):
    """Details seen so far, open and explained, each in the order they were planted."""

    as_of: int
    open: tuple[ClueRow, ...]
    explained: tuple[ClueRow, ...]

    @property
    def nothing(self) -> str | None:
        """What to say if there are none."""
        if self.open or self.explained:
            return None
        return "No clues so far." if self.as_of else NOT_STARTED

    def lines(self) -> Iterator[str]:
        if self.nothing:
            yield self.nothing
        for row in self.open:
            yield f"{row.text}{_where(row.planted)}"
        for row in self.explained:
            yield f"{row.text}{_where(row.planted)}: {row.meaning}{_where(row.explained)}"


class AboutView(NamedTuple):
    """The production, and the sources that are safe to open by now.

    `titles` are (language tag, show title) pairs for other programs; one of the rows has them in
    words.
    """

    as_of: int
    show: str
    titles: tuple[tuple[str, str], ...]
    rows: tuple[Credit, ...]
    sources: tuple[Source, ...]

    def lines(self) -> Iterator[str]:
        yield self.show
        for row in self.rows:
            yield f"{row.label}: {row.text}"
        for source in self.sources:
            yield f"Source: {source.name}" + (f", {source.url}" if source.url else "")


NOT_STARTED = "You haven't started yet. Try: runaway next"


def looking_back(view: RecapView | LearnedView | CluesView) -> View:
    """Return `view`, or before episode 1 a sentence that's true of somebody who has started."""
    return view if view.as_of else TextView("Nothing to tell before episode 1.", view)


def recap(
    known: Known,
    progress: Progress,
    moment: datetime,
    *,
    everything: bool = False,
    short: bool = False,
) -> RecapView:
    """Tell the latest finished episode, or `everything`; with `short`, in a line per episode."""
    times = progress.times
    finished = known.episodes[: known.position]
    rows = (
        RecapRow(
            number=e.number,
            title=e.title,
            watched_on=clock.say(times[e.number], moment) if e.number in times else None,
            line=e.line,
            beats=() if short else tuple(beat.text for beat in e.beats),
            cliffhanger=None if short else e.cliffhanger,
        )
        for e in (finished if everything else finished[-1:])
    )
    still_open = tuple(q.text for q in known.questions if q.answer is None)
    return RecapView(known.position, tuple(rows), () if short else still_open)


def learned(known: Known) -> LearnedView:
    """List what the latest finished episode told and answered."""
    latest = known.position
    return LearnedView(
        as_of=latest,
        title=known.episodes[latest - 1].title if latest else None,
        facts=tuple(f.text for f in known.facts if f.episode == latest > 0),
        answers=_answered(known.questions, latest),
        explained=_answered(known.clues, latest),
    )


def clues(known: Known) -> CluesView:
    """List the open clues and the explained ones."""
    rows = [ClueRow(c.text, c.raised, c.answer, c.answered) for c in known.clues]
    return CluesView(
        known.position,
        tuple(row for row in rows if row.meaning is None),
        tuple(row for row in rows if row.meaning is not None),
    )


def about(known: Known) -> AboutView:
    """Describe the production."""
    return AboutView(
        known.position,
        known.title,
        known.titles,
        known.credits,
        known.sources,
    )


def _where(episode: int | None) -> str:
    return f" (episode {episode})" if episode else ""


def _answered(threads: tuple[Thread, ...], episode: int) -> tuple[AnswerRow, ...]:
    """Return the questions or clues that an episode answered."""
    return tuple(
        AnswerRow(thread.text, thread.raised, thread.answer)
        for thread in threads
        if thread.answer and thread.answered == episode
    )
