"""The viewer's theories, and what became of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary import journal
from runaway_cli.diary.journal import Theory
from runaway_cli.diary.progress import Progress
from runaway_cli.language import clock, phrases
from runaway_cli.story.model import Known
from runaway_cli.story.search import find
from runaway_cli.views import NOT_RIGHT, Verbatim, in_a_line
from runaway_cli.views.journal import HIDDEN, on_one_line, where

NO_THEORIES = 'No theories yet. Try: runaway theory "It was the neighbour" --sure 70'

SEALED = "Theories stay sealed until you've all seen the end."


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
        return ", ".join(filter(None, (sure, about, where(self.episode, self.stood), self.said)))


class TheirTheories(NamedTuple):
    """The theories of somebody who is there, as in `TheoriesView`."""

    name: str
    rows: tuple[TheoryRow, ...]
    tally: str | None


class TheoriesView(NamedTuple):
    """The viewer's theories, oldest first, and how many of those they were sure of were right.

    `others` are those of everybody who is with them, once all have seen the end. Until then
    nobody's are shown, and it `is_sealed`. It `is_over` once the viewer has seen the end.
    """

    as_of: int
    rows: tuple[TheoryRow, ...]
    tally: str | None
    is_over: bool
    is_rewatch: bool = False
    others: tuple[TheirTheories, ...] = ()
    is_sealed: bool = False

    @property
    def nothing(self) -> str | None:
        """What to say if there are none."""
        if self.is_sealed:
            return SEALED
        if self.rows or self.others:
            return None
        return f"No theories up to here. {HIDDEN}" if self.is_rewatch else NO_THEORIES

    @property
    def hint(self) -> str | None:
        """How to judge the first that's open, once that's possible."""
        for row in self.rows if self.is_over else ():
            if row.outcome is None:
                return f"To say what became of one: runaway judge {row.number} right"
        return None

    def lines(self) -> Iterator[str]:
        if self.nothing:
            yield self.nothing
        yield from _lines(self.rows, self.tally)
        for one in self.others:
            yield f"{one.name}:"
            yield from _lines(one.rows, one.tally)
        if self.hint:
            yield self.hint


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
        yield in_a_line(self)


def _lines(rows: Sequence[TheoryRow], tally: str | None) -> Iterator[str]:
    for row in rows:
        yield f"{row.number}. {on_one_line(row.text)} ({row.seal})"
        yield from filter(None, (row.outcome, *row.known_then))
    if tally:
        yield tally


def side_by_side(
    known: Known, names: Sequence[str | None], people: Sequence[Progress], moment: datetime
) -> TheoriesView:
    """List everybody's theories, yours first, without those who have none."""
    yours, *views = [theories(known, journal.theories(one), moment) for one in people]
    theirs = zip(names[1:], views, strict=True)
    others = (TheirTheories(n or "", view.rows, view.tally) for n, view in theirs if view.rows)
    return yours._replace(others=tuple(others))


def sealed(known: Known) -> TheoriesView:
    """Show nobody's theories."""
    return TheoriesView(known.position, (), None, is_over=False, is_sealed=True)


def theories(
    known: Known,
    theories: Sequence[Theory],
    moment: datetime,
    then: Mapping[int, Known] | None = None,
    *,
    run: int = 1,
) -> TheoriesView:
    """List theories. `then` is what was known at each position at which one was sealed, and `run`
    which time through this is."""
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
    return TheoriesView(
        as_of=known.position,
        rows=tuple(rows),
        tally=tally(theories),
        is_over=known.is_finished,
        is_rewatch=run > 1,
    )


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
    parts = [
        f"{phrases.count(number)} {'was' if number == 1 else 'were'} {how}"
        for number, how in ((right, "right"), (partly, "partly right"))
        if number
    ]
    said = " and ".join(parts) or "none was right"
    return f"Of {phrases.count(len(verdicts))} you were sure of, {said}."


def _known_then(known: Known, theory: Theory) -> tuple[str, ...]:
    """Return the last scene, who the theory is about and what was still open when it was sealed."""
    about = find(known.people, theory.about) if theory.about else ()
    scene = known.episodes[known.position - 1].cliffhanger if known.position else None
    return (
        *((f"Last scene: {scene}",) if scene else ()),
        *(f"{one.name}: {one.who}." for one in about if one.who),
        *(f"Still open: {question.text}" for question in known.questions if question.is_open),
    )
