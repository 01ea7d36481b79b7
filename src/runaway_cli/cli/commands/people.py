"""cast, who, map."""

from typing import Annotated

from runaway_cli.cli.params import Name, Option
from runaway_cli.errors import NotBothError
from runaway_cli.session import Session
from runaway_cli.story.errors import UnknownPersonError
from runaway_cli.story.search import find, nearest
from runaway_cli.views import TextView
from runaway_cli.views import map as maps
from runaway_cli.views import people as views


def cast(session: Session) -> views.CastView:
    """Everyone you've met, as you know them, and who they are to you."""
    return views.cast(session.look().known)


def who(session: Session, name: Name) -> views.PersonView | views.ChoicesView:
    """One person: what you know, connections, where you last saw them."""
    known, asked = session.look().known, " ".join(name)
    matches = find(known.people, asked)
    people = matches or nearest(known.people, asked)
    if not people:
        raise UnknownPersonError(asked)
    if len(people) > 1:
        return views.choices(known, asked, people, is_guess=not matches)
    return views.person(known, people[0], guessed_from=None if matches else asked)


def map_(
    session: Session,
    mermaid: Annotated[bool, Option("--mermaid", "Print a Mermaid chart.")] = False,
    dot: Annotated[bool, Option("--dot", "Print a Graphviz graph.")] = False,
) -> maps.MapView | TextView:
    """How the people you've met are connected."""
    if mermaid and dot:
        raise NotBothError("--mermaid", "--dot")
    view = maps.relationships(session.look().known)
    if mermaid:
        return maps.mermaid(view)
    return maps.dot(view) if dot else view
