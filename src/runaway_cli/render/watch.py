"""Drawings of where the viewer is."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.hints import Unbroken, command
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
from runaway_cli.views.watch import HomeView, NextView, UpNext


@draw.register
def _home(view: HomeView) -> RenderableType:
    bar = Text("  ").join(
        Text(WATCHED, ACCENT) if watched else Text(AHEAD, DIM) for watched in view.watched
    )
    body = _ahead(view, view.next.episode) if view.next.episode else _goodbye(view.next)
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
    )


def _ahead(view: HomeView, up: UpNext) -> RenderableType:
    """Draw what's next in a line or two, and what was left hanging."""
    rows: list[tuple[str, RenderableType]] = [("Next", _title(up))]
    rows += [("", Text(text, DIM)) for text in (up.press_play, up.gap) if text]
    if view.next.left_off:
        rows += [("", AIR), ("You left off", Text(view.next.left_off.text))]
    if view.still_open:
        rows += [("", AIR), ("Still open", Text(view.still_open))]
    return Entries(rows)


def _hint(view: HomeView) -> RenderableType:
    before = "  ".join(filter(None, (view.recently, view.hint_if)))
    return Unbroken(
        Text.assemble(
            (f"{before}  " if before else "", DIM),
            command(view.hint),
            "  ",
            (f"{view.hint_for}.", DIM),
        )
    )


@draw.register
def _next(view: NextView) -> RenderableType:
    return stack(
        heading(view.show, view.left if view.episodes_left else ""),
        AIR,
        _in_full(view, view.episode) if view.episode else _goodbye(view),
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
        _title(up),
        *(Text(text) for text in (up.teaser, up.gap) if text),
        Text(up.press_play, DIM),
        AIR if rows else None,
        Entries(rows),
    )


def _goodbye(view: NextView) -> RenderableType:
    return stack(
        Text(view.closing) if view.closing else None,
        AIR if view.closing else None,
        Text(view.the_end or "", DIM),
    )


def _title(up: UpNext) -> RenderableType:
    name = f"{up.number}  {up.title}" if up.title else f"Episode {up.number}"
    return Sides(Text(name, ACCENT), Text(up.length, DIM))
