"""What one episode told and answered, by those it's about."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from runaway_cli.language import phrases
from runaway_cli.story.model import Fact, Known, Person, Thread
from runaway_cli.views.story import NOT_STARTED, SOMEWHERE, with_notes


class FactRow(NamedTuple):
    """One thing learned; `group` is the heading it's listed under, None if it's about nobody."""

    text: str
    is_inferred: bool
    group: str | None


class AnswerRow(NamedTuple):
    """A question or clue from an earlier episode, and its answer."""

    text: str
    raised: int | None
    answer: str
    is_inferred: bool

    @property
    def asked(self) -> str:
        """What the answer belongs to, with the mark that leads to it."""
        return self.text if self.text[-1:] in ("?", ".") else f"{self.text}:"

    @property
    def sentence(self) -> str:
        """Both in one line."""
        return with_notes(f"{self.asked} {self.answer}", is_inferred=self.is_inferred)


class LearnedView(NamedTuple):
    """What one episode told, and what it answered. Empty before the first.

    `place` is what the episode is called in its season, None if there's one season.
    Facts stand together by group. `unplaced` and `unplaced_answers` are what the season told at
    some time nobody has written down: empty before the end.
    """

    as_of: int
    place: str | None
    title: str | None
    facts: tuple[FactRow, ...]
    answers: tuple[AnswerRow, ...]
    explained: tuple[AnswerRow, ...]
    unplaced: tuple[FactRow, ...]
    unplaced_answers: tuple[AnswerRow, ...]

    @property
    def heading(self) -> str:
        """The episode by number and title."""
        return phrases.episode(self.as_of, self.title, self.place)

    @property
    def nothing(self) -> str | None:
        """What to say if there's nothing."""
        if not self.as_of:
            return NOT_STARTED
        some = (self.facts, self.answers, self.explained, self.unplaced, self.unplaced_answers)
        return None if any(some) else f"Nothing is written down about episode {self.as_of} yet."

    def lines(self) -> Iterator[str]:
        if self.nothing:
            yield self.nothing
        for row in (*self.answers, *self.explained):
            yield row.sentence
        for fact in self.facts:
            yield with_notes(fact.text, is_inferred=fact.is_inferred)
        for row in self.unplaced_answers:
            yield f"{SOMEWHERE}: {row.sentence}"
        for fact in self.unplaced:
            yield f"{SOMEWHERE}: {with_notes(fact.text, is_inferred=fact.is_inferred)}"


def learned(known: Known) -> LearnedView:
    """List what the latest finished episode told and answered."""
    latest = known.position
    here = known.episodes[latest - 1] if latest else None
    return LearnedView(
        as_of=latest,
        place=here.place if here and known.has_seasons else None,
        title=here.title if here else None,
        facts=_facts(known, latest) if latest else (),
        answers=_answered(known.questions, latest),
        explained=_answered(known.clues, latest),
        unplaced=_facts(known, None),
        unplaced_answers=_answered((*known.questions, *known.clues), None),
    )


def _facts(known: Known, episode: int | None) -> tuple[FactRow, ...]:
    """Return what an episode told: group by group, and person by person within each of them, in
    the order they come up."""
    groups: dict[str | None, dict[str, list[FactRow]]] = defaultdict(lambda: defaultdict(list))
    for fact in known.facts:
        if fact.episode == episode:
            person = _subject(fact, known.people)
            name = person.name if person else ""
            group = person.group or name if person else None
            groups[group][name].append(FactRow(fact.text, fact.is_inferred, group))
    return tuple(row for people in groups.values() for rows in people.values() for row in rows)


def _subject(fact: Fact, people: Iterable[Person]) -> Person | None:
    """Return whom a fact is listed under: of those it's about, the one its text names first."""
    about = [person for person in people if fact in person.facts]
    return min(about, key=lambda person: _place(person, fact.text)) if about else None


def _place(person: Person, text: str) -> int:
    """Return where `text` first names a person; its length if it doesn't."""
    words = {word for name in (person.name, *person.aliases) for word in name.split()} - {"The"}
    found = (re.search(rf"\b{re.escape(word)}\b", text) for word in words)
    return min((match.start() for match in found if match), default=len(text))


def _answered(threads: Iterable[Thread], episode: int | None) -> tuple[AnswerRow, ...]:
    """Return the questions or clues that an episode answered."""
    return tuple(
        AnswerRow(thread.text, thread.raised, thread.answer, thread.is_inferred)
        for thread in threads
        if thread.answer and thread.answered == episode
    )
