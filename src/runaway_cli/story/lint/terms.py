"""Words that give something away, and where they stand before their time."""

import re
from collections.abc import Callable, Iterable, Iterator

from runaway_cli.story.lint.show import Chapter, Finding, Show, records, texts

TOO_EARLY = "this says too early what is kept for chapter"
EVERYDAY = {
    *("baby", "brother", "camera", "child", "daughter", "family", "father", "friend", "girl"),
    *("home", "house", "husband", "list", "man", "mother", "murder", "one", "police", "secret"),
    *("secrets", "sister", "son", "sons", "the", "truth", "wife", "woman"),
}  # words anybody may use, which keep nothing by themselves


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


def own_terms(show: Show) -> Iterator[Finding]:
    """A fact's terms are words of its own text, and no term is an everyday word."""
    for chapter in show.chapters:
        for fact in records(chapter, "fact"):
            for term in fact.values.get("terms", []):
                if not is_in(term, words(fact.values.get("text", ""))):
                    yield fact.finding("a fact's terms have to be in its text", term)
                if term.casefold() in EVERYDAY:
                    yield fact.finding(_TOO_COMMON, term)
        for term in chapter.values.get("terms", []):
            if term.casefold() in EVERYDAY:
                yield Finding(chapter.number, chapter.line, _TOO_COMMON, term)


_TOO_COMMON = "everybody says this, so it's no term by itself; a pair of words is"


def kept(show: Show) -> Iterator[Finding]:
    """No term of a chapter, and no new name, stands in a text of an earlier one."""
    said = [(0, 1, text, words(text)) for text in _head_texts(show)]
    said += [
        (chapter.number, chapter.line, text, words(text))
        for chapter in show.chapters
        for text in texts(chapter.values)
    ]
    for later, term in _terms(show.chapters):
        for number, line, text, text_words in said:
            if number < later and is_in(term, text_words):
                yield Finding(number, line, f"{TOO_EARLY} {later} ({term})", text)


def _head_texts(show: Show) -> Iterator[str]:
    """Yield what everybody can read, comments included."""
    yield from texts(show.head)
    yield from re.findall(r"#(.*)", show.text)


def _terms(chapters: Iterable[Chapter]) -> Iterator[tuple[int, str]]:
    """Yield each term with its chapter: those written down, and the words of new names."""
    heard = set(EVERYDAY)
    for chapter in chapters:
        written = [*chapter.values.get("terms", [])]
        for fact in records(chapter, "fact"):
            written += fact.values.get("terms", [])
        names = [
            name
            for person in records(chapter, "person")
            for name in (
                *(person.values[key] for key in ("name", "actor") if key in person.values),
                *person.values.get("aliases", []),
            )
        ]
        capitalised = {w for name in names for w in re.findall(r"\w{3,}", name) if w[0].isupper()}
        written += sorted(word for word in capitalised if word.casefold() not in heard)
        heard |= {word.casefold() for name in names for word in re.findall(r"\w+", name)}
        yield from ((chapter.number, term) for term in written)


TERMS: tuple[Callable[[Show], Iterator[Finding]], ...] = (own_terms, kept)
