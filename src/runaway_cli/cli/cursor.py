"""Answers a shell in which Tab was pressed: what the word at the cursor can become.

The shells' scripts are in `shells.py`. They ask with `runaway _complete -- WORDS`.
"""

import os
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from runaway_cli.cli import completion
from runaway_cli.cli.dispatch import session_of
from runaway_cli.cli.line import chosen
from runaway_cli.cli.params import (
    ALL,
    HELP,
    VERSION,
    Argument,
    Option,
    options_of,
    parameters_of,
)
from runaway_cli.cli.registry import ALIASES, COMMANDS, HOME, Command, resolve
from runaway_cli.errors import RunawayError, UsageError
from runaway_cli.language.phrases import visible
from runaway_cli.session import Viewer

REPEATABLE = ("--with",)
FILES = 3  # exit code: the shell is to offer names of files


Offered = tuple[str, str]
"""A word, and its help, which may be empty."""


class _Line(NamedTuple):
    """What stands between a command and the cursor.

    `given` has the values of each option, "" for a flag; `unfinished` is the option whose value is
    at the cursor, None if that is another word. `is_free` means behind "--".
    """

    given: dict[str, list[str]]
    arguments: tuple[str, ...]
    unfinished: Option | None
    is_free: bool


def answer(words: Sequence[str], season: str) -> int:
    """Print what the last of `words`, which follow "runaway", can become, and return the exit code.

    One offer a line, some with a tab and a help text behind them; nothing when there is trouble.
    """
    *before, begun = words or [""]
    command = 1 if before and not before[0].startswith("-") else 0
    try:
        before[command:command] = _behind(os.environ.get("RUNAWAY_BEHIND", ""))
        offers = _offers(before, begun, season)
    except RunawayError:
        return 0
    if offers is None:
        return FILES
    for word, about in offers:
        print(f"{visible(word)}\t{about}" if about else visible(word))
    return 0


def _behind(rest: str) -> list[str]:
    """Return the options in the rest of a line that say whose diary and which show it's about.

    Raises `UsageError` for a quote that isn't closed: somebody in it may be there.
    """
    if "--" not in rest:
        return []
    import shlex  # few press Tab in the middle of a line

    try:
        return chosen(shlex.split(rest))
    except ValueError:
        raise UsageError("There's a quote that isn't closed.") from None


def _offers(before: Sequence[str], begun: str, season: str) -> list[Offered] | None:
    """Return what `begun` can become, None for the name of a file."""
    first = before[0] if before else begun
    if first.startswith("-"):
        return _of_command(HOME, before, begun, season)
    if not before:
        return _bare(_commands(begun))
    if first == "help":
        topics = _commands(begun) if len(before) == 1 else []
        return _named([ALL], begun) if begun.startswith("-") else _bare(topics)
    command, more = resolve(first)
    return _of_command(command, [*more, *before[1:]], begun, season) if command else []


def _commands(begun: str) -> list[str]:
    """Return the commands most people need; of what is begun, any; or else the other names."""
    everyday = [command.name for command in COMMANDS.values() if command.is_common or begun]
    return completion.starting([*everyday, "help"], begun) or completion.starting(ALIASES, begun)


def _of_command(
    command: Command, before: Sequence[str], begun: str, season: str
) -> list[Offered] | None:
    wanted = (parameter.wanted for parameter in parameters_of(command))
    options = options_of(command)
    argument = next((argument for argument in wanted if isinstance(argument, Argument)), None)
    line = _read(options, before)

    def look() -> Viewer:
        return session_of(command, _given(command, line), season).silent.look()

    option, so_far, value = _value_at_cursor(options, line, begun)
    if option:
        if option.metavar == "FILE":
            return None
        if option.complete:
            return _bare(so_far + word for word in option.complete(look, (), value))
        return _bare(so_far + word for word in completion.by_metavar(option.metavar, value))
    if argument and (line.is_free or not begun.startswith("-")):
        return _bare(argument.complete(look, line.arguments, begun)) if argument.complete else []
    rest = [
        option
        for name, option in options.items()
        if name == option.name and (name not in line.given or name in REPEATABLE)
    ]
    return _named([*rest, *([HELP, VERSION] if command is HOME else [HELP])], begun)


def _value_at_cursor(
    options: dict[str, Option], line: _Line, begun: str
) -> tuple[Option | None, str, str]:
    """Return the option whose value is at the cursor, what comes before it, and what is begun.

    The option is None if that is another word.
    """
    if line.unfinished:
        return line.unfinished, "", begun
    name, equals, value = begun.partition("=")
    option = options.get(name)
    if option and option.metavar and equals and not line.is_free:
        return option, name + equals, value
    return None, "", begun


def _bare(words: Iterable[str]) -> list[Offered]:
    return [(word, "") for word in words]


def _named(options: Sequence[Option], begun: str) -> list[Offered]:
    names = completion.starting([option.name for option in options], begun)
    return [(option.name, option.help) for option in options if option.name in names]


def _given(command: Command, line: _Line) -> dict[str, Any]:
    """Return what a line gives its command, as parsing it would."""
    given: dict[str, Any] = {}
    for parameter in parameters_of(command):
        option = parameter.wanted
        if isinstance(option, Option) and (values := line.given.get(option.name)):
            given[parameter.name] = values if option.name in REPEATABLE else values[-1]
    return given


def _read(options: dict[str, Option], words: Sequence[str]) -> _Line:
    """Return what `words` say, as far as they say anything."""
    given: dict[str, list[str]] = {}
    arguments: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            return _Line(given, (*arguments, *rest), None, is_free=True)
        name, equals, value = word.partition("=")
        option = options.get(name)
        if option and option.metavar and not equals:
            following = next(rest, None)
            if following is None:
                return _Line(given, tuple(arguments), option, is_free=False)
            value = following
        if option:
            given.setdefault(option.name, []).append(value)
        elif not word.startswith("-"):
            arguments.append(word)
    return _Line(given, tuple(arguments), None, is_free=False)
