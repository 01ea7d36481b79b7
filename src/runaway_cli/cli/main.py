"""The command line: which command was typed, and how failures end."""

import sys
from collections.abc import Sequence
from itertools import pairwise

from runaway_cli.cli import dispatch, fastpath
from runaway_cli.cli.environment import open_session
from runaway_cli.cli.errors import AnswerNotPrintedError
from runaway_cli.cli.output import discard, print_error, print_version
from runaway_cli.cli.params import CHOOSING, parameters_of
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
        print_error(error, as_json="--json" in typed, again=_again(typed))
        raise SystemExit(error.exit_code) from None


def _again(typed: Sequence[str]) -> tuple[str, ...]:
    """Return what was typed of the options that say which diary is meant."""
    return tuple(word for pair in pairwise(typed) if pair[0] in CHOOSING for word in pair)


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
    if arguments[:1] == ["help"]:
        return _help(arguments[1:], season)
    if arguments[:2] == ["_complete", "--"]:
        from runaway_cli.cli import cursor  # nobody else needs it

        return cursor.answer(arguments[2:], season)
    command, words = _command(arguments, season)
    given = fastpath.parse(parameters_of(command), words)
    if given is not None:
        return dispatch.run(command, given, season)
    return _in_the_tree([command.name, *words] if command.name else words, season)


def _command(arguments: list[str], season: str) -> tuple[Command, list[str]]:
    """Return the command that was typed, and the words after it.

    Raises `UsageError` for a first word that is none.
    """
    if not arguments or arguments[0].startswith("-"):
        return HOME, arguments
    command, more = resolve(arguments[0])
    if command is None:
        raise _not_a_command(arguments, season)
    return command, [*more, *arguments[1:]]


def _help(topic: list[str], season: str) -> int:
    """Print the help of a command, of all commands, or of the ones most people need."""
    if topic == ["--all"]:
        return _in_the_tree(["--help"], season, shows_all=True)
    command, _ = _command(topic[:1], season)
    return _in_the_tree([command.name, "--help"] if command.name else ["--help"], season)


def _in_the_tree(arguments: list[str], season: str, *, shows_all: bool = False) -> int:
    from runaway_cli.cli import app  # as slow as the answer to a plain line

    return app.run(arguments, season, shows_all=shows_all)


def _not_a_command(arguments: list[str], season: str) -> UsageError:
    from runaway_cli.cli.guess import not_a_command
    from runaway_cli.story.search import find

    def knows(name: str) -> bool:
        if " -" in name:  # whoever may be meant by an option, they may know less
            return False
        try:
            here = open_session(season)._replace(warn=lambda trouble: None).look()
        except RunawayError:
            return False
        return bool(find(here.known.people, name))

    return not_a_command(arguments[0], arguments[1:], knows)
