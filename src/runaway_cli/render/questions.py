"""Drawings of the questions without an answer."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import (
    DIM,
    foot,
    hanging,
    heading,
    marked_new,
    section,
    spaced,
    stack,
)
from runaway_cli.views import until
from runaway_cli.views.questions import QuestionRow, QuestionsView
from runaway_cli.views.story import UNKNOWN


@draw.register
def _questions(view: QuestionsView) -> RenderableType:
    if view.nothing:
        return Text(view.nothing)
    unknown = stack(heading("Unanswered"), Text(UNKNOWN, DIM))
    return stack(
        spaced(
            section("Open questions", _asked(view.open)) if view.open else None,
            spaced(unknown, _asked(view.unknown)) if view.unknown else None,
        ),
        foot(until(view.as_of)),
    )


def _asked(rows: Iterable[QuestionRow]) -> RenderableType:
    return hanging(
        (
            f"ep {row.raised}" if row.raised else "",
            marked_new(Text(row.text)) if row.is_new else Text(row.text),
        )
        for row in rows
    )
