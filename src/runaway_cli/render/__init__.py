"""Turns views into Rich renderables. No other package imports Rich."""

import importlib
import os
from functools import singledispatch

from rich.console import Console, Group, RenderableType
from rich.text import Text

from runaway_cli.render.layout import Answer
from runaway_cli.render.page import Completed, Page
from runaway_cli.views import TextView, View, is_answer


def drawn(view: View, aside: str = "", completed: Completed = lambda text: ()) -> str:
    """Return what the terminal is to show, with the codes for its colours; `aside` comes last.

    `completed` says what has to be inserted into a text, as `language.phrases.completed` does.
    """
    if is_answer(view):
        drawing: RenderableType = Answer(view.what, view.asides)
    else:
        learn(type(view))
        drawing = draw(view)
    screen = console()
    if aside:
        drawing = Group(drawing, Text(), Text(aside, "dim"))
    with screen.capture() as page:
        screen.print(drawing if isinstance(view, TextView) else Page(drawing, completed))
    return page.get()


def console() -> Console:
    """Return a console that prints text as it is, without markup or emoji codes.

    It has no colour if `NO_COLOR` is set or `CLICOLOR` is 0.
    """
    no_colour = True if os.environ.get("CLICOLOR") == "0" else None  # None: Rich asks NO_COLOR
    return Console(markup=False, emoji=False, highlight=False, no_color=no_colour)


def colours() -> str:
    """Return how many colours the terminal has, in words."""
    systems = {None: "no colour", "256": "256 colours", "truecolor": "16 million colours"}
    return systems.get(console().color_system, "16 colours")


def learn(view: type[View]) -> None:
    """Import the drawing of a kind of view, from the module with the same name as the view's.

    Importing all of them would take 15 ms.
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
