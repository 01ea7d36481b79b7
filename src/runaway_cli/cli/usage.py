"""What to say of a command line that Typer can't parse, in our own words."""

from typing import Any

from runaway_cli.cli.params import options_of
from runaway_cli.cli.registry import Command
from runaway_cli.errors import UsageError
from runaway_cli.language.lengths import in_minutes
from runaway_cli.language.phrases import line_of, quoted, word

NEEDS = {  # what an option wants that was given nothing, by its metavar
    "TIME": "a time",
    "WHEN": "a time or a day",
    "DAY": "a day",
    "DAYS": "days",
    "LENGTH": "a length",
    "FILE": "a file",
    "SHOW": "a show",
    "TITLE": "a title",
    "NAME": "a name",
    "N": "a number",
    "X": "a number",
    "MIN": "minutes",
}

UNTIL = ("until", "till", "til", "before", "by")


def explain(refusal: Any, command: Command) -> UsageError:
    """Return the sentence for what Typer refused on the line of a command.

    Its kinds are told apart by name, for they move from one module to another between versions.
    """
    kind = type(refusal).__name__
    path = f"runaway {command.name}".rstrip()
    if kind == "NoSuchOption":
        return _no_such_option(refusal.option_name, command, path)
    if kind == "BadOptionUsage":
        return _misused(refusal.option_name, command)
    words = _unexpected(refusal.format_message())
    if command.name in ("undo", "redo") and words.isdecimal():
        return UsageError(
            f"To {command.name} {words} changes: runaway {command.name} --steps {words}. "
            f"To unmark episode {words}: runaway unwatch {words}"
        )
    if words:
        line = _meant(command.name, words) or f"{path} --help"
        return UsageError(f"I don't know what to do with {quoted(words)}. Try: {line}")
    if kind == "MissingParameter":
        return UsageError(f"{command.name} needs more than that. Try: {command.example}")
    return UsageError(f"That doesn't work as typed. Try: {path} --help")


def _meant(name: str, words: str) -> str | None:
    """Return the line that somebody means who typed `words` after a command that takes none."""
    if name == "tonight":
        return f"runaway tonight {_how_long(words)}"
    if name == "cast":
        return f"runaway who {line_of(words.split())}"
    if name == "episodes" and " " not in words:
        return f"runaway recap {word(words)}"
    return None


def _how_long(words: str) -> str:
    """Return the option of tonight that says "2h" or "until 23"."""
    first, _, rest = words.partition(" ")
    if first in UNTIL:
        is_hour = rest.isascii() and rest.isdecimal() and int(rest) < 24
        return f"--until {word(f'{rest}:00' if is_hour else rest or 'midnight')}"
    is_length = ":" not in words and in_minutes(words) is not None
    return f"{'--for' if is_length else '--until'} {word(words)}"


def _no_such_option(name: str, command: Command, path: str) -> UsageError:
    if name.lstrip("-").isdecimal():
        return UsageError(f"{quoted(name)} isn't an episode number. Try 3 or 2-4.")
    names = [option.name for option in options_of(command).values()]
    near = [option for option in names if len(name) > 3 and option.startswith(name)]
    if not near:
        from difflib import get_close_matches

        near = get_close_matches(name, names, n=1, cutoff=0.75)
    if near:
        return UsageError(f"There's no option {name}. Did you mean {near[0]}?")
    return UsageError(f"There's no option {name}. Try: {path} --help")


def _misused(name: str, command: Command) -> UsageError:
    """Say what an option needs, or that it needs nothing."""
    option = options_of(command).get(name)
    if option is None or option.metavar is None:
        return UsageError(f"{name} doesn't take a value.")
    example = f" Try: {option.example}" if option.example else ""
    return UsageError(f"{name} needs {NEEDS.get(option.metavar, 'a value')}.{example}")


def _unexpected(message: str) -> str:
    """Return the words that Typer had no use for, empty if that isn't what it complains of."""
    before, _, words = message.partition("(")
    _, _, words = words.partition("(")  # "Got unexpected extra argument(s) (2 3)"
    return words.removesuffix(".").removesuffix(")") if "extra argument" in before else ""
