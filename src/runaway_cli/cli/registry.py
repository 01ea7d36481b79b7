"""The table of contents: every command, in the order of help. Imports none of them."""

import importlib
from collections.abc import Callable

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


def load(function: str) -> Callable[..., int | None]:
    """Import one command, such as "watch.next_"."""
    module, _, name = function.partition(".")
    command: Callable[..., int | None] = getattr(
        importlib.import_module(f"runaway_cli.cli.commands.{module}"), name
    )
    return command
