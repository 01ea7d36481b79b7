"""recap, learned, clues, about."""

from typing import Annotated

from runaway_cli.cli.params import Finished, Option
from runaway_cli.errors import NotBothError
from runaway_cli.session import Session, Viewer
from runaway_cli.views import View
from runaway_cli.views import story as views


def recap(
    session: Session,
    episode: Finished = None,
    short: Annotated[bool, Option("--short", "One line per episode.")] = False,
    everything: Annotated[bool, Option("--all", "Every episode so far, from the first.")] = False,
) -> View:
    """What happened, where it stopped, and what's still open."""
    here = _after(session, episode)
    view = views.recap(here.known, here.progress, here.moment, everything=everything, short=short)
    return _looking_back(session, view)


def learned(session: Session, episode: Finished = None) -> View:
    """What you learned in an episode, as a list."""
    return _looking_back(session, views.learned(_after(session, episode).known))


def clues(session: Session) -> View:
    """Details planted so far, and what they meant."""
    return _looking_back(session, views.clues(session.look().known))


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


def _looking_back(
    session: Session, view: views.RecapView | views.LearnedView | views.CluesView
) -> View:
    """Return `view`, worded for somebody who looks back if the session does."""
    return view if session.as_of is None else views.looking_back(view)
