"""The drawing of where the viewer is."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import (
    ACCENT,
    AHEAD,
    AIR,
    DIM,
    WATCHED,
    Entries,
    Sides,
    heading,
    stack,
)
from runaway_cli.render.next import goodbye, title_of
from runaway_cli.views.home import HomeView
from runaway_cli.views.next import UpNext

LONGEST_BAR = 25  # episodes that fit into a row


@draw.register
def _home(view: HomeView) -> RenderableType:
    shown = view.season_watched if len(view.season_watched) <= LONGEST_BAR else ()
    bar = Text("  ").join(
        Text(WATCHED, ACCENT) if watched else Text(AHEAD, DIM) for watched in shown
    )
    body = _ahead(view, view.next.episode) if view.next.episode else goodbye(view.next)
    late = view.next.late
    return stack(
        heading(view.show, view.tally),
        Sides(bar, Text(view.next.to_go, DIM)),
        AIR,
        body,
        AIR,
        Text(late) if late else None,
        AIR if late else None,
        _hint(view),
        Text(view.shows, DIM) if view.shows else None,
    )


def _ahead(view: HomeView, up: UpNext) -> RenderableType:
    """Draw what's next in a line or two, and what was left hanging."""
    rows: list[tuple[str, RenderableType]] = [("Next", title_of(up))]
    rows += [("", Text(text, DIM)) for text in (up.press_play, up.gap) if text]
    if view.next.left_off:
        rows += [("", AIR), ("You left off", Text(view.next.left_off.text))]
    if view.still_open:
        rows += [("", AIR), ("Still open", Text(view.still_open))]
    return Entries(rows)


def _hint(view: HomeView) -> RenderableType:
    before = [f"{said}  " for said in (view.recently, view.hint_if) if said]
    return Text.assemble(("".join(before), DIM), (view.hint, "bold"), (f"  {view.hint_for}.", DIM))
