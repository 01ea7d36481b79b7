"""The table of contents: every command, in the order of help. Imports none of them."""

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple


class Command(NamedTuple):
    """A command: its name, its function in `cli.commands`, and an example for its help.

    `looks_back` says that it takes --as-of.
    """

    name: str
    function: str
    example: str
    looks_back: bool = False


HOME = Command("", "watch.home", "runaway", looks_back=True)
PANELS: dict[str, tuple[Command, ...]] = {
    "Watch": (
        Command("next", "watch.next_", "runaway next --short", looks_back=True),
        Command("watched", "mark.watched", 'runaway watched 3 --at "22:40"'),
        Command("unwatch", "mark.unwatch", "runaway unwatch 3"),
        Command("undo", "mark.undo", "runaway undo"),
        Command("redo", "mark.redo", "runaway redo"),
        Command("rewatch", "mark.rewatch", "runaway rewatch"),
        Command("episodes", "watch.episodes", "runaway episodes", looks_back=True),
        Command("history", "mark.history", "runaway history", looks_back=True),
    ),
    "Know": (
        Command("recap", "story.recap", "runaway recap 2", looks_back=True),
        Command("learned", "story.learned", "runaway learned 2", looks_back=True),
        Command("cast", "people.cast", "runaway cast", looks_back=True),
        Command("who", "people.who", "runaway who simon", looks_back=True),
        Command("map", "people.map_", "runaway map --mermaid", looks_back=True),
        Command("clues", "story.clues", "runaway clues", looks_back=True),
        Command("about", "story.about", "runaway about", looks_back=True),
    ),
    "Plan": (
        Command("tonight", "plan.tonight", "runaway tonight --until midnight", looks_back=True),
        Command("plan", "plan.plan", "runaway plan --by sunday", looks_back=True),
    ),
    "Data": (Command("doctor", "doctor.doctor", "runaway doctor"),),
}
COMMANDS = {command.name: command for panel in PANELS.values() for command in panel}


def load(command: Command) -> Callable[..., Any]:
    """Import the function of a command; it takes a session and its own options, returns a view."""
    module, _, name = command.function.partition(".")
    function: Callable[..., Any] = getattr(
        importlib.import_module(f"runaway_cli.cli.commands.{module}"), name
    )
    return function
