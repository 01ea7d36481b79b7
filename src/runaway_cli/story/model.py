"""What a viewer knows at one point of the show. Holds nothing they do not."""

from typing import NamedTuple, NewType

Position = NewType("Position", int)
"""Episodes finished without a gap: 0 before the first, the season's length at the end."""


class Episode(NamedTuple):
    """One episode. Number, length and director are public; the rest is None or empty until safe.

    `minutes` is rounded when `approximate`. `titles` are (language tag, title) pairs. `teaser` is
    safe on reaching the episode; `line`, `beats` and `cliffhanger` on finishing it. `beats` tell
    it in order, the cliffhanger not included; `cliffhanger` is None where no ending is established.
    """

    number: int
    minutes: int
    approximate: bool = False
    director: str | None = None
    title: str | None = None
    titles: tuple[tuple[str, str], ...] = ()
    teaser: str | None = None
    line: str | None = None
    beats: tuple[str, ...] = ()
    cliffhanger: str | None = None


class Fact(NamedTuple):
    """One thing learned, and the episode that told it."""

    episode: int
    text: str


class Person(NamedTuple):
    """Someone heard of so far, under the latest name the viewer learned.

    `role` is who they are to the viewer now, a phrase. `first_seen` and `last_seen` are episode
    numbers, None where that scene is not established; `where` belongs to `last_seen`. `facts` are
    in the order they were learned.
    """

    name: str
    aliases: tuple[str, ...] = ()
    actor: str | None = None
    role: str | None = None
    is_group: bool = False
    first_seen: int | None = None
    last_seen: int | None = None
    where: str | None = None
    facts: tuple[Fact, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether the story has told anything of them yet: else they stand on the poster only."""
        return bool(self.facts or self.last_seen)


class Tie(NamedTuple):
    """A tie between two people; `label` reads from `source` to `target`, as in "works for".

    `episode` is the one that told it first.
    """

    source: Person
    target: Person
    label: str
    episode: int

    def __str__(self) -> str:
        return f"{self.source.name} {self.label} {self.target.name}."


class Thread(NamedTuple):
    """A planted detail or a question: raised in one episode, perhaps answered in another.

    `answer` and `answered`, an episode number, are None while it hangs.
    """

    text: str
    raised: int
    answer: str | None = None
    answered: int | None = None


class Credit(NamedTuple):
    """One line about the production, such as ("Directed by", ...)."""

    label: str
    text: str


class Source(NamedTuple):
    """A public page the dataset rests on; `url` is None where there is no address."""

    name: str
    url: str | None = None


class Known(NamedTuple):
    """The show, as far as `position` allows.

    `episodes` has every episode of the season, in order: their number is public. `people` come in
    order of appearance; `ties`, `facts`, `clues` and `questions` in the order they were told.
    `titles` are (language tag, show title) pairs. `closing` is None before the end.
    """

    position: Position
    title: str
    titles: tuple[tuple[str, str], ...]
    episodes: tuple[Episode, ...]
    people: tuple[Person, ...]
    ties: tuple[Tie, ...]
    facts: tuple[Fact, ...]
    clues: tuple[Thread, ...]
    questions: tuple[Thread, ...]
    credits: tuple[Credit, ...]
    sources: tuple[Source, ...]
    closing: str | None = None

    @property
    def total(self) -> int:
        """How many episodes the season has."""
        return len(self.episodes)

    @property
    def is_finished(self) -> bool:
        """Whether nothing lies ahead."""
        return self.position >= self.total
