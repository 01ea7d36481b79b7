"""The drawing of one person in full."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.language.phrases import sentence
from runaway_cli.render import draw
from runaway_cli.render.layout import (
    AIR,
    DIM,
    Entries,
    bullets,
    foot,
    hanging,
    heading,
    marked_new,
    stack,
)
from runaway_cli.story.model import Fact
from runaway_cli.views import until
from runaway_cli.views.person import (
    PersonView,
    TieRow,
    gathered,
    said,
)
from runaway_cli.views.story import PIECED_TOGETHER, SOMEWHERE


@draw.register
def _person(view: PersonView) -> RenderableType:
    return stack(
        heading(view.name, f"played by {view.actor}" if view.actor else ""),
        Text(sentence(view.role)) if view.role else None,
        *(Text(note, DIM) for note in (view.guess, view.so_far) if note),
        Entries([*_sections(view)]),
        foot(until(view.as_of)),
    )


def _sections(view: PersonView) -> Iterator[tuple[str, RenderableType]]:
    if view.seen or view.aliases:
        yield "", AIR
    if view.seen:
        yield "Last seen", Text(view.seen)
    if view.aliases:
        yield "Also", Text(", ".join(view.aliases))
    if view.new:
        yield "", AIR
        yield "New", bullets(_fact(fact) for fact in view.new)
    if view.ties:
        yield "", AIR
        yield "Connections", stack(*map(_tie, gathered(view.ties)))
    if view.earlier:
        yield "", AIR
        yield "Before that" if view.new else "What you know", hanging(_by_episode(view.earlier))
    if view.unplaced:
        yield "", AIR
        yield SOMEWHERE.replace(" ", "\n", 1), bullets(_fact(fact) for fact in view.unplaced)
    for label, own in (("You noted", view.notes), ("You thought", view.theories)):
        if own:
            yield "", AIR
            yield label, bullets(own)


def _tie(ties: tuple[TieRow, ...]) -> Text:
    return noted(Text(said(ties)), is_new=ties[0].is_new, is_inferred=ties[0].is_inferred)


def _by_episode(facts: tuple[Fact, ...]) -> Iterator[tuple[str, Text]]:
    """Yield facts, the first of each episode beside its number."""
    before = None
    for fact in facts:
        yield "" if fact.episode == before else str(fact.episode), _fact(fact)
        before = fact.episode


def _fact(fact: Fact) -> Text:
    return noted(Text(fact.text), is_inferred=fact.is_inferred)


def noted(text: Text, *, is_new: bool = False, is_inferred: bool = False) -> Text:
    """Return a text with quiet words if it's pieced together, and a mark if it's new."""
    if is_inferred:
        text = Text.assemble(text, (f" ({PIECED_TOGETHER})", DIM))
    return marked_new(text) if is_new else text
