"""What the drawings of the story share: lists, and marks for what is pieced together."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from runaway_cli.render.layout import DIM, bullets, stack
from runaway_cli.views.story import PIECED_TOGETHER


def told(text: str, is_inferred: bool) -> Text:
    """Return a text, and dim after it that it's pieced together if it is."""
    return Text.assemble(text, (f" ({PIECED_TOGETHER})", DIM)) if is_inferred else Text(text)


def listed(label: str, texts: Iterable[Text]) -> RenderableType:
    """Return a bulleted list under a label."""
    return stack(Text(label, "bold"), bullets(texts))
