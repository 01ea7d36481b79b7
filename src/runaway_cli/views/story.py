"""The story so far: recaps, what was learned, clues, and what stands outside the story."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.progress import Progress
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Known, Thread


class RecapRow(NamedTuple):
    """One finished episode. `line` tells it in one; `recap --short` leaves out the rest."""

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
            yield NOTHING_YET
        for row in self.rows:
            yield f"{row.heading}: {row.line}" if row.line else row.heading
            yield from row.beats
            if row.cliffhanger:
                yield f"It ends with: {row.cliffhanger}"
        for question in self.open:
            yield f"Still open: {question}"


class AnswerRow(NamedTuple):
    """A question or clue of an earlier episode, and what it came to."""

    text: str
    raised: int | None
    answer: str

    @property
    def sentence(self) -> str:
        """Both in one line."""
        return (
            f"{self.text} {self.answer}"
            if self.text.endswith("?")
            else f"{self.text}: {self.answer}"
        )


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
            yield NOTHING_YET
        for row in (*self.answers, *self.explained):
            yield row.sentence
        yield from self.facts


class ClueRow(NamedTuple):
    """A planted detail. `meaning` and `explained`, an episode number, are None while it hangs.

    `planted` and `explained` are None if that was somewhere along the way.
    """

    text: str
    planted: int | None
    meaning: str | None
    explained: int | None


class CluesView(NamedTuple):
    """Details seen so far, the open ones first, each in the order they were planted."""

    as_of: int
    open: tuple[ClueRow, ...]
    explained: tuple[ClueRow, ...]

    def lines(self) -> Iterator[str]:
        if not self.open and not self.explained:
            yield NOTHING_YET
        for row in self.open:
            yield f"{row.text}{_where(row.planted)}"
        for row in self.explained:
            yield f"{row.text}{_where(row.planted)}: {row.meaning}{_where(row.explained)}"


class AboutRow(NamedTuple):
    """A label and what belongs to it, such as "Directed by"."""

    label: str
    text: str


class SourceRow(NamedTuple):
    """A public page; `url` is None where there is no address."""

    name: str
    url: str | None


class AboutView(NamedTuple):
    """The production, and the pages this dataset rests on, as far as they are safe to open.

    `titles` are (language tag, show title) pairs, for other programs; a row says them to people.
    """

    as_of: int
    show: str
    titles: tuple[tuple[str, str], ...]
    rows: tuple[AboutRow, ...]
    sources: tuple[SourceRow, ...]

    def lines(self) -> Iterator[str]:
        yield self.show
        for row in self.rows:
            yield f"{row.label}: {row.text}"
        for source in self.sources:
            yield f"Source: {source.name}" + (f", {source.url}" if source.url else "")


NOTHING_YET = "The story has not begun. runaway next has what you need."


def recap(
    known: Known,
    progress: Progress,
    moment: datetime,
    *,
    everything: bool = False,
    short: bool = False,
) -> RecapView:
    """Tell the latest finished episode, or `everything`; `short` keeps to a line for each."""
    watched = progress.watched
    finished = known.episodes[: known.position]
    rows = (
        RecapRow(
            number=e.number,
            title=e.title,
            watched_on=clock.say(watched[e.number], moment) if e.number in watched else None,
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
    """Sort the clues into open and explained."""
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
        tuple(AboutRow(credit.label, credit.text) for credit in known.credits),
        tuple(SourceRow(source.name, source.url) for source in known.sources),
    )


def _where(episode: int | None) -> str:
    return f" (episode {episode})" if episode else ""


def _answered(threads: tuple[Thread, ...], episode: int) -> tuple[AnswerRow, ...]:
    return tuple(
        AnswerRow(thread.text, thread.raised, thread.answer)
        for thread in threads
        if thread.answer and thread.answered == episode
    )
