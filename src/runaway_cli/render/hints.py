"""Texts with a command in them, which stays in one piece."""

from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

_GLUE = "\ue000"  # takes a blank's place while lines are broken; Rich breaks at U+00A0 too


def command(line: str, style: str = "bold") -> Text:
    """Return a command that `Unbroken` doesn't break."""
    return Text(line.replace(" ", _GLUE), style)


class Unbroken(NamedTuple):
    """A text that wraps between words, but never inside a `command`."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.wrap(console, options.max_width):
            line.plain = line.plain.replace(_GLUE, " ")
            yield line
