"""The command line: which command was typed, and how failures end."""

import sys
from collections.abc import Callable, Sequence

from runaway_cli.cli import dispatch, fastpath, line
from runaway_cli.cli.errors import AnswerNotPrintedError
from runaway_cli.cli.output import discard, print_error, print_version, print_view
from runaway_cli.cli.params import ALL, HELP, VERSION, options_of, parameters_of
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
        print_error(error, as_json=line.has("--json", typed), again=line.chosen(typed))
        raise SystemExit(error.exit_code) from None


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
    if arguments and arguments[0].startswith("-"):
        arguments = line.options_last(arguments, options_of(HOME))
    if arguments[:1] == ["version"]:
        return print_version()
    if arguments[:1] == ["help"]:
        topic, _ = line.apart(arguments[1:], options_of(HOME))
        command, _ = _command(topic, season)
        return _print_help(command, arguments[1:])
    if arguments[:2] == ["_complete", "--"]:
        from runaway_cli.cli import cursor  # nobody else needs it

        return cursor.answer(arguments[2:], season)
    command, words = _command(arguments, season)
    if command is HOME and line.asks_for(VERSION, words):
        return print_version()
    if line.asks_for(HELP, words):
        return _print_help(command, words)
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
    rest = arguments[1:]
    if command is HOME and (asked := line.apart(rest, options_of(HOME)))[0]:
        from runaway_cli.cli.guess import where  # as in "where did i stop", and "where is simon"

        words, rest = asked
        if refusal := where(words, _acquaintance(rest, season)):
            raise refusal
    return command, [*more, *rest]


def _print_help(command: Command, words: list[str]) -> int:
    """Print the help of a command or, for the home screen, of the program; return the exit code.

    `words` may say how, and that every command is to be listed.
    """
    from runaway_cli.cli.help import of_all, of_command  # few lines ask for it

    print_view(
        of_command(command) if command.name else of_all(is_whole=line.asks_for(ALL, words)),
        as_json=line.has("--json", words),
        plain=line.has("--plain", words),
        paged=not line.has("--no-pager", words),
    )
    return 0


def _in_the_tree(arguments: list[str], season: str) -> int:
    from runaway_cli.cli import app  # as slow as the answer to a plain line

    return app.run(arguments, season)


def _not_a_command(arguments: list[str], season: str) -> UsageError:
    from runaway_cli.cli.guess import not_a_command

    words, options = line.apart(arguments, options_of(HOME))
    return not_a_command(words[0], words[1:], _acquaintance(options, season))


def _acquaintance(options: list[str], season: str) -> Callable[[str], bool]:
    """Return whether somebody heard of so far goes by a name, for whoever the options are about."""
    from runaway_cli.story.search import find

    given = fastpath.parse(parameters_of(HOME), options)

    def knows(name: str) -> bool:
        if given is None:  # whoever is meant by the options may know less
            return False
        try:
            here = dispatch.session_of(HOME, given, season).silent.look()
        except RunawayError:
            return False
        return bool(find(here.known.people, name))

    return knows
