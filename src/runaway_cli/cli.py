"""The command line: what commands exist, in what order, and how failures end."""

import importlib
import os
import sys
from collections.abc import Callable, Sequence

from runaway_cli import shortcut, signs
from runaway_cli.emit import complain, discard
from runaway_cli.errors import AnswerNotSaid, RunawayError

COMMANDS = {  # by panel: the name, the function in `commands`, an example
    "Watch": (
        ("next", "watch.next_", "runaway next --short"),
        ("watched", "mark.watched", 'runaway watched 3 --at "22:40"'),
        ("unwatch", "mark.unwatch", "runaway unwatch 3"),
        ("undo", "mark.undo", "runaway undo"),
        ("redo", "mark.redo", "runaway redo"),
        ("rewatch", "mark.rewatch", "runaway rewatch"),
        ("episodes", "watch.episodes", "runaway episodes"),
        ("history", "mark.history", "runaway history"),
    ),
    "Know": (
        ("recap", "story.recap", "runaway recap 2"),
        ("learned", "story.learned", "runaway learned 2"),
        ("cast", "people.cast", "runaway cast"),
        ("who", "people.who", "runaway who simon"),
        ("map", "people.map_", "runaway map --mermaid"),
        ("clues", "story.clues", "runaway clues"),
        ("about", "story.about", "runaway about"),
    ),
    "Plan": (
        ("tonight", "plan.tonight", "runaway tonight --until midnight"),
        ("plan", "plan.plan", "runaway plan --by sunday"),
    ),
    "Data": (("doctor", "doctor.doctor", "runaway doctor"),),
}
HOME = "watch.home"
PRESSED = "_RUNAWAY_COMPLETE"  # what a shell sets when Tab is pressed


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
        signs.fit(stream)  # a narrow code page is no reason to fail
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
        raise AnswerNotSaid(error.strerror) from None
    return code or 0


def _command(arguments: list[str]) -> Callable[[], int | None]:
    """Return what to do: by a short way when the line is plain, else by the command tree."""
    functions = {name: function for panel in COMMANDS.values() for name, function, _ in panel}
    command = None
    if PRESSED in os.environ:
        from runaway_cli import tab

        line = tab.line()
        if line and line.command in functions:
            command = tab.take(load(functions[line.command]), line)
    else:
        name = arguments[0] if arguments and not arguments[0].startswith("-") else ""
        if name in functions or not name:
            command = shortcut.take(load(functions.get(name, HOME)), arguments[bool(name) :])
    if command:
        return command
    from runaway_cli import tree

    return lambda: tree.run(arguments)


def load(function: str) -> Callable[..., int | None]:
    """Import one command, such as "watch.next_"."""
    module, _, name = function.partition(".")
    command: Callable[..., int | None] = getattr(
        importlib.import_module(f"runaway_cli.commands.{module}"), name
    )
    return command
