"""Words that give something away, and where they stand."""

import re
from collections.abc import Iterable


def words(text: str) -> set[str]:
    """Return the words of `text`, without case.

    A word joined by a hyphen or an apostrophe is there whole and in its parts.
    """
    joined = re.findall(r"[\w'’-]+", text.casefold())
    return {part for word in joined for part in (word, *re.split(r"['’-]", word))}


def is_in(term: str, text_words: Iterable[str]) -> bool:
    """Whether all words of `term` are among `text_words`; "glove*" is any that begins so."""
    return all(
        any(word.startswith(w[:-1]) for word in text_words) if w.endswith("*") else w in text_words
        for w in term.casefold().split()
    )
