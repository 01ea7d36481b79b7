"""Numbers, lists and ranges as people type them: "three", "2-4", "4, 5 and 6"."""

import re
from collections.abc import Iterator

LONGEST = 60  # characters of a phrase that can mean something
WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
NUMBER = rf"(?:[0-9]{{1,6}}|{WORDS})"
_TO = r"\s*(?:[-–—…]|\.{2,3}|\b(?:to|through)\b)\s*"
_AND = r"(?:\s*(?:[,;&]|\band\b))+\s*|\s+"


def whole(word: str) -> int:
    """Return the number that "3", "03" or "three" is; "a" and "an" are 1."""
    if word in ("a", "an"):
        return 1
    words = WORDS.split("|")
    return words.index(word) + 1 if word in words else int(word)


def plain(text: str) -> str:
    """Return `text` in lower case, with single spaces and none around it."""
    return " ".join(text.casefold().split())


def ranges(text: str, item: str) -> Iterator[tuple[str, str]]:
    """Yield the first and last item of each range in a list, in lower case.

    An item on its own is both. `item` is a pattern for one. Raises `ValueError`, with what is left
    of `text`, as soon as that isn't a list of ranges.
    """
    span = rf"(?P<first>{item})(?:{_TO}(?P<last>{item}))?(?P<and>{_AND}|$)"
    one = re.compile(span, re.IGNORECASE)
    place, goes_on = 0, True
    while goes_on:
        found = one.match(text, place)
        if not found:
            raise ValueError(text[place:])
        first, last = found["first"], found["last"] or found["first"]
        yield first.casefold(), last.casefold()
        place, goes_on = found.end(), bool(found["and"])
