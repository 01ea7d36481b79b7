"""runaway on its own."""

import os

from runaway_cli.session import Session
from runaway_cli.views import home as views


def home(session: Session) -> views.HomeView:
    """Show where you are."""
    here, shows = session.look(), _one_of_several(session)
    view = views.home(here.known, here.progress, here.moment, here.unwatched, shows=shows)
    return view._replace(recently=None) if here.people else view  # it's not what you all did


def _one_of_several(session: Session) -> str | None:
    """Return that this is one of several shows, None if there's one."""
    if not os.path.isdir(os.path.join(session.home, "shows")):
        return None
    from runaway_cli.system.shows import ids  # most people have one show
    from runaway_cli.views.shows import one_of

    return one_of(1 + len(ids(session.home)))
