"""next."""

from typing import Annotated

from runaway_cli.cli.params import Option, Speed
from runaway_cli.session import Session
from runaway_cli.views import TextView
from runaway_cli.views import next as views

Short = Annotated[bool, Option("--short", "One line, for a shell prompt.")]


def next_(session: Session, short: Short = False, speed: Speed = "1") -> views.NextView | TextView:
    """The next episode: its length, when it'd end, where you left off."""
    here = session.look()
    left = here.unwatched
    if speed != "1":  # 4 ms, for those who play it faster
        from runaway_cli.cli.values import speed as speed_of
        from runaway_cli.planning.schedule import at_speed

        left = at_speed(left, speed_of(speed))
    view = views.next_(here.known, here.progress, here.moment, left)
    if here.people:
        from runaway_cli.views.together import catching_up  # most people are alone

        view = view._replace(catching_up=catching_up(session.names, here.people))
    return views.brief(view) if short else view
