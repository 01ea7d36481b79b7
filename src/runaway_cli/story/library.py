"""Shows of one's own: looks a file over, and puts it where it's read chapter by chapter.

Takes in a whole show and keeps none of it.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO, NamedTuple

from runaway_cli.language.phrases import reason
from runaway_cli.story import lint
from runaway_cli.story.airlock import EVERYTHING, LARGEST
from runaway_cli.story.library_errors import (
    BundledShowError,
    FewerEpisodesError,
    MovedError,
    NotAShowError,
    NotStoredError,
    WrongFormError,
)
from runaway_cli.story.lint.show import Show, records
from runaway_cli.story.records import EVIDENCE
from runaway_cli.system import atomic, shows

Place = tuple[int, int] | None
"""What an episode is called in its season, as (season, number in it)."""


class Added(NamedTuple):
    """A show that was added. `before` is how many episodes it had, None for a new one."""

    id: str
    title: str
    total: int
    before: int | None


def add(source: BinaryIO, home: str, bundled: str) -> Added:
    """Put the show file that can be read from `source` on the shelf in `home`.

    It may be a newer file of a show that's there, if no episode has moved. `bundled` is the title
    that's taken. Raises one of `library_errors`, and then nothing has changed.
    """
    text = _text(source.read(LARGEST + 1))
    if not text.strip():
        raise NotAShowError("nothing is in it")
    show = _checked(text)
    title = show.head["title"]
    id_ = shows.id_of(title)
    if id_ == shows.id_of(bundled):
        raise BundledShowError(bundled, "added")
    folder = shows.folder_of(home, id_)
    before = _before(folder)
    if before:
        _compare(id_, before, show)
    try:
        _store(folder, text, show)
    except OSError as error:
        raise NotStoredError(folder, reason(error)) from None
    return Added(id_, title, len(_places(show)), len(_places(before)) if before else None)


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise NotAShowError(f"it's larger than {LARGEST // 1_000_000} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAShowError("it isn't UTF-8 text") from None
    return text.replace("\r\n", "\n")


def _checked(text: str) -> Show:
    """Return the show in a file that can be opened at any position."""
    if text.lstrip().startswith(("{", "[{")):
        raise NotAShowError(
            "it looks like a TVmaze answer. To draft a show from it: "
            "runaway draft FILE --to show.toml"
        )
    show, findings = lint.opened(text)
    if findings:
        raise WrongFormError(str(findings[0]), len(findings) - 1)
    if not show.chapters or not _places(show):
        raise NotAShowError("it lists no episodes")
    if not any(map(str.isalnum, show.head["title"])):
        raise NotAShowError("it has no title")
    return show


def _before(folder: str) -> Show | None:
    """Return the show that's in a folder, None if there is none that can be opened."""
    try:
        with open(os.path.join(folder, shows.WRITTEN), "rb") as file:
            return _checked(_text(file.read(LARGEST + 1)))
    except (OSError, NotAShowError, WrongFormError):
        return None


def _compare(id_: str, before: Show, after: Show) -> None:
    """Raise an error if the diary of a show would no longer fit."""
    old, new = _places(before), _places(after)
    if len(new) < len(old):
        raise FewerEpisodesError(id_, len(new), len(old))
    if moves := list(_moves(before, after)):
        raise MovedError(id_, moves)


def _moves(before: Show, after: Show) -> Iterator[tuple[int, int | None]]:
    """Yield the number of each episode that isn't where it was, and its new one if that's known.

    An episode is known by its place in the season, and by a title that no other has.
    """
    old, new = _places(before), _places(after)
    titles, numbers = _titles(before), {title: n for n, title in _titles(after).items()}
    for number, place in enumerate(old, 1):
        now = new[number - 1]
        if place and now and place != now:
            yield number, new.index(place) + 1 if place in new else None
        elif numbers.get(titles.get(number, ""), number) != number:
            yield number, numbers[titles[number]]


def _places(show: Show) -> list[Place]:
    """Return what each episode is called in its season, None where nobody says."""
    return [
        (record.values["season"], record.values["in_season"]) if "season" in record.values else None
        for record in records(show.chapters[0], "episode")
    ]


def _titles(show: Show) -> dict[int, str]:
    """Return the titles of episodes by number, without those that several share."""
    titles = {
        int(record.values["id"]): record.values["title"]
        for chapter in show.chapters
        for record in records(chapter, "episode")
        if "title" in record.values
    }
    shared = Counter(titles.values())
    return {number: title for number, title in titles.items() if shared[title] == 1}


def _store(folder: str, text: str, show: Show) -> None:
    """Put both forms of a show into a folder. Raises OSError."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    written, stored = (os.path.join(folder, name) for name in (shows.WRITTEN, shows.STORED))
    atomic.replace(written, text.encode(), mode=atomic.PRIVATE)
    lines = (show.head, *(_told(chapter.values) for chapter in show.chapters))
    content = "".join(
        json.dumps(line, default=date.isoformat, ensure_ascii=False) + "\n" for line in lines
    )
    atomic.replace(stored, content.encode(), mode=atomic.PRIVATE)
    facts = os.stat(written)
    os.utime(stored, ns=(facts.st_atime_ns, facts.st_mtime_ns))  # see `shows.show_file`


def _told(chapter: Mapping[str, Any]) -> dict[str, Any]:
    """Return a chapter without what is for who writes it."""
    lists = {
        name: [{k: v for k, v in record.items() if k not in EVIDENCE - {"sure"}} for record in told]
        for name, told in chapter.items()
        if name in EVERYTHING
    }
    return {"after": chapter["after"], **lists}
