"""Turns views into Rich renderables. The only package that imports rich."""

import importlib
import os
from functools import singledispatch

from rich.console import Console, RenderableType
from rich.text import Text

from runaway_cli.render.layout import Page
from runaway_cli.views import TextView, View


def show(view: View) -> None:
    """Print `view` on the terminal."""
    learn(type(view))
    drawing = draw(view)
    console().print(drawing if isinstance(view, TextView) else Page(drawing))


def console() -> Console:
    """Return a console that prints text as it is: no markup, no emoji codes.

    Without colour when `NO_COLOR` is set or `CLICOLOR` is 0.
    """
    colourless = True if os.environ.get("CLICOLOR") == "0" else None
    return Console(markup=False, emoji=False, highlight=False, no_color=colourless)


def colours() -> str:
    """Say what the terminal can show."""
    shown = {None: "no colour", "256": "256 colours", "truecolor": "16 million colours"}
    return shown.get(console().color_system, "16 colours")


def learn(view: type[View]) -> None:
    """Import the drawings of a kind of view, which stand in a module of the same name as its own.

    All of them would take 15 ms.
    """
    topic = view.__module__.rpartition(".")[2]
    if topic != "views":
        importlib.import_module(f"runaway_cli.render.{topic}")


@singledispatch
def draw(view: View) -> RenderableType:
    """Return what `view` looks like on a terminal."""
    raise NotImplementedError(f"no drawing for {type(view).__name__}")


@draw.register
def _text(view: TextView) -> RenderableType:
    return Text(view.text, no_wrap=True, overflow="ignore")
