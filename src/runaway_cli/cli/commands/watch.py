"""home, next, episodes."""

from typing import Annotated

from runaway_cli.cli.output import emit
from runaway_cli.cli.params import AsJson, AsOf, Option, Plain, look
from runaway_cli.views import episodes as season
from runaway_cli.views import watch as views


def home(as_json: AsJson = False, plain: Plain = False, as_of: AsOf = None) -> None:
    """Show where you stand."""
    here = look(as_of)
    emit(views.home(here.known, here.progress, here.moment), as_json=as_json, plain=plain)


def next_(
    short: Annotated[bool, Option("--short", "One line, for a shell prompt.")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
    as_of: AsOf = None,
) -> None:
    """The next episode: how long, when it would end, where you left off."""
    here = look(as_of)
    view = views.next_(here.known, here.progress, here.moment)
    emit(views.brief(view) if short and not as_json else view, as_json=as_json, plain=plain)


def episodes(as_json: AsJson = False, plain: Plain = False, as_of: AsOf = None) -> None:
    """The season: lengths, your marks, titles where they are safe."""
    here = look(as_of)
    emit(season.episodes(here.known, here.progress, here.moment), as_json=as_json, plain=plain)
