"""What each command shows, as plain frozen data: the one source of JSON, screens and lines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class View(ABC):
    """Base of every view: str, int, bool, None, views, rows and tuples of those.

    Its fields are its JSON. Its lines are what a pipe and a screen reader get.
    """

    kind: ClassVar[str]

    @abstractmethod
    def lines(self) -> Iterator[str]:
        """Say the view in plain lines, one fact each, the answer first."""


@dataclass(frozen=True)
class LineView(View):
    """One sentence, or a text meant for another program."""

    kind: ClassVar[str] = "line"
    text: str

    def lines(self) -> Iterator[str]:
        yield self.text


def until(position: int) -> str:
    """Say as of when a screen speaks."""
    return f"as of the end of episode {position}" if position else "before episode 1"
