"""recap, learned, clues, about."""

from typing import Annotated

from runaway_cli.cli.params import Finished, Option
from runaway_cli.errors import NotBothError
from runaway_cli.session import Session, Viewer
from runaway_cli.views import story as views


def recap(
    session: Session,
    episode: Finished = None,
    short: Annotated[bool, Option("--short", "One line per episode.")] = False,
    everything: Annotated[bool, Option("--all", "Every episode so far, from the first.")] = False,
) -> views.RecapView:
    """What happened, where it stopped, and what's still open."""
    here = _after(session, episode)
    return views.recap(
        here.known,
        here.progress,
        here.moment,
        everything=everything,
        short=short,
        looking_back=session.as_of is not None,
    )


def learned(session: Session, episode: Finished = None) -> views.LearnedView:
    """What you learned in an episode, as a list."""
    known = _after(session, episode).known
    return views.learned(known, looking_back=session.as_of is not None)


def clues(session: Session) -> views.CluesView:
    """Details planted so far, and what they meant."""
    return views.clues(session.look().known, looking_back=session.as_of is not None)


def about(session: Session) -> views.AboutView:
    """The production: crew, music, locations, the book. No plot."""
    return views.about(session.look().known)


def _after(session: Session, episode: list[str] | None) -> Viewer:
    """Look at the end of `episode`, or wherever the session looks."""
    if not episode:
        return session.look()
    if session.as_of is not None:
        raise NotBothError("an episode number", "--as-of")
    return session._replace(as_of=" ".join(episode)).look()
