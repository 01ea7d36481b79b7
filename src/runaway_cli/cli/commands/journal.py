"""note, notes, rate, theory, theories, judge."""

import re
from collections.abc import Callable, Sequence
from typing import Annotated

from runaway_cli.cli import typed
from runaway_cli.cli.completion import finished, starting
from runaway_cli.cli.params import Argument, Option
from runaway_cli.diary import journal
from runaway_cli.diary.events import BEST_SCORE, VERDICTS, Change
from runaway_cli.diary.journal_errors import NotSettledError
from runaway_cli.diary.pausing import paused
from runaway_cli.diary.progress import Progress
from runaway_cli.errors import NotBothError, UsageError
from runaway_cli.language.phrases import quoted
from runaway_cli.session import Session, Viewer
from runaway_cli.views import journal as views
from runaway_cli.views.theories import SEALED, JudgedView, TheoriesView, judged
from runaway_cli.views.theories import theories as listed


def _numbers(look: Callable[[], Viewer], typed: Sequence[str], begun: str) -> list[str]:
    """Return the numbers of theories; behind one, what can become of it."""
    if typed:
        return starting(VERDICTS, begun) if len(typed) == 1 else []
    return starting(map(str, range(1, len(journal.theories(look().progress)) + 1)), begun)


Words = Annotated[
    list[str] | None,
    Argument("[EPISODE] [TEXT]", "Your words; ep3 in front for an episode. Or pipe them in."),
]
Episode = Annotated[list[str] | None, Argument("[N]", "Only the notes on episode N.", finished)]
Score = Annotated[
    list[str] | None,
    Argument("[EPISODE] SCORE", "1 to 10; ep3 in front for another than the last one."),
]
Guess = Annotated[list[str] | None, Argument("[TEXT]", "What you think. Or pipe it in.")]
Sure = Annotated[
    str | None,
    Option(
        "--sure", "How sure you are, in per cent.", "N", example="runaway theory TEXT --sure 70"
    ),
]
About = Annotated[
    str | None,
    Option("--about", "Who it's about.", "NAME", example="runaway theory TEXT --about simon"),
]
Withdraw = Annotated[
    str | None,
    Option(
        "--withdraw",
        "Withdraw theory N; it stays in your history.",
        "N",
        _numbers,
        example="runaway theory --withdraw 2",
    ),
]
Then = Annotated[bool, Option("--then", "Each with what you knew when you sealed it.")]
Verdict = Annotated[
    list[str] | None, Argument("N VERDICT", "A theory, and right, wrong or partly.", _numbers)
]
Settled = Annotated[bool, Option("--settled", "Judge it though the season isn't over.")]


def note(session: Session, words: Words = None) -> views.WrittenView:
    """Write a note. It's hidden wherever you aren't that far."""
    episode, rest = typed.apart(words)
    if _is_removal(rest):
        raise UsageError("A note can't be deleted. To take back what you did last: runaway undo")
    text = typed.text_of(rest)
    if not text:
        example = f"runaway note {episode}" if episode else "runaway note"
        raise UsageError(f'What\'s the note? Try: {example} "Why did she lie?"')
    return _write(
        session,
        episode,
        lambda progress, number: journal.note(progress, text, number),
    )


def _is_removal(words: Sequence[str]) -> bool:
    """Whether these words, where a text could stand, ask for something to be taken away."""
    verb, *numbers = words or [""]
    return verb.casefold() in typed.REMOVING and all(map(str.isdecimal, numbers))


def notes(session: Session, episode: Episode = None) -> views.NotesView:
    """Your notes, as far as you are."""
    here = session.look()
    number = typed.number_of(" ".join(episode) if episode else None, here.progress, here.known)
    found = journal.notes(here.progress)
    if number is not None:
        found = journal.notes_on(here.progress, number)
    return views.notes(here.known, found, here.moment, number, run=here.yours.run)


def rate(session: Session, score: Score = None) -> views.WrittenView:
    """Rate an episode from 1 to 10 (default: your last one)."""
    *before, last = score or [""]
    points = _points(last)
    episode = " ".join(before) or None
    return _write(
        session,
        episode,
        lambda progress, number: journal.rate(progress, number, points),
    )


def theory(
    session: Session,
    words: Guess = None,
    sure: Sure = None,
    about: About = None,
    withdraw: Withdraw = None,
) -> views.WrittenView:
    """Seal a theory: no hindsight can edit it. Judge it once you know."""
    if withdraw is not None:
        if words or sure is not None or about is not None:
            raise NotBothError("--withdraw", "a new theory")
        told = journal.theory(session.silent.glance().progress, _number(withdraw))
        session.record(lambda progress, total: journal.withdraw(told))
        return views.withdrawn(told)
    if _is_removal(words or ()):
        number = words[1] if words and words[1:] else "1"
        raise UsageError(f"To withdraw a theory: runaway theory --withdraw {number}")
    if words and sure is None and re.fullmatch("[0-9]{1,3}%", words[-1]):
        raise UsageError(f"To say how sure you are: runaway theory TEXT --sure {words[-1][:-1]}")
    per_cent = None if sure is None else _per_cent(sure)
    text = typed.text_of(words or ())
    if not text:
        raise UsageError('What\'s your theory? Try: runaway theory "..." --sure 70')
    return _write(session, None, lambda progress, _: journal.seal(progress, text, per_cent, about))


def theories(session: Session, then: Then = False) -> TheoriesView:
    """Your theories, as sealed, and what became of them."""
    here = session.look()
    found = journal.theories(here.progress)
    if here.people:
        from runaway_cli.views.theories import sealed, side_by_side  # most people are alone

        if not _is_over(session):
            return sealed(here.known)
        return side_by_side(here.known, session.names, here.people, here.moment)
    if not then:
        return listed(here.known, found, here.moment, run=here.progress.run)
    silent = session.silent
    known = {
        stood: silent._replace(as_of=str(stood)).look().known
        for stood in {told.stood for told in found}
    }
    return listed(here.known, found, here.moment, known, run=here.progress.run)


def judge(session: Session, verdict: Verdict = None, settled: Settled = False) -> JudgedView:
    """Say what became of a theory, once you've seen the end."""
    if not verdict or len(verdict) != 2 or verdict[1].casefold() not in VERDICTS:
        which = verdict[0] if verdict and verdict[0].isdecimal() else "2"
        raise UsageError(
            f"Say which theory, and right, wrong or partly: runaway judge {which} right"
        )
    here, number, word = session.silent.glance(), _number(verdict[0]), verdict[1].casefold()
    if here.people and not _is_over(session):
        raise UsageError(SEALED)
    told = journal.theory(here.progress, number)
    if here.progress.position < here.known.total and not settled:
        raise NotSettledError(number, word)
    _, here = session.record(lambda progress, total: journal.judge(progress, told, word))
    found = journal.theories(here.progress)
    return judged(number, told._replace(verdict=word), found, here.known.total)


def _is_over(session: Session) -> bool:
    """Whether everybody who is there has seen the end, however far one looks back."""
    here = session._replace(as_of=None).silent.glance()
    return here.progress.position == here.known.total


def _write(
    session: Session,
    episode: str | None,
    write: Callable[[Progress, int | None], Change],
) -> views.WrittenView:
    """Write down what `write` makes of the progress and an episode as it was typed."""
    poster = session.poster()

    def decide(progress: Progress, total: int) -> Change:
        return write(progress, typed.number_of(episode, progress, poster))

    event, here = session.record(decide, poster)
    assert event  # what can't be written raises instead
    pause = paused(here.progress)
    return views.written(poster, event.change, pause.number if pause else None)


def _number(said: str) -> int:
    """Return the number of a theory as it was typed. Raises `UsageError`."""
    if not (said.isascii() and said.isdecimal() and len(said) <= 6):
        raise UsageError(f"{quoted(said)} isn't the number of a theory. See: runaway theories")
    return int(said)


def _points(said: str) -> int:
    points = said.removesuffix(f"/{BEST_SCORE}")
    if points in map(str, range(1, BEST_SCORE + 1)):
        return int(points)
    was = f", not {quoted(said)}" if said else ""
    raise UsageError(f"A rating is a whole number from 1 to {BEST_SCORE}{was}. Try: runaway rate 8")


def _per_cent(said: str) -> int:
    number = said.removesuffix("%").strip()
    if number.isascii() and number.isdecimal() and len(number) <= 3 and int(number) <= 100:
        return int(number)
    raise UsageError(f"--sure takes 0 to 100 per cent, not {quoted(said)}.")
