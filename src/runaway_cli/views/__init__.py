"""What each command shows, as plain frozen data: the one source of JSON, screens and lines."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol, TypeGuard

NOT_RIGHT = "Not right? runaway undo"


class Verbatim(str):
    """A text of the viewer's own, which comes back to the letter in JSON.

    JSON escapes what could touch a terminal; screens and lines make it visible, as they do with
    every text.
    """

    __slots__ = ()


class View(Protocol):
    """Any view: a NamedTuple of str, int, bool, None, views, rows and tuples of those.

    Its fields are its JSON. Its lines are what a pipe and a screen reader get.
    """

    def lines(self) -> Iterator[str]:
        """Yield the view as plain lines, one fact each, the answer first."""


class Answer(View, Protocol):
    """A view that says what a command did, and what else there is to say, one sentence each.

    It needs no drawing of its own.
    """

    @property
    def what(self) -> str: ...

    @property
    def asides(self) -> tuple[str, ...]: ...


def is_answer(view: View) -> TypeGuard[Answer]:
    """Whether a view is an answer, and no page."""
    return hasattr(view, "what") and hasattr(view, "asides")


def in_a_line(answer: Answer) -> str:
    """Return an answer as one line."""
    return "  ".join((answer.what, *answer.asides))


class TextView(NamedTuple):
    """A text for a prompt or another program, and the view it was made from.

    Its JSON is that of the other view, where there is one.
    """

    text: str
    of: View | None = None

    def lines(self) -> Iterator[str]:
        yield self.text


class FileView(NamedTuple):
    """A file for standard output, to the byte; `option` is what asked for it there."""

    text: str
    option: str

    def lines(self) -> Iterator[str]:
        yield self.text


def kind(view: type[View]) -> str:
    """Return what JSON calls a kind of view: "cast" for `CastView`."""
    return view.__name__.removesuffix("View").lower()


def until(position: int) -> str:
    """Return how far a screen's knowledge goes, as a phrase."""
    return f"up to the end of episode {position}" if position else "before episode 1"
