"""runaway on its own."""

from runaway_cli.session import Session
from runaway_cli.views import home as views


def home(session: Session) -> views.HomeView:
    """Show where you are."""
    here = session.look()
    return views.home(here.known, here.progress, here.moment, here.unwatched)
