"""The command line: what commands exist, in what order, and how failures end."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from runaway_cli import __version__
from runaway_cli.commands import doctor, people, plan, story, watch
from runaway_cli.commands.options import AsJson, AsOf
from runaway_cli.emit import complain, is_screen
from runaway_cli.errors import AnswerNotSaid, OptionTooEarly, RunawayError

app = typer.Typer(
    rich_markup_mode="rich" if is_screen() else None,  # panels on a screen, plain lines in a pipe
    pretty_exceptions_enable=False,  # its locals may hold the dataset
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = {
    "Watch": (
        ("next", watch.next_, "runaway next --short"),
        ("watched", watch.watched, 'runaway watched 3 --at "22:40"'),
        ("unwatch", watch.unwatch, "runaway unwatch 3"),
        ("undo", watch.undo, "runaway undo"),
        ("redo", watch.redo, "runaway redo"),
        ("rewatch", watch.rewatch, "runaway rewatch"),
        ("episodes", watch.episodes, "runaway episodes"),
        ("history", watch.history, "runaway history"),
    ),
    "Know": (
        ("recap", story.recap, "runaway recap 2"),
        ("learned", story.learned, "runaway learned 2"),
        ("cast", people.cast, "runaway cast"),
        ("who", people.who, "runaway who simon"),
        ("map", people.map_, "runaway map --mermaid"),
        ("clues", story.clues, "runaway clues"),
        ("about", story.about, "runaway about"),
    ),
    "Plan": (
        ("tonight", plan.tonight, "runaway tonight --until midnight"),
        ("plan", plan.plan, "runaway plan --by sunday"),
    ),
    "Data": (("doctor", doctor.doctor, "runaway doctor"),),
}
for panel, commands in COMMANDS.items():
    for name, command, example in commands:
        app.command(name, epilog=f"Example: {example}", rich_help_panel=panel)(command)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"runaway {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def runaway(
    context: typer.Context,
    as_json: AsJson = False,
    as_of: AsOf = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Keep your place in Run Away, and never be told what you have not seen.

    Alone, it shows where you stand.
    """
    if context.invoked_subcommand is None:
        watch.home(as_json, as_of)
    elif as_json or as_of is not None:
        raise OptionTooEarly("--json" if as_json else "--as-of N", context.invoked_subcommand)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run runaway and leave the process with its exit code.

    0 for an answer, 1 for an expected failure, 2 for a command line that cannot be meant, 130 for
    Ctrl-C.
    """
    try:
        raise SystemExit(_run(arguments))
    except RunawayError as error:
        complain(str(error))
        raise SystemExit(error.exit_code) from None
    except typer.Abort:
        raise SystemExit(130) from None


def _run(arguments: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a narrow code page is no reason to fail
    try:
        code = app(arguments, prog_name="runaway", standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:  # nobody takes what is printed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return 1
        raise AnswerNotSaid(error.strerror) from None
    except Exception as error:
        if not hasattr(error, "format_message"):  # not Typer's own, so a fault of ours
            raise
        context = getattr(error, "ctx", None)
        sentence = error.format_message()
        sentence += "" if sentence.endswith((".", "?")) else "."
        command = context.command_path if context else "runaway"
        complain(f"{sentence} {command} --help shows what there is.")
        return 2
    return code if isinstance(code, int) else 0
