"""The drawing of the season, or of several."""

from itertools import groupby

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import (
    AHEAD,
    DIM,
    WATCHED,
    Rows,
    foot,
    heading,
    spaced,
    stack,
)
from runaway_cli.views import until
from runaway_cli.views.episodes import EpisodeRow, EpisodesView


@draw.register
def _episodes(view: EpisodesView) -> RenderableType:
    lead = max((cell_len(_name(row)) for row in view.rows), default=0)
    parts: list[RenderableType] = [heading(view.show)]
    for season, rows in groupby(view.rows, key=lambda row: row.season):
        table = Rows(list(map(_cells, rows)), stretch=1, dim=frozenset({2, 3}), lead=lead)
        parts.append(table if season is None else stack(Text(f"Season {season}", DIM), table))
    return stack(spaced(*parts), foot(until(view.as_of)))


def _name(row: EpisodeRow) -> str:
    return f"{WATCHED if row.is_watched else AHEAD}  {row.called}"


def _cells(row: EpisodeRow) -> tuple[str, str, str, str]:
    return _name(row), row.title or "", row.mark, row.length
