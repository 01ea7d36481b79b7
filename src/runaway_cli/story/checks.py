"""What makes a show's file a good one, one check at a time.

A check takes the chapters that may be looked at and yields what it finds. Findings name the
chapter, and quote only what stands in it or before it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from runaway_cli.story.terms import is_in, words

LONGEST = 160  # characters of a text
SURE = {"explicit", "bound", "inferred", "premise", "unplaced"}
STORY = ("beat", "person", "tie", "fact", "clue", "question", "about")
STRUCTURE = {"id", "by", "sure", "from", "to", "same_as", "same", "url", "terms"}
SEEN = "seen"  # the source key of somebody who watched the episode
EVERYDAY = {
    *("baby", "brother", "camera", "child", "daughter", "family", "father", "friend", "girl"),
    *("home", "house", "husband", "list", "man", "mother", "murder", "one", "police", "secret"),
    *("secrets", "sister", "son", "sons", "the", "truth", "wife", "woman"),
}  # words anybody may use, which keep nothing by themselves


class Chapter(NamedTuple):
    """A parsed chapter; `line` is where it starts in the file, `text` all of it."""

    number: int
    line: int
    values: Mapping[str, Any]
    text: str


class Show(NamedTuple):
    """The parsed head of the file, its chapters as far as they may be looked at, and the head's
    text. `is_whole` if no chapter lies ahead of them."""

    head: Mapping[str, Any]
    chapters: tuple[Chapter, ...]
    text: str
    is_whole: bool


class Record(NamedTuple):
    """A record of a list, such as a beat."""

    chapter: Chapter
    kind: str
    values: Mapping[str, Any]


class Finding(NamedTuple):
    """Something wrong with a chapter, on a line of the file or in all of it.

    `quote` is what it is about, for those who may read that chapter. `is_early` when a word of a
    later chapter stands here: that, too, is only for those who have come so far.
    """

    chapter: int
    line: int | None
    what: str
    quote: str | None = None
    is_early: bool = False

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        if self.what == "needs a maintainer":
            return f"Chapter {self.chapter} {self.what}."
        quote = f': "{self.quote}"' if self.quote else "."
        return f"Chapter {self.chapter}{line}: {self.what}{quote}"


def records(show: Show, *kinds: str) -> Iterator[Record]:
    """Yield the records of some kinds, or of all, chapter by chapter."""
    for chapter in show.chapters:
        for kind in kinds or chapter.values:
            found = chapter.values.get(kind, [])
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


def _found(record: Record, what: str, quote: str | None = None) -> Finding:
    values = record.values
    quote = quote or values.get("id") or values.get("text")
    return Finding(record.chapter.number, record.chapter.line, what, quote)


def in_order(show: Show) -> Iterator[Finding]:
    """Chapters follow one another."""
    for chapter in show.chapters:
        if chapter.values.get("after") != chapter.number:
            what = f"this is chapter {chapter.number}, so it needs: after = {chapter.number}"
            yield Finding(chapter.number, chapter.line, what)


def sourced(show: Show) -> Iterator[Finding]:
    """Every statement says where it's from and how certain it is."""
    known = {source.values.get("id") for source in records(show, "source")} | {SEEN}
    for record in records(show, *STORY):
        by = record.values.get("by")
        if not isinstance(by, list) or not by:
            yield _found(record, "says no source (by)")
        elif show.is_whole and not known.issuperset(by):
            yield _found(record, "names a source that isn't listed")
        if record.values.get("sure") not in SURE:
            yield _found(record, f"needs one of these for sure: {', '.join(sorted(SURE))}")


def unplaced_last(show: Show) -> Iterator[Finding]:
    """What nobody can place stands in the last chapter."""
    last = show.chapters[-1] if show.is_whole and show.chapters else None
    for record in records(show):
        if record.values.get("sure") == "unplaced" and record.chapter is not last:
            yield _found(record, "unplaced is for the last chapter only")


def people_exist(show: Show) -> Iterator[Finding]:
    """Ties, facts and disguises name people who are there by then."""
    there: set[str] = set()
    for chapter in show.chapters:
        of_this = show._replace(chapters=(chapter,))
        there |= {person.values.get("id", "") for person in records(of_this, "person")}
        for record in records(of_this, "tie", "fact", "person"):
            named = [record.values.get(key) for key in ("from", "to", "same_as")]
            named += record.values.get("about", [])
            for name in named:
                if name is not None and name not in there:
                    yield _found(record, "no person has this id up to here", str(name))


def told_once(show: Show) -> Iterator[Finding]:
    """No two facts or beats are the same."""
    told: set[str] = set()
    for record in records(show, "fact", "beat"):
        text = record.values.get("text", "")
        if text in told:
            yield _found(record, "this was told before", text)
        told.add(text)


def short(show: Show) -> Iterator[Finding]:
    """Texts fit a screen."""
    for record in records(show):
        for text in texts(record.values):
            if len(text) > LONGEST:
                what = f"this is {len(text)} characters long; {LONGEST} are allowed"
                yield _found(record, what, f"{text[:40]}...")


def own_terms(show: Show) -> Iterator[Finding]:
    """A fact's terms are words of its own text."""
    for fact in records(show, "fact"):
        for term in fact.values.get("terms", []):
            if not is_in(term, words(fact.values.get("text", ""))):
                yield _found(fact, "this term isn't in its fact's text", term)


def kept(show: Show) -> Iterator[Finding]:
    """No chapter's terms, and no new name, stand in an earlier chapter."""
    said = [
        (chapter.number, text, words(text))
        for chapter in show.chapters
        for text in _all_texts(show, chapter)
    ]
    for later, term in _terms(show):
        for number, text, text_words in said:
            if number < later and is_in(term, text_words):
                what = f'"{term}" is kept for chapter {later}'
                yield Finding(number, None, what, text, is_early=True)


def _all_texts(show: Show, chapter: Chapter) -> Iterator[str]:
    yield from texts(chapter.values)
    if chapter.number == 0:  # everybody can read the head, comments included
        yield from texts(show.head)
        yield from re.findall(r"#(.*)", show.text)


def _terms(show: Show) -> Iterator[tuple[int, str]]:
    """Yield each term with its chapter: those written down, and the words of new names."""
    heard = set(EVERYDAY)
    for chapter in show.chapters:
        of_this = show._replace(chapters=(chapter,))
        written = [*chapter.values.get("terms", [])]
        for fact in records(of_this, "fact"):
            written += fact.values.get("terms", [])
        yield from ((chapter.number, term) for term in written)
        names = list(_names(records(of_this, "person")))
        new = {
            word
            for name in names
            for word in re.findall(r"\w{3,}", name)
            if word[0].isupper() and word.casefold() not in heard
        }
        yield from ((chapter.number, word) for word in sorted(new))
        heard |= {word.casefold() for name in names for word in re.findall(r"\w+", name)}


def _names(people: Iterable[Record]) -> Iterator[str]:
    for person in people:
        yield from (person.values[key] for key in ("name", "actor") if key in person.values)
        yield from person.values.get("aliases", [])


CHECKS: tuple[Callable[[Show], Iterator[Finding]], ...] = (
    in_order,
    sourced,
    unplaced_last,
    people_exist,
    told_once,
    short,
    own_terms,
    kept,
)
