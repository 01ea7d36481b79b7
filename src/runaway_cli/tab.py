"""The short way to what Tab offers behind a command.

It tells bash, zsh and fish what the command tree would. Whatever is not plain (an option, quotes,
the command itself, another shell) it leaves to the tree.
"""

import os
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import NamedTuple, get_args, get_type_hints

from runaway_cli.cli import PRESSED
from runaway_cli.commands.options import Argument

_SHELLS = ("complete_bash", "complete_zsh", "complete_fish")
_IN_ZSH = str.maketrans({'"': '""', "'": "''", "$": r"\$", "`": r"\`", ":": r"\\:"})


class Line(NamedTuple):
    """A line on which Tab was pressed: the command, the words behind it, the one just begun."""

    command: str
    typed: list[str]
    begun: str


def line() -> Line | None:
    """Return the line on which Tab was pressed, None when it is not plain."""
    typed, begun = words()
    is_plain = _text().isprintable() and not set(_text()) & set("\"'\\")
    has_options = any(word.startswith("-") for word in (*typed, begun))
    if os.environ[PRESSED] not in _SHELLS or not typed or not is_plain or has_options:
        return None
    return Line(typed[0], typed[1:], begun)


def words() -> tuple[list[str], str]:
    """Return the words behind `runaway` that are typed, and the one that is just begun."""
    split = _text().split()
    place = len(split) - (not _text().endswith(" "))
    if os.environ[PRESSED] == _SHELLS[0]:
        number = os.environ.get("COMP_CWORD", "")
        place = int(number) if number.isdecimal() else 0
    return split[1:place], "".join(split[place : place + 1])


def _text() -> str:
    """Return what the shell hands over; bash has a line for each word."""
    is_bash = os.environ[PRESSED] == _SHELLS[0]
    text = os.environ.get("COMP_WORDS" if is_bash else "_TYPER_COMPLETE_ARGS", "")
    return text.replace("\n", " ")


def take(function: Callable[..., int | None], here: Line) -> Callable[[], int | None] | None:
    """Return what tells the shell what can follow, None when `function` takes no more words."""
    for name, hint in get_type_hints(function, include_extras=True).items():
        kind, *wishes = get_args(hint) or (None,)
        for wish in wishes:
            is_list = kind in (list[str], list[str] | None)
            if isinstance(wish, Argument) and (is_list or not here.typed):
                context = SimpleNamespace(params={name: here.typed})
                return lambda: _offer(wish.complete(context, here.begun))
    return None


def _offer(words: Sequence[str]) -> int:
    """Tell the shell `words`, and return the exit code it waits for."""
    shell = os.environ[PRESSED]
    if shell == "complete_zsh":
        said = "\n".join(f'"{word.translate(_IN_ZSH)}"' for word in words)
        print(f"_arguments '*: :(({said}))'" if words else "_files")
    elif os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args" and shell == "complete_fish":
        return 0 if words else 1
    else:
        print("\n".join(words))
    return 0
