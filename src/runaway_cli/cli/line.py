"""The words of a line, before anything parses them."""

from collections.abc import Mapping, Sequence

from runaway_cli.cli.params import CHOOSING, Option


def has(name: str, words: Sequence[str]) -> bool:
    """Whether an option of this name is among `words`. What stands behind "--" is text."""
    return name in _before_text(words)


def asks_for(option: Option, words: Sequence[str]) -> bool:
    """Whether an option is among `words`, by any of its names."""
    return any(has(name, words) for name in option.names)


def values_of(option: str, words: Sequence[str]) -> list[str]:
    """Return the values that an option is given, in order. What stands behind "--" is text."""
    words, found = _before_text(words), list[str]()
    for place, word in enumerate(words, start=1):
        name, equals, value = word.partition("=")
        if name == option:
            found += [value] if equals else words[place : place + 1]
    return found


def chosen(words: Sequence[str]) -> list[str]:
    """Return the options that say whose diary and which show a line is about, and their values."""
    return [
        word
        for option in CHOOSING
        for value in values_of(option, words)
        for word in (option, value)
    ]


def apart(words: Sequence[str], options: Mapping[str, Option]) -> tuple[list[str], list[str]]:
    """Return the words of a line that aren't an option's, and the `options` with their values."""
    own: list[str] = []
    given: list[str] = []
    rest = iter(words)
    for word in rest:
        name, equals, _ = word.partition("=")
        if not word.startswith("-"):
            own.append(word)
            continue
        given.append(word)
        if name in options and options[name].metavar and not equals:
            given += [value for value in [next(rest, None)] if value is not None]
    return own, given


def options_last(words: list[str], options: Mapping[str, Option]) -> list[str]:
    """Return a line with the `options` in front of its command behind that.

    A line that starts with anything else stays as it is. "--" in front of the command says nothing.
    """
    place = 0
    while place < len(words) and words[place].startswith("-") and words[place] != "--":
        name, equals, _ = words[place].partition("=")
        if name not in options:
            return words
        place += 2 if options[name].metavar and not equals else 1
    given, rest = words[:place], words[place:]
    if rest[:1] == ["--"]:
        del rest[0]
    return [*rest[:1], *given, *rest[1:]]


def _before_text(words: Sequence[str]) -> list[str]:
    words = list(words)
    return words[: words.index("--")] if "--" in words else words
