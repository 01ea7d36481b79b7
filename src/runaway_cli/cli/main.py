"""The command line: which command was typed, and how failures end."""

import sys
from collections.abc import Sequence

from runaway_cli.cli import dispatch, fastpath
from runaway_cli.cli.environment import open_session
from runaway_cli.cli.errors import AnswerNotPrintedError
from runaway_cli.cli.output import discard, print_error, print_version, print_view
from runaway_cli.cli.params import Option, parameters_of
from runaway_cli.cli.registry import HOME, Command, resolve
from runaway_cli.errors import RunawayError, UsageError
from runaway_cli.language.phrases import reason
from runaway_cli.system import encoding
from runaway_cli.system.paths import SEASON


def main(arguments: Sequence[str] | None = None, *, season: str = SEASON) -> None:
    """Run runaway and leave the process with its exit code.

    0 for an answer, 1 for an expected failure, 2 for a usage error, 3 for a diary
    that was written though nobody could be told. Ctrl-C is for the caller. `season` is the path of
    the show file.
    """
    typed = sys.argv[1:] if arguments is None else list(arguments)
    try:
        raise SystemExit(_run(typed, season))
    except RunawayError as error:
        print_error(error, as_json="--json" in typed, show=_show(typed))
        raise SystemExit(error.exit_code) from None


def _show(typed: Sequence[str]) -> str | None:
    """Return the show that was typed, None if none was."""
    for place, word in enumerate(typed, start=1):
        name, equals, value = word.partition("=")
        if name == "--show":
            return value if equals else next(iter(typed[place:]), None)
    return None


def _run(arguments: list[str], season: str) -> int:
    for stream in (sys.stdout, sys.stderr):
        encoding.fit(stream)  # a narrow code page is no reason to fail
    try:
        code = _answer(arguments, season)
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        if error.filename is not None:  # then it isn't standard output that fails
            raise
        discard(sys.stdout)
        if isinstance(error, BrokenPipeError):
            return 1
        raise AnswerNotPrintedError(reason(error)) from None
    return code


def _answer(arguments: list[str], season: str) -> int:
    """Run the command that was typed: parsed the short way if the line is plain."""
    if arguments[:1] in (["--version"], ["-V"], ["version"]):
        return print_version()
    arguments = _options_last(arguments)
    if arguments[:1] == ["help"]:
        topic = [word for word in arguments[1:] if not word.startswith("-")]
        command, _ = _command(topic, season)
        return _print_help(command, arguments[1:])
    if arguments[:2] == ["_complete", "--"]:
        from runaway_cli.cli import cursor  # nobody else needs it

        return cursor.answer(arguments[2:], season)
    command, words = _command(arguments, season)
    if _asks_for_help(words):
        return _print_help(command, words)
    given = fastpath.parse(parameters_of(command), words)
    if given is not None:
        return dispatch.run(command, given, season)
    return _in_the_tree([command.name, *words] if command.name else words, season)


def _options_last(arguments: list[str]) -> list[str]:
    """Return a line with the options in front of its command behind that, where they're known."""
    if not arguments or not arguments[0].startswith("-"):
        return arguments
    options = {p.wanted.name: p.wanted for p in parameters_of(HOME) if isinstance(p.wanted, Option)}
    place = 0
    while place < len(arguments) and arguments[place].startswith("-"):
        name, equals, _ = arguments[place].partition("=")
        if name not in options:
            return arguments
        has_value = options[name].metavar and not equals
        place += 2 if has_value else 1
    return [*arguments[place : place + 1], *arguments[:place], *arguments[place + 1 :]]


def _command(arguments: list[str], season: str) -> tuple[Command, list[str]]:
    """Return the command that was typed, and the words after it.

    Raises `UsageError` for a first word that is none.
    """
    if not arguments or arguments[0].startswith("-"):
        return HOME, arguments
    command, more = resolve(arguments[0])
    is_sentence = command is HOME and any(not word.startswith("-") for word in arguments[1:2])
    if command is None or is_sentence:  # as in "where did i stop"
        raise _not_a_command(arguments, season)
    return command, [*more, *arguments[1:]]


def _asks_for_help(words: list[str]) -> bool:
    """Whether a line asks for help. What stands behind "--" is text."""
    options = words[: words.index("--")] if "--" in words else words
    return "--help" in options or "-h" in options


def _print_help(command: Command, words: list[str]) -> int:
    """Print the help of a command or, for the home screen, of the program; return the exit code.

    `words` may say how, and "--all" that every command is to be listed.
    """
    from runaway_cli.cli.help import of_all, of_command  # few lines ask for it

    print_view(
        of_command(command) if command.name else of_all(is_whole="--all" in words),
        as_json="--json" in words,
        plain="--plain" in words,
        paged="--no-pager" not in words,
    )
    return 0


def _in_the_tree(arguments: list[str], season: str) -> int:
    from runaway_cli.cli import app  # as slow as the answer to a plain line

    return app.run(arguments, season)


def _not_a_command(arguments: list[str], season: str) -> UsageError:
    from runaway_cli.cli.guess import not_a_command
    from runaway_cli.story.search import find

    def knows(name: str) -> bool:
        try:
            here = open_session(season).silent.look()
        except RunawayError:
            return False
        return bool(find(here.known.people, name))

    return not_a_command(arguments[0], arguments[1:], knows)
