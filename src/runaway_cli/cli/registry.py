"""The table of contents: every command, in the order of help. Imports none of them."""

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple


class Command(NamedTuple):
    """A command: its name, its function in `cli.commands`, and an example for its help.

    `looks_back` says that it takes --as-of, `is_common` that plain --help lists it. `needs` is how
    much of the season it reads: "episodes", "story" (and that), or "everything" (and the rest);
    at the end of a season that's 6, 25 or 31 ms. `is_personal` says that it's about the diary of
    whoever the environment names.
    """

    name: str
    function: str
    example: str
    looks_back: bool = False
    is_common: bool = True
    needs: str = "story"
    is_personal: bool = True


HOME = Command("", "home.home", "runaway", looks_back=True)
PANELS: dict[str, tuple[Command, ...]] = {
    "Watch": (
        Command("next", "next.next_", "runaway next --short", looks_back=True, needs="episodes"),
        Command("watched", "mark.watched", 'runaway watched 3 --at "22:40"', needs="episodes"),
        Command("unwatch", "mark.unwatch", "runaway unwatch 3", needs="episodes"),
        Command("pause", "pause.pause", "runaway pause 23m", needs="episodes"),
        Command("undo", "mark.undo", "runaway undo", needs="episodes"),
        Command("redo", "mark.redo", "runaway redo", is_common=False, needs="episodes"),
        Command("rewatch", "mark.rewatch", "runaway rewatch", is_common=False, needs="episodes"),
        Command(
            "episodes", "episodes.episodes", "runaway episodes", looks_back=True, needs="episodes"
        ),
        Command("history", "mark.history", "runaway history", looks_back=True, needs="episodes"),
    ),
    "Know": (
        Command("recap", "story.recap", "runaway recap 2", looks_back=True),
        Command("learned", "story.learned", "runaway learned 2", looks_back=True),
        Command("cast", "people.cast", "runaway cast", looks_back=True),
        Command("who", "people.who", "runaway who simon", looks_back=True),
        Command("map", "people.map_", "runaway map --mermaid", looks_back=True),
        Command("find", "find.find", "runaway find hospital", looks_back=True, needs="everything"),
        Command("clues", "story.clues", "runaway clues", looks_back=True),
        Command(
            "about",
            "story.about",
            "runaway about",
            looks_back=True,
            is_common=False,
            needs="everything",
        ),
    ),
    "Journal": (
        Command("note", "journal.note", 'runaway note "Why did she lie?"'),
        Command("notes", "journal.notes", "runaway notes", looks_back=True, is_common=False),
        Command("rate", "journal.rate", "runaway rate 8"),
        Command("theory", "journal.theory", 'runaway theory "It was the neighbour" --sure 70'),
        Command(
            "theories", "journal.theories", "runaway theories", looks_back=True, is_common=False
        ),
        Command("judge", "journal.judge", "runaway judge 2 right", is_common=False),
    ),
    "Plan": (
        Command(
            "tonight",
            "tonight.tonight",
            "runaway tonight --until midnight",
            looks_back=True,
            needs="episodes",
        ),
        Command("plan", "plan.plan", "runaway plan --by sunday", looks_back=True, needs="episodes"),
    ),
    "Data": (
        Command("doctor", "doctor.doctor", "runaway doctor", needs="episodes"),
        Command(
            "shows",
            "shows.shows",
            "runaway shows add show.toml",
            is_common=False,
            needs="episodes",
        ),
        Command(
            "profiles",
            "profiles.profiles",
            "runaway profiles add Ben",
            is_common=False,
            needs="episodes",
            is_personal=False,
        ),
        Command(
            "draft",
            "draft.draft",
            "runaway draft answer.json --to show.toml",
            is_common=False,
            needs="episodes",
            is_personal=False,
        ),
        Command(
            "completion",
            "completion.completion",
            "runaway completion bash",
            is_common=False,
            needs="episodes",
            is_personal=False,
        ),
    ),
}
ALIASES = {  # words people guess, and what they stand for
    "seen": ("watched",),
    "done": ("watched",),
    "finished": ("watched",),
    "mark": ("watched",),
    "unmark": ("unwatch",),
    "status": ("",),
    "where": ("",),
    "home": ("",),
    "list": ("episodes",),
    "ls": ("episodes",),
    "summary": ("recap",),
    "story": ("recap",),
    "previously": ("recap",),
    "characters": ("cast",),
    "people": ("cast",),
    "actors": ("cast",),
    "whos": ("who",),
    "who's": ("who",),
    "resume": ("pause",),
    "paused": ("pause",),
    "stop": ("pause",),
    "stopped": ("pause",),
    "bedtime": ("tonight",),
    "sleep": ("tonight",),
    "guess": ("theory",),
    "log": ("history",),
    "search": ("find",),
    "questions": ("recap", "--questions"),
    "calendar": ("plan",),
}
HINTS = {  # words of a sentence that say which command it needs
    "asleep": "unwatch",
    "oops": "undo",
    "happened": "recap",
    "remind": "recap",
    "when": "history",
    "left": "next",
    "more": "tonight",
    "late": "tonight",
    "start": "next",
    "begin": "next",
    "continue": "next",
    "catch": "recap",
    "catchup": "recap",
    "time": "tonight",
}
NOT_YET = "To see what's next: runaway next. Once you've seen it: runaway watched"
INSTEAD = {  # what there isn't, and what to do instead
    "watch": NOT_YET,  # who is about to must not be told how it ends
    "watching": NOT_YET,
    "play": NOT_YET,
    "config": "There's nothing to set up. To see where your files are: runaway doctor",
    "settings": "There's nothing to set up. To see where your files are: runaway doctor",
    "reset": "To start over and keep your history: runaway rewatch",
    "clear": "To start over and keep your history: runaway rewatch",
    "delete": "To undo your last change: runaway undo. To start over: runaway rewatch",
    "remove": "To undo your last change: runaway undo. To start over: runaway rewatch",
    "spoilers": "There are none here. If you want to know the ending, mark it as watched.",
    "spoiler": "There are none here. If you want to know the ending, mark it as watched.",
    "ending": "There are no spoilers here. If you want to know the ending, mark it as watched.",
    "spoil": "There are no spoilers here. If you want to know the ending, mark it as watched.",
    "quit": "There's nothing to leave: each command answers and ends.",
    "exit": "There's nothing to leave: each command answers and ends.",
    "users": "To see who has a diary here: runaway profiles",
    "login": "There's no account. Everything is in one file of yours: runaway doctor",
    "sync": "Share the folder of your diary, however you like: runaway doctor shows where it is.",
    "update": "Update runaway the way you installed it, such as: uv tool upgrade runaway-cli",
}
COMMANDS = {command.name: command for panel in PANELS.values() for command in panel}


def resolve(word: str) -> tuple[Command | None, tuple[str, ...]]:
    """Return the command that `word` is or stands for, and the words that stand behind it then.

    The command is None if there's no such word.
    """
    name, *more = ALIASES.get(word.casefold(), (word.casefold(),))
    return (COMMANDS.get(name) if name else HOME), tuple(more)


def load(command: Command) -> Callable[..., Any]:
    """Import the function of a command; it takes a session and its own options, returns a view."""
    module, _, name = command.function.partition(".")
    function: Callable[..., Any] = getattr(
        importlib.import_module(f"runaway_cli.cli.commands.{module}"), name
    )
    return function
