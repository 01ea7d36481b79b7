"""The drawing of what one episode told and answered."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render import draw
from runaway_cli.render.layout import AIR, DIM, foot, heading, stack
from runaway_cli.render.story import listed, told
from runaway_cli.views import until
from runaway_cli.views.learned import AnswerRow, FactRow, LearnedView
from runaway_cli.views.story import SOMEWHERE


@draw.register
def _learned(view: LearnedView) -> RenderableType:
    if view.nothing:
        return Text(view.nothing)
    parts: list[RenderableType] = [
        heading(f"What you learned: {view.heading}"),
        *_answers("Answered", view.answers),
        *_answers("Explained", view.explained),
        *_facts(view.facts),
    ]
    if view.unplaced or view.unplaced_answers:
        parts += [
            AIR,
            heading(SOMEWHERE),
            *_answers("Answered", view.unplaced_answers),
            *_facts(view.unplaced),
        ]
    return stack(*parts, foot(until(view.as_of)))


def _answers(label: str, rows: Iterable[AnswerRow]) -> Iterator[RenderableType]:
    answers = [
        Text.assemble((f"{row.asked} ", DIM), told(row.answer, row.is_inferred)) for row in rows
    ]
    if answers:
        yield from (AIR, listed(label, answers))


def _facts(rows: Iterable[FactRow]) -> Iterator[RenderableType]:
    for group, facts in groupby(rows, key=lambda row: row.group):
        yield AIR
        yield listed(group or "Also", [told(fact.text, fact.is_inferred) for fact in facts])
