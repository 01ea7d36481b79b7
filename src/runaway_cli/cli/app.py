"""The command tree in Typer: help, and every line that isn't plain."""

import inspect
import shutil
from collections.abc import Callable
from typing import Annotated, Any

import typer

from runaway_cli.cli import dispatch
from runaway_cli.cli.errors import OptionTooEarlyError
from runaway_cli.cli.output import is_screen, print_version
from runaway_cli.cli.params import REQUIRED, Argument, Option, Parameter, parameters_of
from runaway_cli.cli.registry import COMMANDS, HOME, PANELS, Command, load
from runaway_cli.cli.usage import explain

HELP = ["-h", "--help"]
LEAST_FOR_PANELS = 70  # columns; with fewer they cut long words short


def run(arguments: list[str], season: str, *, shows_all: bool = False) -> int:
    """Run a command line and return its exit code; `shows_all` is for help on every command.

    Raises `UsageError` for a line that Typer refuses.
    """
    if set(HELP) & set(arguments) and is_screen():
        _tone_down()
    try:
        app = build_app(season, shows_all=shows_all)
        code = app(arguments, prog_name="runaway", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        if not hasattr(error, "format_message"):  # not Typer's own, so a fault of ours
            raise
        raise explain(error, COMMANDS.get(arguments[0]) if arguments else None) from None
    return code if isinstance(code, int) else 0


def build_app(season: str, *, shows_all: bool = False) -> typer.Typer:
    """Return the tree of all commands, which answer from the show file at `season`."""
    columns = shutil.get_terminal_size().columns
    has_room = columns >= LEAST_FOR_PANELS
    app = typer.Typer(
        add_completion=False,  # ours is in shells.py
        rich_markup_mode="rich" if is_screen() and has_room else None,  # panels, or lines
        pretty_exceptions_enable=False,  # its locals may hold the season
        context_settings={
            "help_option_names": HELP,
            "terminal_width": None if has_room else columns,
        },
    )
    app.callback(invoke_without_command=True)(_alone(season))
    for panel, commands in PANELS.items():
        for command in commands:
            app.command(
                command.name,
                short_help=load(command).__doc__,  # or a pipe gets its first words
                epilog=f"Example: {command.example}",
                rich_help_panel=panel,
                hidden=not (command.is_common or shows_all),
            )(wrap(command, season))
    return app


def wrap(
    command: Command, season: str, run: Callable[..., int] = dispatch.run
) -> Callable[..., int]:
    """Return a function that runs `command`, with its parameters as Typer wants them."""

    def wrapped(**given: Any) -> int:
        return run(command, given, season)

    wrapped.__doc__ = load(command).__doc__
    _sign(wrapped, parameters_of(command))
    return wrapped


def _alone(season: str) -> Callable[..., int]:
    """Return what `runaway` does by itself, or before a command."""

    def runaway(context: typer.Context, **given: Any) -> int:
        """Keep your place in Run Away, spoiler-free.

        On its own, runaway shows where you are.
        """
        if given.pop("version"):
            return print_version()
        if context.invoked_subcommand is None:
            return dispatch.run(HOME, given, season)
        for parameter in parameters_of(HOME):
            if given[parameter.name] != parameter.default:
                raise OptionTooEarlyError(_as_typed(parameter), context.invoked_subcommand)
        return 0

    _sign(runaway, parameters_of(HOME))
    signature = inspect.signature(runaway)
    first = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    last = inspect.Parameter(
        "version", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=_VERSION
    )
    runaway.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[first, *signature.parameters.values(), last]
    )
    return runaway


_VERSION = Annotated[bool, typer.Option("--version", "-V", help="Print the version.")]


def _as_typed(parameter: Parameter) -> str:
    option = parameter.wanted
    assert isinstance(option, Option)
    return f"{option.name} {option.metavar}" if option.metavar else option.name


def _sign(function: Callable[..., int], parameters: tuple[Parameter, ...]) -> None:
    """Give `function` the signature that makes Typer parse `parameters`."""
    function.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                parameter.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty
                if parameter.default is REQUIRED
                else parameter.default,
                annotation=Annotated[parameter.kind, _in_typer(parameter)],
            )
            for parameter in parameters
        ]
    )


def _in_typer(parameter: Parameter) -> Any:
    wanted = parameter.wanted
    if isinstance(wanted, Argument):
        return typer.Argument(
            metavar=wanted.metavar,
            help=wanted.help,
            show_default=False,
        )
    return typer.Option(
        wanted.name,
        *wanted.also,
        metavar=wanted.metavar,
        help=wanted.help,
        show_default=wanted.shows_default,
    )


def _tone_down() -> None:
    """Give help our accent: Typer's cyan, green and yellow vanish on a light background."""
    from typer import rich_utils

    from runaway_cli.render.layout import ACCENT

    styles = dict.fromkeys(("COMMANDS_TABLE_FIRST_COLUMN", "OPTION", "SWITCH"), ACCENT)
    styles |= dict.fromkeys(("METAVAR", "TYPES", "USAGE"), "dim")
    for name, style in styles.items():
        setattr(rich_utils, f"STYLE_{name}", style)
