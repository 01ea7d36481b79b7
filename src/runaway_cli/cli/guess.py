"""What somebody means who types a word that isn't a command."""

from collections.abc import Callable, Sequence

from runaway_cli.cli.errors import NoSuchCommandError
from runaway_cli.cli.registry import ALIASES, COMMANDS, HINTS, INSTEAD, resolve
from runaway_cli.errors import UsageError
from runaway_cli.language.phrases import line_of, quoted
from runaway_cli.story.search import gist

MYSELF = {"am", "are", "did", "i", "left", "leave", "off", "stop", "stopped", "was", "we", "were"}
LEAST_LIKENESS = 0.7  # of 1, for a word that starts with the same letter


def not_a_command(word: str, rest: Sequence[str], knows: Callable[[str], bool]) -> UsageError:
    """Return what to say of a line that starts with `word` instead of a command.

    `knows` says whether somebody heard of so far goes by a name: nobody from ahead, so that a
    name from ahead gets the same answer as a word nobody has.
    """
    if word in INSTEAD:
        return UsageError(INSTEAD[word])
    if word.isascii() and word.isdecimal():
        return UsageError(f"To mark everything up to {word} as watched: runaway watched {word}")
    name = gist(" ".join(rest if rest and nearest(word) == "who" else [word, *rest]))
    if len(word) > 1 and knows(name):
        return UsageError(f"There's no command {quoted(word)}. Try: {_who(name)}")
    words = (word, *rest)
    _, asleep, place = " ".join(words).partition("asleep ")
    if asleep and any(map(str.isdigit, place)):
        return UsageError(f"To keep your place: runaway pause {line_of(place.split())}")
    hints = [each for each in words if each.casefold() in HINTS]
    if meant := next(filter(None, map(_line, hints or words)), None):
        return UsageError(f"There's no command {quoted(word)}. Try: {meant}")
    return NoSuchCommandError(word, nearest(word))


def where(words: Sequence[str], knows: Callable[[str], bool]) -> UsageError | None:
    """Return what to say of `words` after "where", None if they ask where the viewer is.

    `knows` is as in `not_a_command`.
    """
    if set(map(str.casefold, words)) <= MYSELF:
        return None
    name = gist(" ".join(words))
    meant = _who(name) if knows(name) else "runaway"
    return UsageError(f"I don't know what to do with {quoted(' '.join(words))}. Try: {meant}")


def _who(name: str) -> str:
    return f"runaway who {line_of(name.split())}"


def _line(word: str) -> str:
    """Return the line that a word of a sentence stands for, empty if it doesn't."""
    command, more = resolve(HINTS.get(word.casefold(), word))
    return " ".join(filter(None, ("runaway", command.name, *more))) if command else ""


def nearest(word: str) -> str | None:
    """Return the command that `word` is nearly called, None if it's like none of them.

    Its first letter has to be right: so no slip leads to a command that does the opposite.
    """
    from difflib import SequenceMatcher  # for slips only

    likeness = {
        name: SequenceMatcher(None, word.casefold(), name).ratio()
        for name in (*COMMANDS, *ALIASES)
        if name[:1] == word[:1].casefold()
    }
    closest = max(likeness, key=lambda name: likeness[name], default=None)
    if closest is None or likeness[closest] < LEAST_LIKENESS:
        return None
    return ALIASES[closest][0] if closest in ALIASES else closest
