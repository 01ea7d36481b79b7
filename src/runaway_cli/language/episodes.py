"""Which episodes people mean. The one way to name them, in every command.

    3   ep3   e3   "episode 3"   three   s1e3   S01E03   1x03   "season 1, episode 3"
    last   latest   next   "the next one"   all
    2-4   2..4   "2 to 4"   4,5   "4 and 5"   "4, 5 and 6"   1-3 5
    s2   "season 2", where there are several

As one word or as several, in any case. Never "#3", which shells take for a comment.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from runaway_cli.language.counting import NUMBER, ranges, whole
from runaway_cli.language.errors import (
    NoLastEpisodeError,
    NoNextEpisodeError,
    NoSuchEpisodeError,
    NoSuchSeasonError,
    NotUnderstoodError,
    RunsBackwardsError,
)

Place = tuple[int, int]
"""What an episode is called where there are several seasons: (season, number in it)."""

_EPISODE = r"e(?:p(?:isode)?s?)?\.? ?"
_SEASON = rf"s(?:eason)? ?[0-9]{{1,4}}[ .,]{{0,2}}{_EPISODE}|[0-9]{{1,4}}[x×]"
_NUMBERED = rf"(?:{_SEASON}|{_EPISODE})?{NUMBER}(?![0-9a-z])"
_NAMED = (  # never "next 2", which could be the next two
    rf"(?:the )?(?:last|latest|next)(?: one| ep(?:isode)?)?(?![0-9a-z])(?! {_NUMBERED})"
)
_ALL = r"all(?: episodes| of them)?"
_A_SEASON = rf"(?:all of )?s(?:eason)? ?({NUMBER})"


def episodes(
    words: Sequence[str], total: int, *, last: int, next_: int, places: Sequence[Place] = ()
) -> tuple[int, ...]:
    """Return the episodes that `words` name, ascending, each once; none for no words.

    There are `total` episodes, numbered on through all seasons; `places` says what each is called
    in its season, and is empty where season 1 is the only one. `last` is the episode watched last,
    0 before the first; `next_` the one to watch now, more than `total` after the finale. A season
    that was named holds for the numbers after it: s2e1-3.

    Raises `NotUnderstoodError`, `NoSuchEpisodeError`, `NoSuchSeasonError`, `NoLastEpisodeError`,
    `NoNextEpisodeError` or `RunsBackwardsError`.
    """
    if not words:
        return ()
    show = _Show(total, last, next_, places, lowest=1)
    found = {n for span in _spans(" ".join(words), show, "3 or 2-4") for n in span}
    return tuple(sorted(found))


def episode(
    text: str, total: int, *, last: int, next_: int, lowest: int = 1, places: Sequence[Place] = ()
) -> int:
    """Return the one episode, `lowest` to `total`, that `text` names; see `episodes`.

    Raises what `episodes` raises.
    """
    show = _Show(total, last, next_, places, lowest)
    spans = [*_spans(text, show, "3")]
    if len(spans) != 1 or len(spans[0]) != 1:
        raise NotUnderstoodError(text, "one episode", "3")
    return spans[0][0]


def is_episode(word: str) -> bool:
    """Whether `word` alone can only be an episode, whatever follows: ep3, e3, s1e3 or 1x03."""
    return bool(re.fullmatch(r"(?:s[0-9]{1,4}e|[0-9]{1,4}x|ep?)[0-9]{1,6}", word, re.IGNORECASE))


class _Show(NamedTuple):
    """What episode numbers are held against; the fields are as in `episodes`."""

    total: int
    last: int
    next_: int
    places: Sequence[Place]
    lowest: int

    @property
    def has_seasons(self) -> bool:
        """Whether there are several."""
        return len({season for season, _ in self.places}) > 1

    def existing(self, number: int) -> int:
        """Return `number`. Raises `NoSuchEpisodeError`."""
        if not self.lowest <= number <= self.total:
            of = "the show" if self.has_seasons else "the season"
            raise NoSuchEpisodeError(number, self.total, of)
        return number

    def named(self, word: str) -> int:
        """Return the episode that is "last", "latest" or "next"."""
        if "next" in word:
            if self.next_ > self.total:
                raise NoNextEpisodeError(self.total)
            return self.next_
        if self.last < self.lowest:
            raise NoLastEpisodeError
        return self.last

    def season(self, season: int) -> dict[int, int]:
        """Return the running number of each episode of a season, by its number in it.

        Raises `NoSuchSeasonError`.
        """
        places = self.places or [(1, n) for n in range(1, self.total + 1)]
        found = {number: n for n, (of, number) in enumerate(places, start=1) if of == season}
        if not found:
            raise NoSuchSeasonError(season, sorted({other for other, _ in places}))
        return found

    def in_season(self, season: int, number: int) -> int:
        """Return the running number of an episode of a season."""
        found = self.season(season)
        if number not in found:
            of = f"season {season}" if self.has_seasons else "the season"
            raise NoSuchEpisodeError(number, len(found), of, tuple(found))
        return found[number]


def _spans(text: str, show: _Show, instead: str) -> Iterator[range]:
    """Yield the episodes of each range in `text`; `instead` is what an error says to try."""
    text = " ".join(text.split())
    if text.isascii() and text.isdigit() and len(text) <= 6:  # saves 4 ms of compiling patterns
        number = show.existing(int(text))
        yield range(number, number + 1)
        return
    if re.fullmatch(_ALL, text, re.IGNORECASE):
        yield range(1, show.total + 1)
        return
    a_season = re.fullmatch(_A_SEASON, text.casefold())
    if a_season and show.has_seasons:
        for number in show.season(whole(a_season[1])).values():
            yield range(number, number + 1)
        return
    season: int | None = None
    try:
        for ends in ranges(text, f"{_NUMBERED}|{_NAMED}"):
            first, season = _number(ends[0], season, show)
            last, season = _number(ends[1], season, show)
            if first > last:
                raise RunsBackwardsError(first, last)
            yield range(first, last + 1)
    except ValueError as rest:
        raise NotUnderstoodError(str(rest) or text, "an episode number", instead) from None


def _number(item: str, season: int | None, show: _Show) -> tuple[int, int | None]:
    """Return the running number an item means, and the season that holds from here on."""
    if not re.fullmatch(_NUMBERED, item):
        return show.named(item), season
    *in_season, number = re.findall(NUMBER, item)
    season = whole(in_season[0]) if in_season else season
    if season is None:
        return show.existing(whole(number)), None
    return show.in_season(season, whole(number)), season
