"""home, next, episodes."""

import os
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
    shows = _one_of_several(session)
    return where.home(here.known, here.progress, here.moment, shows, session.command)


def _one_of_several(session: Session) -> str | None:
    """Return that this is one of several shows, None if there's one."""
    if not os.path.isdir(os.path.join(session.home, "shows")):
        return None
    from runaway_cli.system.shows import ids  # most people have one show
    from runaway_cli.views.shows import one_of

    return one_of(1 + len(ids(session.home)))


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
