"""cast, who, map."""

from typing import Annotated

from runaway_cli.cli.params import Name, Option
from runaway_cli.errors import NotBothError
from runaway_cli.session import Session
from runaway_cli.views import TextView
from runaway_cli.views import people as views


def cast(session: Session) -> views.CastView:
    """Everyone you've met, as you know them, and who they are to you."""
    return views.cast(session.look().known)


def who(session: Session, name: Name) -> views.PersonView | views.ChoicesView:
    """One person: what you know, connections, where you last saw them."""
    return views.who(session.look().known, " ".join(name))


def map_(
    session: Session,
    mermaid: Annotated[bool, Option("--mermaid", "Print a Mermaid chart.")] = False,
    dot: Annotated[bool, Option("--dot", "Print a Graphviz graph.")] = False,
) -> views.MapView | TextView:
    """How the people you've met are connected."""
    if mermaid and dot:
        raise NotBothError("--mermaid", "--dot")
    view = views.relationships(session.look().known)
    if mermaid:
        return views.mermaid(view)
    return views.dot(view) if dot else view
