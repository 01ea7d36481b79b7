"""The command tree: whatever a plain line is not. Help, completion, and what cannot be meant."""

import inspect
import os
import platform
from collections.abc import Callable
from typing import Annotated, Any, get_args, get_type_hints

import typer

from runaway_cli import __version__, airlock, tab
from runaway_cli.cli import COMMANDS, HOME, PRESSED, load
from runaway_cli.commands.options import Argument, AsJson, AsOf, Plain
from runaway_cli.emit import complain, is_screen
from runaway_cli.errors import OptionTooEarly

HELP = ["-h", "--help"]


def grow(only: str | None = None) -> typer.Typer:
    """Return the tree, or the one branch that is called `only`: importing all costs 20 ms."""
    app = typer.Typer(
        rich_markup_mode="rich" if is_screen() else None,  # panels on a screen, lines in a pipe
        pretty_exceptions_enable=False,  # its locals may hold the dataset
        context_settings={"help_option_names": HELP},
    )
    app.callback(invoke_without_command=True)(runaway)
    for panel, commands in COMMANDS.items():
        for name, function, example in commands:
            if only in (None, name):
                branch = _branch(load(function))
                app.command(name, epilog=f"Example: {example}", rich_help_panel=panel)(branch)
    return app


def _named(arguments: list[str]) -> str | None:
    """Return the command that a line, or one that is being completed, begins with, if it does."""
    words = tab.words()[0] if PRESSED in os.environ else arguments
    names = {name for commands in COMMANDS.values() for name, _, _ in commands}
    return words[0] if words and words[0] in names else None


def run(arguments: list[str]) -> int | None:
    """Run a command line and return its exit code, None for 0."""
    named = _named(arguments)
    if set(HELP) & set(arguments) and is_screen():
        _tone_down()
    try:
        code = grow(named)(arguments, prog_name="runaway", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        if not hasattr(error, "format_message"):  # not Typer's own, so a fault of ours
            raise
        context = getattr(error, "ctx", None)
        sentence = error.format_message()
        sentence += "" if sentence.endswith((".", "?")) else "."
        command = context.command_path if context else f"runaway {named or ''}".rstrip()
        complain(f"{sentence} {command} --help shows what there is.")
        return 2
    return code if isinstance(code, int) else None


def _tone_down() -> None:
    """Let help have our accent: Typer's cyan, green and yellow vanish on a light background."""
    from typer import rich_utils

    from runaway_cli.render.layout import ACCENT

    styles = dict.fromkeys(("COMMANDS_TABLE_FIRST_COLUMN", "OPTION", "SWITCH"), ACCENT)
    styles |= dict.fromkeys(("METAVAR", "TYPES", "USAGE"), "dim")
    for name, style in styles.items():
        setattr(rich_utils, f"STYLE_{name}", style)


def _branch(function: Callable[..., int | None]) -> Callable[..., int | None]:
    """Return `function` with its options and arguments as Typer wants them."""

    def branch(**given: Any) -> int | None:
        return function(**given)

    hints = get_type_hints(function, include_extras=True)
    signature = inspect.signature(function)
    branch.__doc__ = function.__doc__
    branch.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[
            parameter.replace(annotation=_in_typer(hints[name]))
            for name, parameter in signature.parameters.items()
        ],
        return_annotation=None,
    )
    return branch


def _in_typer(hint: Any) -> Any:
    kind, wish = get_args(hint)
    if isinstance(wish, Argument):
        said = typer.Argument(
            metavar=wish.metavar,
            help=wish.help,
            autocompletion=wish.complete,
            show_default=False,
        )
    else:
        said = typer.Option(
            wish.name,
            metavar=wish.metavar,
            help=wish.help,
            min=wish.lowest,
            max=wish.highest,
            autocompletion=wish.complete,
            show_default=wish.default_is_said,
        )
    return Annotated[kind, said]


def _version(wanted: bool) -> None:
    if wanted:
        folder = os.path.dirname(airlock.DATASET)
        print(f"runaway {__version__}, Python {platform.python_version()}, season in {folder}")
        raise typer.Exit


def runaway(
    context: typer.Context,
    as_json: _in_typer(AsJson) = False,  # type: ignore[valid-type]
    plain: _in_typer(Plain) = False,  # type: ignore[valid-type]
    as_of: _in_typer(AsOf) = None,  # type: ignore[valid-type]
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> int | None:
    """Keep your place in Run Away, and never be told what you have not seen.

    Alone, it shows where you stand.
    """
    if context.invoked_subcommand is None:
        return load(HOME)(as_json, plain, as_of)
    early = "--json" * as_json or "--plain" * plain or "--as-of N" * (as_of is not None)
    if early:
        raise OptionTooEarly(early, context.invoked_subcommand)
    return None
