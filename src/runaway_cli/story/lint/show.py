"""A show's file as the lint sees it: chapters, records, and what may be said about them."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_CHAPTER = "\n[[chapter]]"
_SET_IN = re.compile(r"""^[ \t]*\[+\s*["']?chapter["']?\s*\]""", re.MULTILINE)
_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
STRUCTURE = {"id", "by", "sure", "from", "to", "same_as", "same", "url", "terms", "part"}


class Finding(NamedTuple):
    """Something wrong with a chapter, perhaps on one line of the file.

    `quote` is what it's about, for those who may read that chapter. As text: one sentence.
    """

    chapter: int
    line: int | None
    what: str
    quote: str | None = None

    def __str__(self) -> str:
        has_end = self.what.endswith("?") or ": " in self.what  # ends with what to write there
        what = self.what if has_end else f"{self.what}."
        if self.line is None:
            return f"Chapter {self.chapter} {what}"
        quote = f' "{self.quote}":' if self.quote else ""
        return f"Chapter {self.chapter}, line {self.line}:{quote} {what}"


class Chapter(NamedTuple):
    """A parsed chapter; `line` is where it starts in the file, `text` all of it."""

    number: int
    line: int
    values: Mapping[str, Any]
    text: str


class Show(NamedTuple):
    """The head of the file, parsed and as text, and its chapters as far as they may be looked at.

    `last` is the number of the last chapter in the file, looked at or not.
    """

    head: Mapping[str, Any]
    text: str
    chapters: tuple[Chapter, ...]
    last: int

    @property
    def is_whole(self) -> bool:
        """Whether all chapters may be looked at."""
        return len(self.chapters) > self.last

    def records(self, *kinds: str) -> "Iterator[Record]":
        """Yield the records of some kinds, or of all, chapter by chapter."""
        for chapter in self.chapters:
            yield from records(chapter, *kinds)

    def before(self, number: int) -> "Show":
        """Return the show without the chapters from `number` on."""
        return self._replace(chapters=self.chapters[:number])


class Record(NamedTuple):
    """A record of a list, such as a beat."""

    chapter: Chapter
    kind: str
    values: Mapping[str, Any]

    def finding(self, what: str, quote: object = None) -> Finding:
        """Say what is wrong with it; without `quote`, its id or its text says where it is."""
        said = str(quote or self.values.get("id") or self.values.get("text") or "")
        short = said if len(said) <= 60 else f"{said[:57]}..."
        return Finding(self.chapter.number, self._line(), what, short or None)

    def _line(self) -> int:
        """Return the line of the file it stands on, or that of its chapter if it isn't written as
        records usually are."""
        text = self.chapter.text
        list_ = max(0, text.find(f"\n{self.kind} = ["))
        for key in ("id", "text"):
            place = text.find(f'{key} = "{self.values.get(key)}"', list_)
            if place >= 0:
                return self.chapter.line + text.count("\n", 0, place)
        return self.chapter.line


def records(chapter: Chapter, *kinds: str) -> Iterator[Record]:
    """Yield the records of some kinds, or of all."""
    for kind in kinds or chapter.values:
        found = chapter.values.get(kind)
        if isinstance(found, list):
            yield from (Record(chapter, kind, r) for r in found if isinstance(r, dict))


def texts(node: Any) -> Iterator[str]:
    """Yield every string a viewer could read."""
    if isinstance(node, dict):
        for key, value in node.items():
            is_ids = key == "about" and all(isinstance(item, str) for item in value)
            if key not in STRUCTURE and not is_ids:
                yield from texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from texts(item)
    elif isinstance(node, str):
        yield node


def read(text: str, up_to: int | None) -> tuple[Show, list[Finding]]:
    """Parse the file up to a chapter, or to one that can't be parsed, which is a finding."""
    head, *parts = text.split(_CHAPTER)
    last = len(parts) - 1
    line = head.count("\n") + 2
    chapters: list[Chapter] = []
    try:
        parsed = tomllib.loads(head)
    except (ValueError, RecursionError) as error:
        return Show({}, head, (), last), [_not_toml(0, 1, head, str(error))]
    for number, rest in enumerate(parts[: None if up_to is None else up_to + 1]):
        part = f"[[chapter]]{rest}"
        try:
            chapters.append(Chapter(number, line, _parsed(part), part))
        except (ValueError, RecursionError) as error:
            return (
                Show(parsed, head, tuple(chapters), last),
                [_not_toml(number, line, part, str(error))],
            )
        line += part.count("\n") + 1
    return Show(parsed, head, tuple(chapters), last), []


def _parsed(part: str) -> dict[str, Any]:
    """Return the values of a chapter. Raises `TOMLDecodeError`, also for another chapter in it."""
    if stray := _SET_IN.search(part, 1):
        line = part.count("\n", 0, stray.start()) + 1
        raise tomllib.TOMLDecodeError(f"chapter (at line {line}, column 1)")
    values: dict[str, Any]
    values, *others = tomllib.loads(part)["chapter"]
    if others:
        raise tomllib.TOMLDecodeError("chapter")
    return values


def _not_toml(number: int, first: int, part: str, message: str) -> Finding:
    """Say on which line of the file a part stops being TOML, and why, if that's easy to tell.

    `first` is the line on which the part starts.
    """
    place = _PLACE.search(message)
    lines = part.split("\n")
    line = int(place[1]) if place else len(lines)
    if message.startswith("chapter"):
        what = 'a chapter starts with "[[chapter]]", at the very beginning of its line'
    elif "Unclosed array" in message and lines[line - 1].lstrip().startswith("{"):
        line -= 1
        what = "there's no comma at the end of this line"
    else:
        what = "this isn't valid TOML"
    return Finding(number, first + line - 1, what)
