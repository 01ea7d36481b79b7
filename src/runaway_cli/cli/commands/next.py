"""next."""

from typing import Annotated

from runaway_cli.cli.params import Option
from runaway_cli.session import Session
from runaway_cli.views import TextView
from runaway_cli.views import watch as views

Short = Annotated[bool, Option("--short", "One line, for a shell prompt.")]


def next_(session: Session, short: Short = False) -> views.NextView | TextView:
    """The next episode: its length, when it'd end, where you left off."""
    here = session.look()
    view = views.next_(here.known, here.progress, here.moment)
    return views.brief(view) if short else view
