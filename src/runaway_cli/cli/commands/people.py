"""cast, who, map."""

from typing import Annotated

from runaway_cli.cli.output import emit
from runaway_cli.cli.params import AsJson, AsOf, Name, Option, Plain, look
from runaway_cli.errors import NotBothError
from runaway_cli.story.errors import UnknownPersonError
from runaway_cli.story.search import find, nearest
from runaway_cli.views import map as map_views
from runaway_cli.views import people as views


def cast(as_json: AsJson = False, plain: Plain = False, as_of: AsOf = None) -> None:
    """Who you have met: their names as you know them, and who they are to you."""
    emit(views.cast(look(as_of).known), as_json=as_json, plain=plain)


def who(name: Name, as_json: AsJson = False, plain: Plain = False, as_of: AsOf = None) -> None:
    """One person: what you know, their ties, where you last saw them."""
    known, asked = look(as_of).known, " ".join(name)
    matches = find(known.people, asked)
    people = matches or nearest(known.people, asked)
    if not people:
        raise UnknownPersonError(asked)
    view = (
        views.person(known, people[0], guessed_from=None if matches else asked)
        if len(people) == 1
        else views.choices(known, asked, people, is_guess=not matches)
    )
    emit(view, as_json=as_json, plain=plain)


def map_(
    mermaid: Annotated[bool, Option("--mermaid", "Write a Mermaid chart.")] = False,
    dot: Annotated[bool, Option("--dot", "Write a Graphviz graph.")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
    as_of: AsOf = None,
) -> None:
    """How the people you have met are tied to one another."""
    if mermaid and dot:
        raise NotBothError("--mermaid", "--dot")
    view = map_views.relationships(look(as_of).known)
    chart = map_views.mermaid if mermaid else map_views.dot if dot else None
    emit(chart(view) if chart and not as_json else view, as_json=as_json, plain=plain)
