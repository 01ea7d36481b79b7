"""The drawing of the season."""

from rich.console import RenderableType

from runaway_cli.render import draw
from runaway_cli.render.layout import AHEAD, AIR, WATCHED, Rows, foot, heading, stack
from runaway_cli.views import until
from runaway_cli.views.episodes import EpisodesView


@draw.register
def _episodes(view: EpisodesView) -> RenderableType:
    rows = [
        (
            f"{WATCHED if row.is_watched else AHEAD}  {row.number}",
            row.title or "",
            row.mark,
            row.length,
        )
        for row in view.rows
    ]
    return stack(
        heading(view.show),
        AIR,
        Rows(rows, stretch=1, dim=frozenset({2, 3})),
        foot(until(view.as_of)),
    )
