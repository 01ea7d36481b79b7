"""The drawing of the next episode."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import (
    ACCENT,
    AIR,
    DIM,
    Entries,
    Sides,
    heading,
    stack,
)
from runaway_cli.views.next import NextView, UpNext


@draw.register
def _next(view: NextView) -> RenderableType:
    return stack(
        heading(view.show, view.left if view.episodes_left else ""),
        AIR,
        _in_full(view, view.episode) if view.episode else goodbye(view),
        AIR if view.catching_up else None,
        *(Text(said, DIM) for said in view.catching_up),
        AIR if view.late else None,
        Text(view.late) if view.late else None,
    )


def _in_full(view: NextView, up: UpNext) -> RenderableType:
    """Draw all that may be said about the next episode."""
    rows: list[tuple[str, RenderableType]] = []
    if view.left_off:
        rows += [("You left off", Text(view.left_off.text)), ("", AIR)]
    if up.director:
        rows.append(("Directed by", Text(up.director)))
    return stack(
        title_of(up),
        *(Text(text) for text in (up.teaser, up.gap) if text),
        Text(up.press_play, DIM),
        AIR if rows else None,
        Entries(rows),
    )


def goodbye(view: NextView) -> RenderableType:
    """Return the end of the season, or that the next episode isn't out yet."""
    return stack(
        Text(view.closing) if view.closing else None,
        AIR if view.closing else None,
        Text(view.waits or view.the_end or "", DIM),
    )


def title_of(up: UpNext) -> RenderableType:
    """Return the number, title and length of the next episode."""
    name = f"{up.called}  {up.title}" if up.title else f"Episode {up.called}"
    return Sides(Text(name, ACCENT), Text(up.length, DIM))
