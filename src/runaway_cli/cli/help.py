"""What help says of a command and of the program: ours, for each Typer words it differently."""

import inspect

from runaway_cli.cli.params import HELP, VERSION, Argument, Option, Parameter, parameters_of
from runaway_cli.cli.registry import HOME, PANELS, Command, load
from runaway_cli.views.help import HelpRow, HelpSection, HelpView


def of_command(command: Command) -> HelpView:
    """Return the help of a command."""
    parameters = parameters_of(command)
    arguments = [_row(p) for p in parameters if isinstance(p.wanted, Argument)]
    options = [_row(p) for p in parameters if isinstance(p.wanted, Option)]
    sections = [("Arguments", arguments), ("Options", [*options, _option(HELP)])]
    return HelpView(
        " ".join(["runaway", command.name, *(row.name for row in arguments), "[OPTIONS]"]),
        _told(command),
        tuple(HelpSection(title, tuple(rows)) for title, rows in sections if rows),
        f"Example: {command.example}",
    )


def of_all(*, is_whole: bool) -> HelpView:
    """Return the help of the program: every command if it `is_whole`, else those most need."""
    listed = [
        (title, [HelpRow(c.name, _told(c)) for c in commands if c.is_common or is_whole])
        for title, commands in PANELS.items()
    ]
    options = [_row(parameter) for parameter in parameters_of(HOME)]
    return HelpView(
        "runaway [COMMAND] [OPTIONS]",
        "Keep your place in Run Away, spoiler-free. On its own, runaway shows where you are.",
        tuple(
            HelpSection(title, tuple(rows))
            for title, rows in [*listed, ("Options", [*options, _option(VERSION), _option(HELP)])]
        ),
        "More of a command: runaway help recap"
        if is_whole
        else "Every command: runaway help --all. More of one: runaway help recap",
    )


def _told(command: Command) -> str:
    return " ".join((inspect.getdoc(load(command)) or "").split())


def _row(parameter: Parameter) -> HelpRow:
    wanted = parameter.wanted
    if isinstance(wanted, Argument):
        return HelpRow(wanted.metavar, wanted.help)
    default = f" Default: {parameter.default}." if wanted.shows_default else ""
    return _option(wanted._replace(help=wanted.help + default))


def _option(option: Option) -> HelpRow:
    names = ", ".join(option.names)
    return HelpRow(f"{names} {option.metavar}" if option.metavar else names, option.help)
