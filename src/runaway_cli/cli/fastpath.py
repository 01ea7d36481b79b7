"""The short way through a plain command line, for answers at once.

What it takes, it takes as the command tree would; whatever is not plain (an abbreviation, "--",
"--as-of=2", a number out of range, --help) it leaves to the tree, which costs 45 ms to import.
"""

import functools
import re
from collections.abc import Callable, Sequence
from typing import Any, get_args, get_type_hints

from runaway_cli.cli.params import Argument, Option

Command = Callable[..., int | None]


def take(function: Command, words: Sequence[str]) -> Callable[[], int | None] | None:
    """Return `function` with what `words` mean, None when they are not plain."""
    hints = get_type_hints(function, include_extras=True)
    wishes = {name: get_args(hint) for name, hint in hints.items() if name != "return"}
    options = {wish.name: name for name, (_, wish) in wishes.items() if isinstance(wish, Option)}
    given: dict[str, Any] = {}
    behind: list[str] = []
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            behind.append(word)
        elif word not in options or options[word] in given:
            return None
        else:
            name = options[word]
            kind, option = wishes[name]
            given[name] = True if kind is bool else _value(kind, option, next(rest, "-"))
            if given[name] is None:
                return None
    for name, (kind, wish) in wishes.items():
        if isinstance(wish, Argument) and behind:
            is_list = kind in (list[str], list[str] | None)
            given[name] = behind if is_list else behind.pop() if len(behind) == 1 else None
            behind = [] if given[name] else behind
    needed = function.__code__.co_argcount - len(function.__defaults__ or ())
    is_missing = any(name not in given for name in list(wishes)[:needed])
    return None if behind or is_missing else functools.partial(function, **given)


def _value(kind: Any, option: Option, word: str) -> str | int | float | None:
    """Return what `word` means for an option, None when it is not plain."""
    if word.startswith("-"):
        return None
    if kind in (str, str | None):
        return word
    number = r"[0-9]{1,6}" if kind in (int, int | None) else r"[0-9]{1,6}(\.[0-9]{1,6})?"
    if not re.fullmatch(number, word):
        return None
    value = int(word) if kind in (int, int | None) else float(word)
    too_little = option.lowest is not None and value < option.lowest
    too_much = option.highest is not None and value > option.highest
    return None if too_little or too_much else value
