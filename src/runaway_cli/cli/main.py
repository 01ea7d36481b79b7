"""The command line: which command was typed, and how failures end."""

import os
import sys
from collections.abc import Sequence

from runaway_cli.cli import dispatch, fastpath
from runaway_cli.cli.errors import AnswerNotPrintedError
from runaway_cli.cli.output import discard, print_error
from runaway_cli.cli.params import parameters_of
from runaway_cli.cli.registry import COMMANDS, HOME, Command
from runaway_cli.errors import RunawayError
from runaway_cli.language.phrases import reason
from runaway_cli.system import encoding
from runaway_cli.system.paths import SEASON

COMPLETING = "_RUNAWAY_COMPLETE"  # what a shell sets when Tab is pressed


def main(arguments: Sequence[str] | None = None, *, season: str = SEASON) -> None:
    """Run runaway and leave the process with its exit code.

    0 for an answer, 1 for an expected failure, 2 for a usage error. Ctrl-C is for the caller.
    `season` is the path of the show file.
    """
    try:
        raise SystemExit(_run(sys.argv[1:] if arguments is None else list(arguments), season))
    except RunawayError as error:
        print_error(str(error))
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
    command: Command | None = HOME
    words = arguments
    if arguments and not arguments[0].startswith("-"):
        command, words = COMMANDS.get(arguments[0]), arguments[1:]
    if command and COMPLETING not in os.environ:
        given = fastpath.parse(parameters_of(command), words)
        if given is not None:
            return dispatch.run(command, given, season)
    from runaway_cli.cli import app

    return app.run(arguments, season)
