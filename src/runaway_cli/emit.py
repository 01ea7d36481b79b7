"""Sends one view to stdout: as JSON, as a screen, or, in a pipe, as plain lines."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runaway_cli.views import View

SCHEMA = 1


def emit(view: View, *, as_json: bool) -> None:
    """Print `view`; rich is imported only when a screen is wanted."""
    if as_json:
        page = {"schema": SCHEMA, "kind": view.kind, **asdict(view)}
        print(json.dumps(page, indent=2, ensure_ascii=False))
    elif is_screen():
        from runaway_cli.render import show

        show(view)
    else:
        print("\n".join(view.lines()))


def is_screen() -> bool:
    """Whether stdout is a terminal that can draw, or the viewer insists (`FORCE_COLOR`)."""
    if os.environ.get("FORCE_COLOR"):
        return True
    return bool(sys.stdout) and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
