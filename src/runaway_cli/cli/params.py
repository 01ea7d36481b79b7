"""What a command takes: its options and arguments, described once for both ways of parsing."""

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

from runaway_cli.cli import completion
from runaway_cli.cli.registry import Command, load

REQUIRED = object()
"""The default of a parameter that has to be given."""


class Option(NamedTuple):
    """An option of a command, as in "--at WHEN"; one of a bool is a flag.

    Its value is a text that the command parses. `example` is a whole line that uses it,
    `also` are other names for it.
    """

    name: str
    help: str
    metavar: str | None = None
    complete: completion.Offer | None = None
    shows_default: bool = False
    example: str | None = None
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the usual one first."""
        return (self.name, *self.also)


class Argument(NamedTuple):
    """A word after a command, or several."""

    metavar: str
    help: str
    complete: completion.Offer | None = None


class Parameter(NamedTuple):
    """One thing a command takes: its Python name and type, what it is on the command line, and
    its default, `REQUIRED` for none."""

    name: str
    kind: Any
    wanted: Option | Argument
    default: Any


Finished = Annotated[
    list[str] | None,
    Argument("[N]", "An episode you've finished (default: the last one).", completion.finished),
]
Numbers = Annotated[
    list[str] | None,
    Argument(
        "[N or A-B]...",
        "Episodes to mark, such as 3 or 2-4 (default: the next one).",
        completion.unwatched,
    ),
]
Pause = Annotated[
    str,
    Option(
        "--break",
        "Minutes between episodes.",
        "MIN",
        example="runaway tonight --break 10",
    ),
]
Speed = Annotated[
    str,
    Option("--speed", "Playback speed, such as 1.25.", "X", example="runaway tonight --speed 1.25"),
]
Name = Annotated[
    list[str] | None,
    Argument("[NAME]", "Any part of a name, actor or role.", completion.heard),
]

AS_JSON = Parameter("as_json", bool, Option("--json", "Print JSON."), False)
PLAIN = Parameter(
    "plain",
    bool,
    Option("--plain", "Print plain lines, one fact each (good for screen readers)."),
    False,
)
NO_PAGER = Parameter(
    "no_pager", bool, Option("--no-pager", "Print long pages without stopping."), False
)
AS_OF = Parameter(
    "as_of",
    str | None,
    Option("--as-of", "Look back to the end of episode N.", "N", complete=completion.finished),
    None,
)
SHOW = Parameter(
    "show",
    str | None,
    Option(
        "--show",
        "Another show: its id, or its file.",
        "SHOW",
        complete=completion.shows,
        example="runaway next --show the-lamp-room",
    ),
    None,
)
PROFILE = Parameter(
    "profile",
    str | None,
    Option(
        "--profile",
        "Somebody else's diary.",
        "NAME",
        complete=completion.profiles,
        example="runaway next --profile Ben",
    ),
    None,
)
COMPANY = Parameter(
    "company",
    list[str] | None,
    Option(
        "--with",
        "Together with somebody: as far as you've both seen. Repeat it for more people.",
        "NAME",
        complete=completion.profiles,
        example="runaway watched --with Ben",
    ),
    None,
)

HELP = Option("--help", "Show help.", also=("-h",))
VERSION = Option("--version", "Print the version.", also=("-V",))
ALL = Option("--all", "Show all commands.")

EVERYWHERE = (AS_JSON, PLAIN, SHOW, PROFILE, COMPANY, NO_PAGER)
CHOOSING = ("--show", "--profile", "--with")  # which diary: the next line needs them, too
COMMON = frozenset(p.name for p in (*EVERYWHERE, AS_OF))


def parameters_of(command: Command) -> tuple[Parameter, ...]:
    """Return everything a command takes: its own parameters, then those of all commands."""
    common = (*EVERYWHERE, AS_OF) if command.looks_back else EVERYWHERE
    return (*_own(load(command)), *common)


def options_of(command: Command) -> dict[str, Option]:
    """Return the options of a command by each of their names; help isn't among them."""
    wanted = (parameter.wanted for parameter in parameters_of(command))
    options = (option for option in wanted if isinstance(option, Option))
    return {name: option for option in options for name in option.names}


def _own(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    """Return the parameters of `function` after its first, the session."""
    hints = get_type_hints(function, include_extras=True)
    names = function.__code__.co_varnames[1 : function.__code__.co_argcount]
    defaults = dict(zip(reversed(names), reversed(function.__defaults__ or ()), strict=False))
    found = []
    for name in names:
        kind, wanted = get_args(hints[name])
        found.append(Parameter(name, kind, wanted, defaults.get(name, REQUIRED)))
    return tuple(found)
