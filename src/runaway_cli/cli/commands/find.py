"""find."""

from typing import Annotated

from runaway_cli.cli.params import Argument
from runaway_cli.diary import journal
from runaway_cli.session import Session
from runaway_cli.story.errors import NothingFoundError
from runaway_cli.views import find as views


def find(
    session: Session,
    text: Annotated[list[str], Argument("TEXT", "Words to look for, or their beginnings.")],
) -> views.FindView:
    """Everything you know that mentions some words, newest first."""
    asked = " ".join(text)
    here = session.look()
    own: tuple[journal.Note | journal.Theory, ...] = (
        *journal.notes(here.progress),
        *journal.theories(here.progress),
    )
    view = views.find(here.known, asked, own)
    if not view.rows:
        raise NothingFoundError(asked)
    return view
