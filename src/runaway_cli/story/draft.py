"""The draft of a show: all that's known of it before somebody improves it by hand."""

import datetime as dt
from typing import NamedTuple

from runaway_cli.story.draft_errors import BlankDraftError
from runaway_cli.story.plaintext import name

MOST_EPISODES = 5_000
LONGEST_EPISODE = 24 * 60  # minutes


class Entry(NamedTuple):
    """One episode. Its running number is its place in the draft, whatever the season.

    `season` and `in_season` are what the source calls it, `season` a year for some; None in a
    draft from nothing. `minutes` may be rounded when `approximate`. `aired` is the day it was or
    will be shown first, None where nobody says; `unaired` that it's announced without a day.
    `summary` is plain text, "" for none.
    """

    minutes: int
    approximate: bool
    season: int | None = None
    in_season: int | None = None
    title: str | None = None
    aired: dt.date | None = None
    unaired: bool = False
    summary: str = ""


class Special(NamedTuple):
    """An episode without a number, which the story may or may not need."""

    title: str
    season: int | None
    minutes: int | None
    aired: dt.date | None


class Part(NamedTuple):
    """A character, and who plays them."""

    character: str
    actors: tuple[str, ...]


class Draft(NamedTuple):
    """A show, its episodes in the order of season and number.

    `network` may be several names in one text. `page` is the show's at TVmaze, None where unknown;
    `from_tvmaze` says whether the data is theirs, under CC BY-SA 4.0. `notes` say what's odd, for
    whoever improves the file, and nothing of the story.
    """

    title: str
    episodes: tuple[Entry, ...]
    language: str | None = None
    premiered: dt.date | None = None
    network: str | None = None
    page: str | None = None
    from_tvmaze: bool = False
    actors: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    specials: tuple[Special, ...] = ()
    notes: tuple[str, ...] = ()


def blank(title: str, episodes: int, minutes: int) -> Draft:
    """Return a draft from nothing. Raises `BlankDraftError` where that can't be a show."""
    if not 1 <= episodes <= MOST_EPISODES:
        raise BlankDraftError("number of episodes", episodes, f"1 to {MOST_EPISODES}")
    if not 1 <= minutes <= LONGEST_EPISODE:
        raise BlankDraftError("length of an episode", minutes, f"1 to {LONGEST_EPISODE} minutes")
    return titled(Draft("", (Entry(minutes, approximate=True),) * episodes), title)


def titled(draft: Draft, title: str) -> Draft:
    """Return a draft under another title. Raises `BlankDraftError` for what can't be one."""
    if not name(title):
        raise BlankDraftError("title of a show", title, "a name with letters in it")
    return draft._replace(title=name(title))
