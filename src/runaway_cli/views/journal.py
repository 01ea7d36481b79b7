"""The viewer's own words: what was written, and their notes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.events import BEST_SCORE, Change
from runaway_cli.diary.journal import Note, Theory
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Known
from runaway_cli.views import NOT_RIGHT, Verbatim, in_a_line
from runaway_cli.views.seasons import called

HIDDEN = "What you wrote further on is hidden until you're there again."
NO_NOTES = 'No notes yet. Try: runaway note "Why did she lie?"'


class WrittenView(NamedTuple):
    """What was written down: `did` is note, rate, theory or withdraw.

    `episode` is the one it's about or in the middle of, None for none in particular; `text`,
    `score` and `sure` are None where it has none.
    """

    did: str
    what: str
    aside: str
    episode: int | None
    stood: int | None
    text: str | None
    score: int | None
    sure: int | None

    @property
    def asides(self) -> tuple[str, ...]:
        """What else there is to say."""
        return (self.aside,)

    def lines(self) -> Iterator[str]:
        yield in_a_line(self)


class NoteRow(NamedTuple):
    """A note: `at` is when in ISO 8601, `said` when in words.

    `episode` is the one it belongs to, 0 for before the first; `stood` is how far the viewer was.
    `place` says the former in words.
    """

    at: str
    said: str
    episode: int
    place: str
    stood: int
    text: str


class NotesView(NamedTuple):
    """The viewer's notes, oldest first; those on one `episode` if that isn't None."""

    as_of: int
    episode: int | None
    rows: tuple[NoteRow, ...]
    is_rewatch: bool

    @property
    def nothing(self) -> str | None:
        """What to say if there are none."""
        if self.rows:
            return None
        if self.episode is not None:
            return f"No notes on episode {self.episode}."
        return f"No notes up to here. {HIDDEN}" if self.is_rewatch else NO_NOTES

    def lines(self) -> Iterator[str]:
        if self.nothing:
            yield self.nothing
        for row in self.rows:
            yield f"{row.place}, {row.said}: {on_one_line(row.text)}"


def written(known: Known, change: Change, middle: int | None) -> WrittenView:
    """Show what was written down. `middle` is the episode that is paused, None between two."""
    episode, stood = change.number or middle, change.stood or 0
    name = called(known, episode) if episode else ""
    if change.kind == "rate":
        what = f"Rated episode {name}: {change.score} of {BEST_SCORE}."
    elif change.kind == "theory":
        sure = "" if change.sure is None else f", {change.sure}% sure"
        what = f"Sealed {where(episode, stood)}{sure}."
    else:
        what = f"Noted, on episode {name}." if episode else f"Noted {where(None, stood)}."
    text = None if change.text is None else Verbatim(change.text)
    return WrittenView(
        *(change.kind, what, NOT_RIGHT, episode, stood, text, change.score, change.sure)
    )


def withdrawn(theory: Theory) -> WrittenView:
    """Show which theory was withdrawn."""
    text = Verbatim(theory.text)
    what = f"Withdrawn: {phrases.quoted(text)}."
    aside = "That stays in your history. Not right? runaway redo"
    return WrittenView(
        *("withdraw", what, aside, theory.number, theory.stood, text, None, theory.sure)
    )


def notes(
    known: Known, notes: Sequence[Note], moment: datetime, episode: int | None, *, run: int
) -> NotesView:
    """List notes, which are those on one `episode` if that isn't None. `run` is which time through
    this is."""
    rows = (
        NoteRow(
            at=note.at.isoformat(),
            said=clock.say(note.at, moment),
            episode=note.episode,
            place=f"Episode {called(known, note.episode)}" if note.episode else "Before 1",
            stood=note.stood,
            text=Verbatim(note.text),
        )
        for note in notes
    )
    return NotesView(known.position, episode, tuple(rows), is_rewatch=run > 1)


def on_one_line(text: str) -> str:
    """Return a text of several lines as one."""
    return " ".join(text.split("\n"))


def where(number: int | None, stood: int) -> str:
    """Return where something was written: in the middle of an episode, or after one."""
    if number:
        return f"during episode {number}"
    return f"after episode {stood}" if stood else "before episode 1"
