"""The drawing of the viewer's theories."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import DIM, foot, hanging, heading, spaced, stack
from runaway_cli.views import until
from runaway_cli.views.theories import TheoriesView, TheoryRow


@draw.register
def _theories(view: TheoriesView) -> RenderableType:
    if view.nothing:
        return Text(view.nothing)
    sections = [("Your theories", view.rows, view.tally)]
    sections += [(f"{one.name}'s theories", one.rows, one.tally) for one in view.others]
    return stack(
        spaced(
            *(part for section in sections for part in _section(*section)),
            Text(view.hint, DIM) if view.hint else None,
        ),
        foot(until(view.as_of)),
    )


def _section(
    title: str, rows: Sequence[TheoryRow], tally: str | None
) -> Iterator[RenderableType | None]:
    yield heading(title)
    for row in rows:
        yield hanging([(f"{row.number}", stack(*_theory(row)))])
    yield Text(tally, "bold") if tally else None


def _theory(row: TheoryRow) -> Iterator[RenderableType]:
    yield Text(row.text)
    yield Text(row.seal, DIM)
    if row.outcome:
        yield Text(row.outcome, "bold")
    for line in row.known_then:
        yield Text(line, DIM)
