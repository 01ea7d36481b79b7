"""Finds the people a tired viewer means, among those they have heard of."""

import re
import unicodedata
from collections.abc import Sequence

from runaway_cli.story.model import Person

SHORTEST = 3  # letters of a word that are enough to mean anything but a name
A_SURNAME = 6  # letters; less, and any first name is near to some actor's
People = tuple[Person, ...]


def find(people: Sequence[Person], asked: str) -> People:
    """Return everyone `asked` fits, in the order of `people`; empty when it fits nobody.

    Whole names go before beginnings of names ("pai gre"), then come parts of names, several names
    in a row ("paige aaron"), what people are or were to the viewer ("daughter", also an actor or a
    word they go by), and at last the facts about them.
    """
    wanted = plain(re.sub(r"['’]s\b", "", asked))
    if not wanted:
        return ()
    found = _named(people, wanted) or _with(people, wanted) or _several(people, wanted.split())
    if found or max(map(len, wanted.split())) < SHORTEST:
        return found
    return tuple(p for p in people if _begins(wanted, " ".join(_described(p)))) or tuple(
        p for p in people if any(_begins(wanted, plain(f.text)) for f in p.facts)
    )


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


def _named(people: Sequence[Person], wanted: str) -> People:
    """Return who has the name `wanted`, else whose names begin so."""
    names = [(person, _names(person)) for person in people]
    return tuple(p for p, own in names if wanted in own) or tuple(
        p for p, own in names if any(_begins(wanted, name) for name in own)
    )


def _with(people: Sequence[Person], wanted: str) -> People:
    """Return who has `wanted` somewhere in a name."""
    return tuple(p for p in people if any(wanted in name for name in _names(p)))


def _several(people: Sequence[Person], wanted: Sequence[str]) -> People:
    """Return the people `wanted` names one after the other; empty unless each of its words begins
    a word of a name."""
    found: list[Person] = []
    words = [word for word in dict.fromkeys(wanted) if word != "and"]
    longest = max((len(name.split()) for p in people for name in _names(p)), default=0)
    while words:
        for length in range(min(longest, len(words)), 0, -1):
            name = " ".join(words[:length])
            if len(name) >= SHORTEST and (named := _named(people, name)):
                found += named
                words = words[length:]
                break
        else:
            return ()
    return tuple(person for person in people if person in found)


def _names(person: Person) -> list[str]:
    return [plain(name) for name in (person.name, *person.aliases)]


def _actors(person: Person) -> list[str]:
    return [plain(person.actor)] if person.actor else []


def _described(person: Person) -> list[str]:
    """Return all that says who somebody is: names, actor, roles, news, and words for them."""
    said = map(plain, (*person.descriptions, *person.words))
    return [*_names(person), *_actors(person), *said]


def _begins(wanted: str, text: str) -> bool:
    """Whether every word of `wanted` is the beginning of a word of `text`."""
    return all(any(word.startswith(w) for word in text.split()) for w in wanted.split())


def _allowed(wanted: str) -> int:
    return 0 if len(wanted) < 4 else 1 if len(wanted) < 8 else 2


def _fewest_slips(wanted: str, texts: Sequence[str]) -> int:
    """Return how many slips lead from one of `texts`, or one of their words, to `wanted`."""
    near = [near for text in texts for near in (text, *text.split())]
    return min((_slips(wanted, text) for text in near), default=len(wanted))


def _slips(one: str, other: str) -> int:
    """Return the edit distance of two words, where swapping two neighbours is one edit."""
    if abs(len(one) - len(other)) > _allowed(one):
        return len(one)  # too far apart to be worth counting
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, their in enumerate(other, start=1):
            steps = [before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != their)]
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == their:
                steps.append(above[j - 2] + 1)
            row.append(min(steps))
    return row[-1]
