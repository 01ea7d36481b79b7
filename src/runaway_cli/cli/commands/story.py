"""recap, learned, clues, about."""

from typing import Annotated

from runaway_cli import session
from runaway_cli.cli.output import emit
from runaway_cli.cli.params import AsJson, AsOf, Finished, Option, Plain, look
from runaway_cli.errors import NotBothError
from runaway_cli.views import story as views


def recap(
    episode: Finished = None,
    short: Annotated[bool, Option("--short", "One line an episode.")] = False,
    everything: Annotated[bool, Option("--all", "From the first episode on.")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
    as_of: AsOf = None,
) -> None:
    """The story so far, where it stopped, and what is still open."""
    here = _after(episode, as_of)
    view = views.recap(
        here.known,
        here.progress,
        here.moment,
        everything=everything,
        short=short,
        looking_back=as_of is not None,
    )
    emit(view, as_json=as_json, plain=plain)


def learned(
    episode: Finished = None, as_json: AsJson = False, plain: Plain = False, as_of: AsOf = None
) -> None:
    """What an episode told you, as a list."""
    known = _after(episode, as_of).known
    emit(views.learned(known, looking_back=as_of is not None), as_json=as_json, plain=plain)


def clues(as_json: AsJson = False, plain: Plain = False, as_of: AsOf = None) -> None:
    """Details planted so far, and what they meant."""
    known = look(as_of).known
    emit(views.clues(known, looking_back=as_of is not None), as_json=as_json, plain=plain)


def about(as_json: AsJson = False, plain: Plain = False, as_of: AsOf = None) -> None:
    """The production: crew, music, places, the book. Nothing of the story."""
    emit(views.about(look(as_of).known), as_json=as_json, plain=plain)


def _after(episode: str | None, as_of: str | None) -> session.Viewer:
    """Stand at the end of `episode`, or of `as_of`, or where the viewer stands."""
    if episode is not None and as_of is not None:
        raise NotBothError("an episode number", "--as-of")
    return look(as_of if episode is None else episode)
