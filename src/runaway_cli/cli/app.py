"""The command tree: whatever a plain line is not. Help, completion, and what cannot be meant."""

import inspect
import os
import platform
from collections.abc import Callable
from typing import Annotated, Any, get_args, get_type_hints

import typer

from runaway_cli import __version__
from runaway_cli.cli.errors import OptionTooEarlyError
from runaway_cli.cli.output import complain, is_screen
from runaway_cli.cli.params import Argument, AsJson, AsOf, Plain
from runaway_cli.cli.registry import COMMANDS, HOME, load
from runaway_cli.system import paths

HELP = ["-h", "--help"]


def build_app() -> typer.Typer:
    """Return the tree of all commands."""
    app = typer.Typer(
        rich_markup_mode="rich" if is_screen() else None,  # panels on a screen, lines in a pipe
        pretty_exceptions_enable=False,  # its locals may hold the dataset
        context_settings={"help_option_names": HELP},
    )
    app.callback(invoke_without_command=True)(runaway)
    for panel, commands in COMMANDS.items():
        for name, function, example in commands:
            wrapped = _wrap(load(function))
            app.command(name, epilog=f"Example: {example}", rich_help_panel=panel)(wrapped)
    return app


def run(arguments: list[str]) -> int | None:
    """Run a command line and return its exit code, None for 0."""
    if set(HELP) & set(arguments) and is_screen():
        _tone_down()
    try:
        code = build_app()(arguments, prog_name="runaway", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        if not hasattr(error, "format_message"):  # not Typer's own, so a fault of ours
            raise
        context = getattr(error, "ctx", None)
        sentence = error.format_message()
        sentence += "" if sentence.endswith((".", "?")) else "."
        command = context.command_path if context else "runaway"
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


def _wrap(function: Callable[..., int | None]) -> Callable[..., int | None]:
    """Return `function` with its options and arguments as Typer wants them."""

    def wrapped(**given: Any) -> int | None:
        return function(**given)

    hints = get_type_hints(function, include_extras=True)
    signature = inspect.signature(function)
    wrapped.__doc__ = function.__doc__
    wrapped.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[
            parameter.replace(annotation=_in_typer(hints[name]))
            for name, parameter in signature.parameters.items()
        ],
        return_annotation=None,
    )
    return wrapped


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
        folder = os.path.dirname(paths.SEASON)
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
        raise OptionTooEarlyError(early, context.invoked_subcommand)
    return None
