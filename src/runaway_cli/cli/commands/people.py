"""cast, who, map."""

from typing import Annotated

from runaway_cli.cli.params import Name, Option
from runaway_cli.errors import NotBothError
from runaway_cli.session import Session
from runaway_cli.story.errors import UnknownPersonError
from runaway_cli.story.model import Known, Person
from runaway_cli.story.search import find, nearest
from runaway_cli.views import View
from runaway_cli.views import people as views


def cast(session: Session) -> views.CastView:
    """Everyone you've met, as you know them, and who they are to you."""
    return views.cast(session.look().known)


def who(session: Session, name: Name = None) -> View:
    """One person: what you know, connections, where you last saw them."""
    from runaway_cli.diary import journal
    from runaway_cli.views import person as pages

    here = session.look()
    known = here.known
    if name is None:
        return views.names(known)
    asked = " ".join(name)
    people, is_guess = _meant(known, asked)
    if len(people) > 1:
        return views.choices(known, asked, people, is_guess=is_guess)
    return pages.person(
        known,
        people[0],
        guessed_from=asked if is_guess else None,
        notes=journal.notes_about(here.progress, people[0]),
        theories=journal.theories_about(here.progress, people[0]),
    )


def map_(
    session: Session,
    name: Name = None,
    mermaid: Annotated[bool, Option("--mermaid", "Print a Mermaid chart.")] = False,
    dot: Annotated[bool, Option("--dot", "Print a Graphviz graph.")] = False,
) -> View:
    """How the people you've met are connected."""
    from runaway_cli.views import map as maps

    if mermaid and dot:
        raise NotBothError("--mermaid", "--dot")
    known = session.look().known
    if name is None:
        view = maps.relationships(known)
    else:
        asked = " ".join(name)
        people, is_guess = _meant(known, asked)
        if len(people) > 1:
            return views.choices(known, asked, people, is_guess=is_guess)
        view = maps.around(known, people[0])
    if mermaid:
        return maps.mermaid(view)
    return maps.dot(view) if dot else view


def _meant(known: Known, asked: str) -> tuple[tuple[Person, ...], bool]:
    """Return everyone a name fits, and whether that's only a guess. Raises UnknownPersonError."""
    matches = find(known.people, asked)
    people = matches or nearest(known.people, asked)
    if not people:
        raise UnknownPersonError(asked)
    return people, not matches
