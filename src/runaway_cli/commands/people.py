"""cast, who, map."""

from __future__ import annotations

from typing import Annotated

import typer

from runaway_cli import viewer
from runaway_cli.commands.options import AsJson, AsOf, Name
from runaway_cli.emit import emit
from runaway_cli.views import people as views


def cast(as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Who you have met: their names as you know them, and who they are to you."""
    emit(views.cast(viewer.now(as_of).known), as_json=as_json)


def who(name: Name, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """One person: what you know, their ties, where you last saw them."""
    emit(views.who(viewer.now(as_of).known, " ".join(name)), as_json=as_json)


def map_(
    mermaid: Annotated[bool, typer.Option("--mermaid", help="Write a Mermaid chart.")] = False,
    dot: Annotated[bool, typer.Option("--dot", help="Write a Graphviz graph.")] = False,
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """How the people you have met are tied to one another."""
    view = views.relationships(viewer.now(as_of).known)
    if (mermaid or dot) and not as_json:
        emit(views.mermaid(view) if mermaid else views.dot(view), as_json=False)
        return
    emit(view, as_json=as_json)
