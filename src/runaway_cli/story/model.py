"""What a viewer knows at one point of the show. Holds nothing they do not."""

from datetime import date
from typing import NamedTuple, NewType

Position = NewType("Position", int)
"""Episodes finished without a gap: 0 before the first, the season's length at the end."""


class Beat(NamedTuple):
    """One moment of an episode. `is_inferred` when it's pieced together from two others."""

    text: str
    is_inferred: bool = False


class Episode(NamedTuple):
    """One episode. Number, length and director are public; the rest is None or empty until safe.

    `minutes` is rounded when `approximate`. `titles` are (language tag, title) pairs. `teaser` is
    safe on reaching the episode; `line`, `beats` and `cliffhanger` on finishing it. `beats` tell
    it in order, the cliffhanger not included; `cliffhanger` is None where no ending is established.
    `is_thin` when little is written down about it. `season` and `in_season` are what it's called
    where there are several, None where nobody says. `aired` is the day of its first showing, ISO
    8601, past or to come; `unaired` says that it's announced without a day.
    """

    number: int
    minutes: int
    approximate: bool = False
    director: str | None = None
    title: str | None = None
    titles: tuple[tuple[str, str], ...] = ()
    teaser: str | None = None
    line: str | None = None
    beats: tuple[Beat, ...] = ()
    cliffhanger: str | None = None
    is_thin: bool = False
    season: int | None = None
    in_season: int | None = None
    aired: str | None = None
    unaired: bool = False

    @property
    def margin(self) -> int:
        """The minutes it may run over: 5 where its length is approximate, else 0."""
        return 5 if self.approximate else 0

    @property
    def place(self) -> str | None:
        """What people call it where there are several seasons: "2x05"."""
        if self.season is None or self.in_season is None:
            return None
        return f"{self.season}x{self.in_season:02}"

    def is_shown(self, today: date) -> bool:
        """Whether it has been shown by a day; one that nobody dates has."""
        return not self.unaired and (self.aired or "") <= today.isoformat()


class Fact(NamedTuple):
    """One thing learned, and the episode that told it: None if that was somewhere along the way.

    `is_inferred` when it's pieced together from two others.
    """

    episode: int | None
    text: str
    is_inferred: bool = False


class Person(NamedTuple):
    """Someone heard of so far, under the latest name the viewer learned.

    `role` is a short standing description, `news` a phrase about what happened to them lately;
    `descriptions` is every role and all news so far. `words` are what else a viewer may call them.
    `group` is the heading they're listed under. `first_seen` and `last_seen` are episode numbers,
    None where that scene is not established; `where` belongs to `last_seen`. `facts` are in the
    order they were learned.
    """

    name: str
    aliases: tuple[str, ...] = ()
    actor: str | None = None
    role: str | None = None
    news: str | None = None
    descriptions: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    group: str | None = None
    is_organisation: bool = False
    first_seen: int | None = None
    last_seen: int | None = None
    where: str | None = None
    facts: tuple[Fact, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether the story has told anything of them yet; else they're only in the cast list."""
        return bool(self.facts or self.last_seen)

    @property
    def who(self) -> str | None:
        """Who they are to the viewer, and what's new about them."""
        return "; ".join(filter(None, (self.role, self.news))) or None


class Tie(NamedTuple):
    """A tie between two people; `label` reads from `source` to `target`, as in "works for".

    `target_is` is what `source` would call `target`, as in "his daughter", and `source_is` the
    other way round; None where only the whole sentence will do. `episode` is the one that told it
    first, None if that was somewhere along the way.
    """

    source: Person
    target: Person
    label: str
    episode: int | None
    target_is: str | None = None
    source_is: str | None = None
    is_inferred: bool = False

    def __str__(self) -> str:
        return f"{self.source.name} {self.label} {self.target.name}."

    def seen_from(self, person: Person) -> tuple[str | None, Person]:
        """Return what one of the two calls the other, and the other: ("her father", Tom)."""
        if person == self.source:
            return self.target_is, self.target
        return self.source_is, self.source


class Thread(NamedTuple):
    """A clue or a question: raised in one episode, perhaps answered in another.

    `raised` is None if that was somewhere along the way; `answer` and `answered`, an episode
    number, are None while it's open, and `answered` if the answer came somewhere along the way.
    `is_unknown` when the season is over and nobody has written down an answer. `is_inferred` when
    the answer is pieced together.
    """

    text: str
    raised: int | None
    answer: str | None = None
    answered: int | None = None
    is_unknown: bool = False
    is_inferred: bool = False

    @property
    def is_open(self) -> bool:
        """Whether an answer may still come."""
        return self.answer is None and not self.is_unknown


class Credit(NamedTuple):
    """One line about the production, such as ("Directed by", ...). `part` is one of `PARTS`, None
    if it belongs to none of them."""

    label: str
    text: str
    part: str | None = None
    url: str | None = None


PARTS = ("story", "people", "look", "talk", "places", "numbers", "links")
"""The parts of the page about the production, in the order they are read."""


class Source(NamedTuple):
    """A public page the season rests on, which is safe to open by now."""

    name: str
    url: str


class Known(NamedTuple):
    """The show, as far as `position` allows.

    `episodes` has every episode of the season, in order: their number is public. `people` come in
    order of appearance; `ties`, `facts`, `clues` and `questions` in the order they were told.
    `unplaced` are moments that belong to no one episode, told after the last. `credits` are in the
    order of `PARTS`. `titles` are (language tag, show title) pairs. `closing` is None before the
    end. `minutes` is the exact length of the season, None if only its episodes' are known.
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
    unplaced: tuple[Beat, ...] = ()
    minutes: int | None = None

    @property
    def total(self) -> int:
        """How many episodes there are, in all seasons."""
        return len(self.episodes)

    @property
    def has_seasons(self) -> bool:
        """Whether there are several."""
        return len({episode.season for episode in self.episodes}) > 1

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """The (season, number in it) of each episode; empty where nobody says."""
        places = ((e.season, e.in_season) for e in self.episodes)
        known = [(s, n) for s, n in places if s is not None and n is not None]
        return tuple(known) if len(known) == self.total else ()

    def out(self, today: date) -> int:
        """Return how many episodes are out on a day: all up to the last one shown by then.

        (A date before the last that lies ahead is a slip of whoever wrote it down.)
        """
        for episode in reversed(self.episodes):
            if episode.is_shown(today):
                return episode.number
        return 0

    @property
    def is_finished(self) -> bool:
        """Whether nothing lies ahead."""
        return self.position >= self.total
