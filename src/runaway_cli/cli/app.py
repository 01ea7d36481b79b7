"""The command tree in Typer, for every line that isn't plain."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from runaway_cli.cli import dispatch
from runaway_cli.cli.params import REQUIRED, Argument, Parameter, parameters_of
from runaway_cli.cli.registry import COMMANDS, HOME, Command
from runaway_cli.cli.usage import explain
from runaway_cli.errors import UsageError


def run(arguments: list[str], season: str) -> int:
    """Run a command line and return its exit code. Raises `UsageError` for one Typer refuses."""
    try:
        code = build_app(season)(arguments, prog_name="runaway", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        if not hasattr(error, "format_message"):  # not Typer's own, so a fault of ours
            raise
        raise explain(error, COMMANDS.get(arguments[0], HOME) if arguments else HOME) from None
    return code if isinstance(code, int) else 0


def build_app(season: str) -> typer.Typer:
    """Return the tree of all commands, which answer from the show file at `season`.

    Help and completion are ours: help.py and shells.py.
    """
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,  # its locals may hold the season
        context_settings={"help_option_names": []},
    )
    app.callback(invoke_without_command=True)(_alone(season))
    for command in COMMANDS.values():
        app.command(command.name)(wrap(command, season))
    return app


def wrap(
    command: Command, season: str, run: Callable[..., int] = dispatch.run
) -> Callable[..., int]:
    """Return a function that runs `command`, with its parameters as Typer wants them."""

    def wrapped(**given: Any) -> int:
        return run(command, given, season)

    _sign(wrapped, parameters_of(command))
    return wrapped


def _alone(season: str) -> Callable[..., int]:
    """Return what `runaway` does by itself."""

    def runaway(context: typer.Context, **given: Any) -> int:
        if not context.invoked_subcommand:
            return dispatch.run(HOME, given, season)
        if any(given.values()):  # they'd be lost, and with them who is there
            raise UsageError("Options go after the command. Try: runaway next --json")
        return 0

    _sign(runaway, parameters_of(HOME))
    own = inspect.signature(runaway).parameters.values()
    first = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    runaway.__signature__ = inspect.Signature([first, *own])  # type: ignore[attr-defined]
    return runaway


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
        return typer.Argument(metavar=wanted.metavar)
    return typer.Option(wanted.name, *wanted.also, metavar=wanted.metavar)
