"""The command line: what commands exist, in what order, and how failures end."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from runaway_cli import __version__
from runaway_cli.commands import people, story, watch
from runaway_cli.commands.options import AsJson, AsOf
from runaway_cli.emit import is_screen
from runaway_cli.errors import RunawayError, WrongUsage

app = typer.Typer(
    rich_markup_mode="rich" if is_screen() else None,  # panels on a screen, plain lines in a pipe
    pretty_exceptions_enable=False,  # its locals may hold the dataset
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
        command = context.invoked_subcommand
        raise WrongUsage(f"Put options after the command: runaway {command} --json.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run runaway and leave the process with its exit code.

    0 for an answer, 1 for an expected failure, 2 for a command line that cannot be meant.
    """
    try:
        code = app(arguments, prog_name="runaway", standalone_mode=False)
        sys.stdout.flush()
    except RunawayError as error:
        _fail(str(error), error.exit_code)
    except typer.Abort:  # Ctrl-C
        raise SystemExit(130) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except Exception as error:
        if not hasattr(error, "format_message"):  # not Typer's own, so a fault of ours
            raise
        _fail(f"{error.format_message()} runaway --help shows what there is.", 2)
    raise SystemExit(code if isinstance(code, int) else 0)


def _fail(sentence: str, code: int) -> None:
    print(sentence, file=sys.stderr)
    raise SystemExit(code) from None
