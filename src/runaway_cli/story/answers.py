"""Reads what TVmaze answers: which shape it has, and what of it a draft can be made from."""

import json
import re
from typing import Any, NamedTuple

from runaway_cli.story.draft_errors import (
    EmptyAnswerError,
    NoEpisodesError,
    NotAnAnswerError,
    RefusedError,
    SeveralShowsError,
    WhichShowError,
)
from runaway_cli.story.plaintext import name

LARGEST = 20_000_000  # bytes; 3,000 episodes take one million
_SHOW = re.compile(r"/shows/(\d{1,9})\b")
_SLUG = re.compile(r"/episodes/\d+/(.{1,160}?)-(?:\d+x\d+|s\d+-special)\b")

Item = dict[str, Any]
"""A JSON object. Nothing in it can be relied on."""


class Answer(NamedTuple):
    """One show, perhaps an empty object, with its episodes and specials in any order."""

    show: Item
    episodes: list[Item]


def read(answer: str | bytes) -> Answer:
    """Return the show and the episodes of an answer.

    Raises one of the errors of `draft_errors` for everything else that TVmaze, a proxy or a typo
    may hand over.
    """
    found = _loaded(answer)
    if isinstance(found, dict):
        return _show(found)
    if isinstance(found, list):
        return _list(_objects(found))
    raise NotAnAnswerError("it's a single value")


def part(item: Item, key: str) -> Item:
    """Return the object under `key`, an empty one where there is none."""
    value = item.get(key)
    return value if isinstance(value, dict) else {}


def text(item: Item, key: str) -> str:
    """Return the text under `key` as it stands there, "" where there is none."""
    value = item.get(key)
    return value if isinstance(value, str) else ""


def whole(value: object, low: int = 0, high: int = 9_999) -> int | None:
    """Return `value` if it's a whole number from `low` to `high`, else None."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if low <= value <= high else None


def objects_of(item: Item, key: str) -> list[Item]:
    """Return the list of objects under `key`, empty where there is none."""
    value = item.get(key)
    return _objects(value) if isinstance(value, list) else []


def show_id(answer: Answer) -> int | None:
    """Return the number TVmaze has for the show, None where the answer doesn't say."""
    return next(iter(_show_ids(answer)), None)


def show_name(answer: Answer) -> tuple[str, bool]:
    """Return the show's name, and whether it had to be guessed from an address."""
    if said := name(answer.show.get("name")):
        return said, False
    for episode in answer.episodes:
        slug = _SLUG.search(text(episode, "url"))
        if slug and (said := name(slug[1].replace("-", " "))):
            return said.title(), True
    return "Untitled", True


def _loaded(answer: str | bytes) -> object:
    if len(answer) > LARGEST:
        raise NotAnAnswerError(f"it's larger than {LARGEST // 1_000_000} MB")
    try:
        said = answer if isinstance(answer, str) else answer.decode("utf-8")
        said = said.removeprefix("\ufeff").strip()
        if not said:
            raise EmptyAnswerError
        if said.startswith("<"):
            raise NotAnAnswerError("it's a web page; the data is at api.tvmaze.com")
        return json.loads(said)
    except RecursionError:
        raise NotAnAnswerError("it's nested too deeply") from None
    except ValueError:
        raise NotAnAnswerError("it isn't JSON") from None


def _objects(values: list[Any]) -> list[Item]:
    if not all(isinstance(value, dict) for value in values):
        raise NotAnAnswerError("one of its lists holds something else than objects")
    return values


def _show(found: Item) -> Answer:
    if status := whole(found.get("status")):
        raise RefusedError(status, name(found.get("name")))
    if "season" in found:
        raise NotAnAnswerError("it's a single episode")
    id_, title = whole(found.get("id"), 1, 10**9), name(found.get("name"))
    if id_ is None or not title:
        raise NotAnAnswerError("it has no show in it")
    embedded = part(found, "_embedded")
    if not isinstance(embedded.get("episodes"), list):
        raise NoEpisodesError(title, id_)
    return Answer(found, objects_of(embedded, "episodes"))


def _list(items: list[Item]) -> Answer:
    if not items:
        raise EmptyAnswerError
    if "season" not in items[0]:
        raise _no_episodes(items)
    first = part(items[0], "show") or part(part(items[0], "_embedded"), "show")
    answer = Answer(first or part(part(items[0], "_links"), "show"), items)
    shows = _show_ids(answer)
    if len(shows) > 1:
        raise SeveralShowsError(len(shows))
    return answer


def _no_episodes(items: list[Item]) -> Exception:
    """Return what to say about a search, a list of shows, or a list of anything else."""
    shows = [part(item, "show") if "score" in item else item for item in items]
    if not all("schedule" in show for show in shows):
        return NotAnAnswerError("it's a list of something else than episodes")
    named = [
        (id_, name(show.get("name")), _year(text(show, "premiered")))
        for show in shows
        if (id_ := whole(show.get("id"), 1, 10**9))
    ]
    return WhichShowError(named)


def _year(premiered: str) -> int | None:
    return int(premiered[:4]) if re.match("[0-9]{4}-", premiered) else None


def _show_ids(answer: Answer) -> dict[int, None]:
    """Return the numbers of all shows named by an answer or its episodes, each once."""
    shows = [answer.show]
    for episode in answer.episodes:
        shows += [part(episode, "show"), part(part(episode, "_embedded"), "show")]
        shows += [part(part(episode, "_links"), "show")]
    return dict.fromkeys(id_ for show in shows if (id_ := _id(show)))


def _id(show: Item) -> int | None:
    """Return the number of a show, or the one in a link to a show."""
    linked = _SHOW.search(text(show, "href"))
    return whole(show.get("id"), 1, 10**9) or (int(linked[1]) if linked else None)
