"""Finds the people a tired viewer means, among those they have heard of."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from runaway_cli.story.model import Person

_CLOSE = 0.72  # how alike two words are, of 1, to pass for a slip of the finger


def find(people: Sequence[Person], asked: str) -> tuple[Person, ...]:
    """Return the people `asked` fits best, in their order; none when it fits nobody.

    A whole name goes before the beginnings of its words, these before a part of a name, an actor
    and a role. It takes three letters to mean an actor or a role.
    """
    wanted = plain(asked)
    if not wanted:
        return ()
    fits: list[Callable[[Person], bool]] = [
        lambda p: wanted in _names(p),
        lambda p: any(_begins(wanted, name) for name in _names(p)),
        lambda p: any(wanted in name for name in _names(p)),
    ]
    if len(wanted) > 2:
        fits.append(lambda p: _begins(wanted, plain(p.actor or "")))
        fits.append(lambda p: _begins(wanted, plain(p.role or "")))
    for fit in fits:
        if found := tuple(person for person in people if fit(person)):
            return found
    return ()


def nearest(people: Sequence[Person], asked: str) -> tuple[Person, ...]:
    """Return the people whose names, or else whose actors' names, are nearly `asked`."""
    wanted = plain(asked)
    if not wanted:
        return ()
    for texts in (_names, lambda p: [plain(p.actor or "")]):
        likeness = {person: _likeness(wanted, texts(person)) for person in people}
        closest = max(likeness.values(), default=0)
        if found := tuple(p for p in people if likeness[p] == closest >= _CLOSE):
            return found
    return ()


def plain(text: str) -> str:
    """Return `text` without case, accents and punctuation."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", letters))


def _names(person: Person) -> list[str]:
    return [plain(name) for name in (person.name, *person.aliases)]


def _begins(wanted: str, text: str) -> bool:
    """Whether every word of `wanted` is the beginning of a word of `text`."""
    return all(any(word.startswith(w) for word in text.split()) for w in wanted.split())


def _likeness(wanted: str, texts: Sequence[str]) -> float:
    """Return how near `wanted` is to one of `texts`, or one of their words: 0 to 1."""
    import difflib  # 2 ms, for slips of the finger only

    near = [near for text in texts for near in (text, *text.split())]
    return max(difflib.SequenceMatcher(None, wanted, text).ratio() for text in near)
