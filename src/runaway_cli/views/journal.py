"""The viewer's own words: notes, ratings, theories and what became of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.events import BEST_SCORE, Change
from runaway_cli.diary.journal import Note, Theory
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Known
from runaway_cli.story.search import find
from runaway_cli.views import Verbatim

NOT_RIGHT = "Not right? runaway undo"
NO_NOTES = 'No notes yet. Try: runaway note "Why did she lie?"'
NO_THEORIES = 'No theories yet. Try: runaway theory "It was the neighbour" --sure 70'


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

    def lines(self) -> Iterator[str]:
        yield f"{self.what}  {self.aside}"


class NoteRow(NamedTuple):
    """A note: `at` is when in ISO 8601, `said` when in words.

    `episode` is the one it belongs to, 0 for before the first; `stood` is how far the viewer was.
    """

    at: str
    said: str
    episode: int
    stood: int
    text: str

    @property
    def place(self) -> str:
        """The episode it belongs to."""
        return f"Episode {self.episode}" if self.episode else "Before 1"


class NotesView(NamedTuple):
    """The viewer's notes, oldest first; those on one `episode` if that isn't None."""

    as_of: int
    episode: int | None
    rows: tuple[NoteRow, ...]

    @property
    def nothing(self) -> str | None:
        """What to say if there are none."""
        if self.rows:
            return None
        return NO_NOTES if self.episode is None else f"No notes on episode {self.episode}."

    def lines(self) -> Iterator[str]:
        if self.nothing:
            yield self.nothing
        for row in self.rows:
            yield f"{row.place}, {row.said}: {on_one_line(row.text)}"


class TheoryRow(NamedTuple):
    """A theory under its number, as it was sealed.

    `episode` is the one in the middle of which it was sealed, None between two; `stood` is how far
    the viewer was. `sealed_at` is ISO 8601, `said` the same in words. `verdict` is right, wrong or
    partly, None until it's judged, and `outcome` says so in words. `known_then` is what was known
    when it was sealed, empty unless somebody asked.
    """

    number: int
    text: str
    sure: int | None
    about: str | None
    episode: int | None
    stood: int
    sealed_at: str
    said: str
    verdict: str | None
    outcome: str | None
    known_then: tuple[str, ...]

    @property
    def seal(self) -> str:
        """How sure the viewer was, whom it is about, and when it was sealed."""
        sure = None if self.sure is None else f"{self.sure}% sure"
        about = f"about {self.about}" if self.about else None
        return ", ".join(filter(None, (sure, about, _where(self.episode, self.stood), self.said)))


class TheoriesView(NamedTuple):
    """The viewer's theories, oldest first, and how many of those they were sure of were right."""

    as_of: int
    rows: tuple[TheoryRow, ...]
    tally: str | None

    @property
    def nothing(self) -> str | None:
        """What to say if there are none."""
        return None if self.rows else NO_THEORIES

    def lines(self) -> Iterator[str]:
        if self.nothing:
            yield self.nothing
        for row in self.rows:
            yield f"{row.number}. {on_one_line(row.text)} ({row.seal})"
            yield from filter(None, (row.outcome, *row.known_then))
        if self.tally:
            yield self.tally


class JudgedView(NamedTuple):
    """What became of a theory, which is repeated, for its number may have shifted."""

    number: int
    text: str
    verdict: str
    outcome: str
    tally: str | None

    @property
    def what(self) -> str:
        """The theory and what became of it."""
        return f"{phrases.quoted(self.text)}: {self.outcome}"

    @property
    def asides(self) -> tuple[str, ...]:
        """What else there is to say, one sentence each."""
        return (*((self.tally,) if self.tally else ()), NOT_RIGHT)

    def lines(self) -> Iterator[str]:
        yield "  ".join((self.what, *self.asides))


def written(change: Change, middle: int | None) -> WrittenView:
    """Show what was written down. `middle` is the episode that is paused, None between two."""
    episode, stood = change.number or middle, change.stood or 0
    if change.kind == "rate":
        what = f"Rated episode {episode}: {change.score} of {BEST_SCORE}."
    elif change.kind == "theory":
        sure = "" if change.sure is None else f", {change.sure}% sure"
        what = f"Sealed {_where(episode, stood)}{sure}."
    else:
        what = f"Noted, on episode {episode}." if episode else f"Noted {_where(None, stood)}."
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
    known: Known, notes: Sequence[Note], moment: datetime, episode: int | None = None
) -> NotesView:
    """List notes, which are those on one `episode` if that isn't None."""
    rows = (
        NoteRow(
            at=note.at.isoformat(),
            said=clock.say(note.at, moment),
            episode=note.episode,
            stood=note.stood,
            text=Verbatim(note.text),
        )
        for note in notes
    )
    return NotesView(known.position, episode, tuple(rows))


def theories(
    known: Known,
    theories: Sequence[Theory],
    moment: datetime,
    then: Mapping[int, Known] | None = None,
) -> TheoriesView:
    """List theories. `then` is what was known at each position at which one was sealed."""
    rows = (
        TheoryRow(
            number=number,
            text=Verbatim(theory.text),
            sure=theory.sure,
            about=None if theory.about is None else Verbatim(theory.about),
            episode=theory.number,
            stood=theory.stood,
            sealed_at=theory.at.isoformat(),
            said=clock.say(theory.at, moment),
            verdict=theory.verdict,
            outcome=outcome(theory, known.total),
            known_then=_known_then(then[theory.stood], theory) if then else (),
        )
        for number, theory in enumerate(theories, start=1)
    )
    return TheoriesView(known.position, tuple(rows), tally(theories))


def judged(number: int, theory: Theory, theories: Sequence[Theory], total: int) -> JudgedView:
    """Show what became of a theory, and of all `theories`."""
    return JudgedView(
        number=number,
        text=Verbatim(theory.text),
        verdict=theory.verdict or "",
        outcome=outcome(theory, total) or "",
        tally=tally(theories),
    )


def outcome(theory: Theory, total: int) -> str | None:
    """Return what became of a theory: "Right at episode 3, five before the end.", None if open."""
    if theory.verdict is None:
        return None
    if theory.verdict == "wrong":
        return "Wrong."
    right = "Right" if theory.verdict == "right" else "Partly right"
    left = total - theory.episode
    if not theory.episode:
        return f"{right} from the poster alone."
    if theory.stood >= total:
        return f"{right}, once you'd seen the end."
    if left <= 0:
        return f"{right} during the last episode."
    return f"{right} at episode {theory.episode}, {phrases.count(left)} before the end."


def tally(theories: Sequence[Theory]) -> str | None:
    """Return "Of six you were sure of, four were right.", None if none of those is judged."""
    verdicts = [told.verdict for told in theories if told.was_sure and told.verdict]
    if not verdicts:
        return None
    right, partly = verdicts.count("right"), verdicts.count("partly")
    if len(verdicts) == 1:
        said = {"right": "right", "wrong": "wrong", "partly": "partly right"}[verdicts[0]]
        return f"You were sure of one, and it was {said}."
    some = f"{phrases.count(right)} {'was' if right == 1 else 'were'} right" if right else ""
    some = some or ("" if partly else "none was right")
    others = f"{phrases.count(partly)} partly" + ("" if right else " right")
    both = " and ".join(filter(None, (some, others if partly else "")))
    return f"Of {phrases.count(len(verdicts))} you were sure of, {both}."


def on_one_line(text: str) -> str:
    """Return a text of several lines as one."""
    return " ".join(text.split("\n"))


def _where(number: int | None, stood: int) -> str:
    """Return where something was written: in the middle of an episode, or after one."""
    if number:
        return f"during episode {number}"
    return f"after episode {stood}" if stood else "before episode 1"


def _known_then(known: Known, theory: Theory) -> tuple[str, ...]:
    """Return the last scene, who the theory is about and what was still open when it was sealed."""
    about = find(known.people, theory.about) if theory.about else ()
    scene = known.episodes[known.position - 1].cliffhanger if known.position else None
    return (
        *((f"Last scene: {scene}",) if scene else ()),
        *(f"{one.name}: {one.who}." for one in about if one.who),
        *(f"Still open: {question.text}" for question in known.questions if question.is_open),
    )
