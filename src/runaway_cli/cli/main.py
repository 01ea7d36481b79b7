"""The command line: which command was typed, and how failures end."""

import os
import sys
from collections.abc import Callable, Sequence

from runaway_cli.cli import fastpath
from runaway_cli.cli.errors import AnswerNotPrintedError
from runaway_cli.cli.output import complain, discard
from runaway_cli.cli.registry import COMMANDS, HOME, load
from runaway_cli.errors import RunawayError
from runaway_cli.language.phrases import reason
from runaway_cli.system import encoding

COMPLETING = "_RUNAWAY_COMPLETE"  # what a shell sets when Tab is pressed


def main(arguments: Sequence[str] | None = None) -> None:
    """Run runaway and leave the process with its exit code.

    0 for an answer, 1 for an expected failure, 2 for a command line that cannot be meant. Ctrl-C
    is for the caller.
    """
    try:
        raise SystemExit(_run(sys.argv[1:] if arguments is None else list(arguments)))
    except RunawayError as error:
        complain(str(error))
        raise SystemExit(error.exit_code) from None


def _run(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        encoding.fit(stream)  # a narrow code page is no reason to fail
    try:
        code = _command(arguments)()
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        if error.filename is not None:  # then it is not that nobody takes what is printed
            raise
        discard(sys.stdout)
        if isinstance(error, BrokenPipeError):
            return 1
        raise AnswerNotPrintedError(reason(error)) from None
    return code or 0


def _command(arguments: list[str]) -> Callable[[], int | None]:
    """Return what to do: by a short way when the line is plain, else by the command tree."""
    functions = {name: function for panel in COMMANDS.values() for name, function, _ in panel}
    name = arguments[0] if arguments and not arguments[0].startswith("-") else ""
    if COMPLETING not in os.environ and (name in functions or not name):
        words = arguments[1:] if name else arguments
        if command := fastpath.take(load(functions.get(name, HOME)), words):
            return command
    from runaway_cli.cli import app

    return lambda: app.run(arguments)
