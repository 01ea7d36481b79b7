"""The drawing of who is connected to whom."""

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import AIR, DIM, Entries, Hanging, foot, heading, stack
from runaway_cli.render.person import noted
from runaway_cli.views import until
from runaway_cli.views.map import MapEntry, MapGroup, MapLink, MapView


@draw.register
def _map(view: MapView) -> RenderableType:
    if view.nothing:
        return Text(view.nothing)
    around = _around(view.groups) if view.middle else _everyone(view.groups)
    title = f"How {view.middle} is connected" if view.middle else "How they're connected"
    return stack(heading(title), *around, foot(until(view.as_of)))


def _around(groups: tuple[MapGroup, ...]) -> list[RenderableType]:
    """Draw the ties of one person: a line each, by the group of who's at the other end."""
    rows = [
        (group.heading, stack(*map(_link, entry.links)))
        for group in groups
        for entry in group.people
    ]
    return [AIR, Entries(rows)]


def _everyone(groups: tuple[MapGroup, ...]) -> list[RenderableType]:
    """Draw a paragraph for each person who has ties left to draw."""
    parts: list[RenderableType] = []
    for group in groups:
        parts += [AIR, Text(group.heading, DIM)]
        parts += [Hanging(_paragraph(entry)) for entry in group.people]
    return parts


def _paragraph(entry: MapEntry) -> Text:
    links = Text("; ").join(map(_link, entry.links))
    return Text.assemble((entry.name, "bold"), "  ", links)


def _link(link: MapLink) -> Text:
    names = f" {', '.join(link.names)}" if link.names else ""
    text = Text.assemble((link.words, DIM), names)
    return noted(text, is_new=link.is_new, is_inferred=link.is_inferred)
