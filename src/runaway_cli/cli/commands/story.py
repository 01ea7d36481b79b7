"""recap, learned, clues, about."""

from typing import Annotated

from runaway_cli.cli.errors import SecondTimeError
from runaway_cli.cli.params import Finished, Option
from runaway_cli.errors import NotBothError
from runaway_cli.session import Session, Viewer
from runaway_cli.story.model import Known
from runaway_cli.views import View
from runaway_cli.views.story import looking_back


def recap(
    session: Session,
    episode: Finished = None,
    short: Annotated[bool, Option("--short", "One line per episode.")] = False,
    everything: Annotated[bool, Option("--all", "Every episode of the season so far.")] = False,
    questions: Annotated[bool, Option("--questions", "Only the open questions.")] = False,
) -> View:
    """What happened, where it stopped, and what's still open."""
    from runaway_cli.views import questions as asked
    from runaway_cli.views import recap as views

    other = "--all" if everything else "--short" if short else None
    if questions and other:
        raise NotBothError("--questions", other)
    here = _after(session, episode)
    if questions:
        return _looking_back(session, here.known, asked.unanswered(here.known))
    view = views.recap(
        here.known,
        here.progress,
        here.moment,
        everything=everything,
        short=short,
        catches_up=not episode,
    )
    return _looking_back(session, here.known, view)


def learned(session: Session, episode: Finished = None) -> View:
    """What you learned in an episode, as a list."""
    from runaway_cli.views import learned as views

    known = _after(session, episode).known
    return _looking_back(session, known, views.learned(known))


def clues(
    session: Session,
    by_episode: Annotated[
        bool, Option("--by-episode", "What each episode plants, for the second time through.")
    ] = False,
) -> View:
    """Details planted so far, and what they meant."""
    from runaway_cli.views import clues as views

    known = session.look().known
    if by_episode:
        if not known.is_finished:
            raise SecondTimeError
        return views.by_episode(known)
    return _looking_back(session, known, views.clues(known))


def about(session: Session) -> View:
    """The production: crew, music, locations, the book. No plot."""
    from runaway_cli.views import about as views

    return views.about(session.look().known)


def _after(session: Session, episode: list[str] | None) -> Viewer:
    """Look at the end of `episode`, or wherever the session looks."""
    if not episode:
        return session.look()
    if session.as_of is not None:
        raise NotBothError("an episode number", "--as-of")
    return session._replace(as_of=" ".join(episode)).look()


def _looking_back(session: Session, known: Known, view: View) -> View:
    """Return `view`, worded for somebody who looks back if the session does."""
    return view if session.as_of is None else looking_back(view, known.position)
