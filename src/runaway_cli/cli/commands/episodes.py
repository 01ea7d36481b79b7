"""episodes."""

from runaway_cli.diary.journal import ratings
from runaway_cli.session import Session
from runaway_cli.views import episodes as views


def episodes(session: Session) -> views.EpisodesView:
    """The season: lengths, what you've watched, titles once they're safe."""
    here = session.look()
    return views.episodes(here.known, here.progress, here.moment, ratings(here.progress))
