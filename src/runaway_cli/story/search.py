"""Finds the people a tired viewer means, and what is told of anything, among what they know."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from runaway_cli.story.model import Person

SHORTEST = 3  # letters that are enough to mean anything but a name, or a word somebody goes by
A_SURNAME = 6  # letters; less, and any first name is near to some actor's
FILLERS = {  # of a question
    *("a", "an", "the", "that", "this", "is", "was", "who", "whos"),
    *("he", "him", "she", "her", "they", "them", "it"),
    *("in", "of", "on", "at", "with", "plays", "played"),
}
People = tuple[Person, ...]


def find(people: Sequence[Person], asked: str) -> People:
    """Return everyone `asked` fits, in the order of `people`; empty when it fits nobody.

    Whole names go before beginnings of names ("pai gre"), then come several names in a row ("paige
    aaron"), what people are or were to the viewer ("detectives", also an actor or a word they go
    by), parts of names, and at last the facts about them. What comes after "'s" says what somebody
    is ("nell's father"), so names in a row aren't meant. Articles don't matter.
    """
    wanted = plain(re.sub(r"['’]s\b", "", asked))
    names = [(person, _names(person)) for person in people]
    if exact := tuple(p for p, own in names if wanted in own):
        return exact
    words = _words(wanted)
    if not words:
        return ()
    named = tuple(p for p, own in names if any(_begins(words, name) for name in own))
    found = named or (() if re.search(r"['’]s\s+\w", asked) else _several(people, words))
    found = found or tuple(p for p in people if _is_described(p, words))
    if found or len("".join(words)) < SHORTEST:
        return found
    return tuple(p for p, own in names if any(" ".join(words) in name for name in own)) or tuple(
        p for p in people if any(_begins(words, plain(fact.text)) for fact in p.facts)
    )


def mentions(text: str, asked: str) -> bool:
    """Whether every word of `asked` begins a word of `text`, the fillers of a question aside."""
    words = _words(plain(asked))
    return bool(words) and _begins(words, plain(text))


def marks(text: str, asked: str) -> Iterator[tuple[int, int]]:
    """Yield where a word of `text` starts and ends that a word of `asked` begins."""
    words = _words(plain(asked))
    for found in re.finditer(r"[\w'’\u0300-\u036f]+", text):
        if any(_begins([word], plain(found[0])) for word in words):
            yield found.span()


def nearest(people: Sequence[Person], asked: str) -> People:
    """Return the people with a name that is `asked` but for a slip of the finger, or else those
    with such an actor, if `asked` is long enough to mean one.

    A slip is a letter too many, too few, wrong, or swapped with the next: one in four to seven
    letters, two in more, none in less.
    """
    wanted = plain(asked)
    if not wanted:
        return ()
    for texts in (_names, _actors) if len(wanted) >= A_SURNAME else (_names,):
        slips = {person: _fewest_slips(wanted, texts(person)) for person in people}
        fewest = min(slips.values(), default=len(wanted))
        if fewest <= _allowed(wanted):
            return tuple(person for person in people if slips[person] == fewest)
    return ()


def plain(text: str) -> str:
    """Return `text` without case, accents and punctuation; apostrophes leave no gap."""
    bare = unicodedata.normalize("NFKD", re.sub("['’]", "", text.casefold()))
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", letters))


def gist(asked: str) -> str:
    """Return `asked` without the fillers of a question, unless there's nothing else in it."""
    return " ".join(word for word in asked.split() if plain(word) not in FILLERS) or asked


def _words(wanted: str) -> list[str]:
    """Return the words of a plain text without fillers, unless there's nothing else in it."""
    words = wanted.split()
    return [word for word in words if word not in FILLERS] or words


def _several(people: Sequence[Person], wanted: Sequence[str]) -> People:
    """Return the people `wanted` names one after the other; empty unless each of its words begins
    one of a name, with three letters or more."""
    found: list[Person] = []
    rest = [word for word in dict.fromkeys(wanted) if word != "and"]
    longest = max((len(name.split()) for p in people for name in _names(p)), default=0)
    while rest:
        for length in range(min(longest, len(rest)), 0, -1):
            words = rest[:length]
            if len("".join(words)) < SHORTEST:
                return ()
            if named := [p for p in people if any(_begins(words, n) for n in _names(p))]:
                found += named
                rest = rest[length:]
                break
        else:
            return ()
    return tuple(person for person in people if person in found)


def _names(person: Person) -> list[str]:
    return [plain(name) for name in (person.name, *person.aliases)]


def _actors(person: Person) -> list[str]:
    return [plain(person.actor)] if person.actor else []


def _is_described(person: Person, words: Sequence[str]) -> bool:
    """Whether names, actor, roles, news and the words somebody goes by say all of `words`."""
    goes_by = [plain(word) for word in person.words]
    if len("".join(words)) < SHORTEST:
        return " ".join(words) in goes_by
    said = [*_names(person), *_actors(person), *map(plain, person.descriptions), *goes_by]
    return _begins(words, " ".join(said))


def _begins(words: Sequence[str], text: str) -> bool:
    """Whether each of `words` is the beginning, or the plural, of a word of a plain text."""
    there = text.split()
    return all(
        any(own.startswith(word) or own in _singulars(word) for own in there) for word in words
    )


def _singulars(word: str) -> list[str]:
    """Return what `word` may be the plural of: "cop" for "cops"; nothing for most."""
    if len(word) <= SHORTEST or not word.endswith("s"):
        return []
    return [word[:-1], word.removesuffix("es"), f"{word.removesuffix('ies')}y"]


def _allowed(wanted: str) -> int:
    return 0 if len(wanted) < 4 else 1 if len(wanted) < 8 else 2


def _fewest_slips(wanted: str, texts: Sequence[str]) -> int:
    """Return how many slips lead from one of `texts`, or one of their words, to `wanted`."""
    near = [near for text in texts for near in (text, *text.split())]
    return min((_slips(wanted, text) for text in near), default=len(wanted))


def _slips(one: str, other: str) -> int:
    """Return the edit distance of two words, where swapping two neighbours is one edit; of words
    too far apart to mean each other, only that it's too large."""
    too_many = _allowed(one) + 1
    if abs(len(one) - len(other)) >= too_many:
        return too_many
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, their in enumerate(other, start=1):
            steps = [before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != their)]
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == their:
                steps.append(above[j - 2] + 1)
            row.append(min(steps))
        if min(row) >= too_many:
            return too_many
    return row[-1]
