"""Sends a view to stdout, as JSON, as a screen or, in a pipe, as plain lines; trouble to stderr.

Nothing that passes here can restyle or rewrite a terminal.
"""

import os
import sys
from typing import Any, TextIO

from runaway_cli.language.phrases import visible
from runaway_cli.views import View, kind

SCHEMA = 1
LONGEST = 4000  # characters of a sentence that is still read


def emit(view: View, *, as_json: bool, plain: bool = False) -> None:
    """Print `view`, as lines when that is all the terminal can do or `plain` is wanted.

    Rich is imported only for a screen.
    """
    view = _visible(view)
    if as_json:
        import json

        page = {"schema": SCHEMA, "kind": kind(type(view)), **_named(view)}
        print(json.dumps(page, indent=2, ensure_ascii=False))
    elif is_screen() and not plain:
        from runaway_cli.render import show

        show(view)
    else:
        print("\n".join(view.lines()))


def hand_over(text: str) -> None:
    """Print a text that is meant for another program, to the byte."""
    if sys.stdout:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())


def _visible(value: Any) -> Any:
    """Return a view, or a part of one, in which every text is visible."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, tuple):
        parts = map(_visible, value)
        return value._make(parts) if hasattr(value, "_make") else tuple(parts)
    return value


def _named(value: Any) -> Any:
    """Return a view, or a part of one, with its fields by name."""
    if hasattr(value, "_fields"):
        return dict(zip(value._fields, map(_named, value), strict=True))
    return [_named(part) for part in value] if isinstance(value, tuple) else value


def complain(sentence: str) -> None:
    """Say what is wrong on stderr, wrapped between words on a terminal."""
    if not sys.stderr:
        return
    sentence = visible(sentence)
    if len(sentence) > LONGEST:
        sentence = sentence[:LONGEST] + "…"
    if sys.stderr.isatty():
        import shutil
        import textwrap

        columns = max(1, shutil.get_terminal_size().columns)
        sentence = textwrap.fill(sentence, columns, break_long_words=False, break_on_hyphens=False)
    try:
        print(sentence, file=sys.stderr, flush=True)
    except OSError:  # nobody is there to read it
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Let whatever is still to be written to `stream` go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def is_screen() -> bool:
    """Whether stdout is a terminal that can draw, or the viewer insists (`FORCE_COLOR`)."""
    if os.environ.get("FORCE_COLOR"):
        return True
    return bool(sys.stdout) and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
