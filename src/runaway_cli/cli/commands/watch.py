"""home, next, episodes."""

from typing import Annotated

from runaway_cli.cli.params import Option
from runaway_cli.session import Session
from runaway_cli.views import TextView
from runaway_cli.views import episodes as season
from runaway_cli.views import home as where
from runaway_cli.views import watch as views


def home(session: Session) -> where.HomeView:
    """Show where you are."""
    here = session.look()
    return where.home(here.known, here.progress, here.moment)


def next_(
    session: Session,
    short: Annotated[bool, Option("--short", "One line, for a shell prompt.")] = False,
) -> views.NextView | TextView:
    """The next episode: its length, when it'd end, where you left off."""
    here = session.look()
    view = views.next_(here.known, here.progress, here.moment)
    return views.brief(view) if short else view


def episodes(session: Session) -> season.EpisodesView:
    """The season: lengths, what you've watched, titles once they're safe."""
    here = session.look()
    return season.episodes(here.known, here.progress, here.moment)
