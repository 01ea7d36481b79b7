"""What the viewer wrote: notes, ratings, theories and what became of them.

Each is stamped with the position at which it was written, and stays hidden where that is ahead: on
a rewatch, after going back, and when looking back. Folds over `Progress.ever`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from runaway_cli.diary.errors import NotWatchedError
from runaway_cli.diary.events import LONGEST_TEXT, LONGEST_WORD, Change, Event
from runaway_cli.diary.journal_errors import (
    NoSuchTheoryError,
    NotATextError,
    TooLongError,
)
from runaway_cli.diary.progress import Progress
from runaway_cli.language.errors import NoLastEpisodeError
from runaway_cli.story.model import Person

IN_FRONT = {"the", "mr", "mrs", "ms", "miss", "dr", "detective", "inspector", "sergeant"}
SURE = 70  # per cent, from which somebody was sure of a theory


class Note(NamedTuple):
    """What the viewer noted, about episode `number`, or None if it's about none in particular.

    `stood` is their position at that time.
    """

    at: datetime
    text: str
    number: int | None
    stood: int

    @property
    def episode(self) -> int:
        """The episode it belongs to, 0 for before the first."""
        return self.stood if self.number is None else self.number


class Theory(NamedTuple):
    """What the viewer guessed, as it was sealed.

    `number` is the episode in the middle of which it was, None between two. `sure` is in per cent
    and `about` a name as typed; None if nobody said. `verdict` is one of `VERDICTS`, None until
    it's judged. `id` is that of its event.
    """

    id: str
    at: datetime
    text: str
    sure: int | None
    about: str | None
    number: int | None
    stood: int
    verdict: str | None = None

    @property
    def episode(self) -> int:
        """The last episode they had seen any of, 0 before the first."""
        return self.number or self.stood

    @property
    def was_sure(self) -> bool:
        """Whether the viewer was sure of it."""
        return self.sure is not None and self.sure >= SURE


class _Entry(NamedTuple):
    """Something the viewer wrote. `middle` is the episode they had paused, None between two."""

    event: Event
    middle: int | None

    @property
    def change(self) -> Change:
        """What the event holds."""
        return self.event.change

    @property
    def number(self) -> int | None:
        """The episode it's about, or in the middle of which it was written."""
        return self.change.number or self.middle

    @property
    def stood(self) -> int:
        """The position at writing."""
        return self.change.stood or 0


def _entries(progress: Progress, kind: str) -> Iterator[_Entry]:
    """Yield what the viewer wrote of a kind and may see where they are, oldest first.

    What was written in the middle of an episode, or about a later one, has to wait for the end of
    it, unless that was in this run.
    """
    run, places = 1, dict[tuple[int, int], int]()
    for event in progress.ever:
        change = event.change
        if change.kind == "rewatch":
            run = max(run, change.run or run + 1)
        elif change.kind == "pause":
            places[change.in_run or 0, change.number or 0] = change.seconds or 0
        elif change.kind == kind:
            entry = _Entry(event, None)
            if places.get((run, entry.stood + 1)):
                entry = entry._replace(middle=entry.stood + 1)
            is_ahead = (entry.number or 0) > progress.position and run != progress.run
            if entry.stood <= progress.position and not is_ahead:
                yield entry


def notes(progress: Progress) -> tuple[Note, ...]:
    """Return the notes, oldest first."""
    return tuple(
        Note(entry.event.at, entry.change.text or "", entry.number, entry.stood)
        for entry in _entries(progress, "note")
    )


def notes_on(progress: Progress, number: int) -> tuple[Note, ...]:
    """Return the notes that belong to an episode, oldest first; 0 is before the first."""
    return tuple(note for note in notes(progress) if note.episode == number)


def ratings(progress: Progress) -> dict[int, int]:
    """Return the ratings by episode, 1 to 10; the last one of each counts."""
    rated = (entry.change for entry in _entries(progress, "rate"))
    return {change.number or 0: change.score or 0 for change in rated}


def theories(progress: Progress) -> tuple[Theory, ...]:
    """Return the theories, oldest first; of several verdicts on one, the last counts."""
    judged = (entry.change for entry in _entries(progress, "judge"))
    verdicts = {change.theory: change.verdict for change in judged}
    return tuple(
        Theory(
            id=entry.event.id,
            at=entry.event.at,
            text=entry.change.text or "",
            sure=entry.change.sure,
            about=entry.change.about,
            number=entry.number,
            stood=entry.stood,
            verdict=verdicts.get(entry.event.id),
        )
        for entry in _entries(progress, "theory")
    )


def theory(progress: Progress, number: int) -> Theory:
    """Return the theory that `theories` lists under a number, from 1.

    Raises `NoSuchTheoryError`.
    """
    listed = theories(progress)
    if not 1 <= number <= len(listed):
        raise NoSuchTheoryError(number)
    return listed[number - 1]


def notes_about(progress: Progress, person: Person) -> tuple[Note, ...]:
    """Return the notes that mention somebody by name, oldest first."""
    return tuple(note for note in notes(progress) if _mentions(note.text, person))


def theories_about(progress: Progress, person: Person) -> tuple[Theory, ...]:
    """Return the theories about somebody, and those that mention them, oldest first."""
    return tuple(
        told
        for told in theories(progress)
        if _mentions(told.text, person) or _mentions(told.about or "", person)
    )


def _mentions(text: str, person: Person) -> bool:
    """Whether a text holds a whole name of somebody, or the name they are called by."""
    said = f" {' '.join(_words(text))} "
    names = [_called(name) for name in (person.name, *person.aliases)]
    return any(f" {' '.join(name)} " in said or f" {name[0]} " in said for name in names if name)


def _called(name: str) -> list[str]:
    """Return the words of a name without what stands in front of one: "osk" for "Mrs Osk"."""
    words = _words(name)
    while len(words) > 1 and words[0] in IN_FRONT:
        words = words[1:]
    return words


def _words(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation."""
    letters = "".join(c if c.isalnum() else " " for c in text.casefold())
    return letters.split()


def note(progress: Progress, text: str, number: int | None) -> Change:
    """Write a note about an episode, or None: then about wherever the viewer is.

    Raises `NotATextError` and `TooLongError`.
    """
    return Change("note", number=number, stood=progress.position, text=as_text(text))


def rate(progress: Progress, number: int | None, score: int) -> Change:
    """Rate an episode that is watched, the last one if `number` is None.

    Raises `NotWatchedError`, and `NoLastEpisodeError` before the first.
    """
    if number is None:
        if not progress.watched:
            raise NoLastEpisodeError
        number = max(progress.watched)
    if number not in progress.watched:
        raise NotWatchedError(number)
    return Change("rate", number=number, stood=progress.position, score=score)


def seal(progress: Progress, text: str, sure: int | None, about: str | None) -> Change:
    """Seal a theory. Raises `NotATextError` and `TooLongError`."""
    name = None if about is None else as_text(about, longest=LONGEST_WORD)
    stood = progress.position
    return Change("theory", stood=stood, text=as_text(text), sure=sure, about=name)


def withdraw(told: Theory) -> Change:
    """Take a theory back; that stays in the history."""
    return Change("undo", event=told.id)


def judge(progress: Progress, told: Theory, verdict: str) -> Change:
    """Say what became of a theory."""
    return Change("judge", theory=told.id, stood=progress.position, verdict=verdict)


def as_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return `text` if a diary can hold it, to the letter.

    Raises `NotATextError` for nothing at all, and for half a character; `TooLongError`.
    """
    if not text.strip():
        raise NotATextError("it's empty")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise NotATextError("it holds bytes that aren't UTF-8")
    if len(text) > longest:
        raise TooLongError(len(text), longest)
    return text
