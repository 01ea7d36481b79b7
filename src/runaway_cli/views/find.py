"""Everything known that mentions some words."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from runaway_cli.diary.journal import Note, Theory
from runaway_cli.language import phrases
from runaway_cli.story.model import Known, Person, Thread
from runaway_cli.story.search import gist, mentions
from runaway_cli.views import Verbatim
from runaway_cli.views.journal import on_one_line
from runaway_cli.views.story import SOMEWHERE, with_notes


class FindRow(NamedTuple):
    """One text that mentions the words.

    `of` is "person", "story", "production" or "own", the viewer's words; `episode` is None for a
    person and the production, or if it was somewhere along the way.
    """

    of: str
    episode: int | None
    text: str
    is_inferred: bool = False

    @property
    def label(self) -> str:
        """Where it was told, in short."""
        if self.of != "story":
            return {"person": "who", "own": "you"}.get(self.of, "about")
        return "" if self.episode is None else f"ep {self.episode}"

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        text = with_notes(self.text, is_inferred=self.is_inferred)
        if self.of == "own":
            return f"You wrote: {on_one_line(text)}"
        if self.of != "story":
            return text
        return f"{SOMEWHERE if self.episode is None else f'Episode {self.episode}'}: {text}"


class FindView(NamedTuple):
    """What mentions the words `asked`: people, then the story, newest first, then the rest."""

    as_of: int
    asked: str
    rows: tuple[FindRow, ...]

    @property
    def heading(self) -> str:
        """The words that were looked for."""
        return phrases.quoted(gist(self.asked))

    def lines(self) -> Iterator[str]:
        for row in self.rows:
            yield row.sentence


def find(known: Known, asked: str, own: Iterable[Note | Theory] = ()) -> FindView:
    """Search everything known, and the viewer's `own` words, for the beginnings of some words."""
    rows = (
        *(FindRow("own", one.episode or None, Verbatim(one.text)) for one in own),
        *(FindRow("person", None, _described(person)) for person in known.people),
        *sorted(_story(known), key=lambda row: -(row.episode or 0)),
        *(FindRow("production", None, f"{c.label}: {c.text}") for c in known.credits),
    )
    once = {row.text: row for row in rows if mentions(row.text, asked)}
    return FindView(known.position, asked, tuple(once.values()))


def _described(person: Person) -> str:
    """Return a person in one line, under all their names."""
    text = f"{person.name}, played by {person.actor}" if person.actor else person.name
    if person.aliases:
        text += f" (also {phrases.listed(person.aliases)})"
    return f"{text}: {person.who}" if person.who else text


def _story(known: Known) -> Iterator[FindRow]:
    """Yield everything the story has told, what sums up an episode first."""
    for episode in known.episodes:
        texts = filter(None, (episode.title, episode.line or episode.teaser))
        yield FindRow("story", episode.number, ": ".join(texts))
        for beat in episode.beats:
            yield FindRow("story", episode.number, beat.text, beat.is_inferred)
        if episode.cliffhanger:
            yield FindRow("story", episode.number, episode.cliffhanger)
    for beat in known.unplaced:
        yield FindRow("story", None, beat.text, beat.is_inferred)
    for fact in known.facts:
        yield FindRow("story", fact.episode, fact.text, fact.is_inferred)
    for tie in known.ties:
        yield FindRow("story", tie.episode, str(tie), tie.is_inferred)
    yield from _threads(known.clues, "Clue: ")
    yield from _threads(known.questions, "")
    if known.closing:
        yield FindRow("story", known.total, known.closing)


def _threads(threads: Iterable[Thread], mark: str) -> Iterator[FindRow]:
    """Yield clues or questions, with their answers under the episode that gave them."""
    for thread in threads:
        if thread.answer is None:
            yield FindRow("story", thread.raised, f"{mark}{thread.text}")
        else:
            colon = "" if thread.text.endswith("?") else ":"
            text = f"{mark}{thread.text}{colon} {thread.answer}"
            yield FindRow("story", thread.answered, text, thread.is_inferred)
