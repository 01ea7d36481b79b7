"""Drawings of where the viewer is."""

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
from runaway_cli.views.watch import HomeView, NextView, UpNext


@draw.register
def _home(view: HomeView) -> RenderableType:
    bar = Text("  ").join(
        Text(WATCHED, ACCENT) if watched else Text(AHEAD, DIM) for watched in view.watched
    )
    to_go = f"{view.next.to_go} to go" if view.next.episodes_left else ""
    return stack(
        heading(view.show, view.tally),
        Sides(bar, Text(to_go, DIM)),
        AIR,
        _body(view.next),
        AIR,
        Text.assemble(
            (view.recently or "", DIM),
            "  " if view.recently else "",
            (view.hint, "bold"),
            "  ",
            (f"{view.hint_for}.", DIM),
        ),
    )


@draw.register
def _next(view: NextView) -> RenderableType:
    return stack(heading(view.show, view.left if view.episodes_left else ""), AIR, _body(view))


def _body(view: NextView) -> RenderableType:
    if view.episode is None:
        return stack(
            Text(view.closing) if view.closing else None,
            AIR if view.closing else None,
            Text(view.the_end or "", DIM),
        )
    notes = (view.episode.teaser, view.episode.gap)
    rows: list[tuple[str, RenderableType]] = [
        ("Next", _title(view.episode)),
        *(("", Text(text)) for text in notes if text),
        ("", Text(view.episode.press_play, DIM)),
    ]
    if view.left_off:
        rows += [("", AIR), ("You left off", Text(view.left_off.text))]
    return Entries(rows)


def _title(up: UpNext) -> RenderableType:
    name = f"{up.number}  {up.title}" if up.title else f"Episode {up.number}"
    return Sides(Text(name, ACCENT), Text(up.length, DIM))
