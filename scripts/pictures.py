"""Draws the pictures of the README: real commands, typed on an evening with The Lamp Room.

    uv run python scripts/pictures.py

Writes docs/pictures/*.svg, the same to the letter as long as the screens stay the same.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import tempfile
from pathlib import Path

os.environ |= {"FORCE_COLOR": "1", "COLUMNS": "80", "RUNAWAY_NOW": "2026-01-03T22:04+01:00"}

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from runaway_cli.cli.main import main

TOP = Path(__file__).parents[1]
LAMP_ROOM = TOP / "tests" / "lamp_room.toml"
PICTURES = {
    "home": "",
    "cast": "cast",
    "who": "who visiter",
    "recap": "recap",
    "map": "map",
    "tonight": "tonight --until 23:30",
}
SVG = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)  # no network


def draw(line: str) -> str:
    """Return the screen of a command line as SVG."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
        main(shlex.split(line), season=str(LAMP_ROOM))
    screen = Console(
        record=True, width=80, file=io.StringIO(), force_terminal=True, color_system="truecolor",
        markup=False, emoji=False, highlight=False,
    )  # fmt: skip
    screen.print(Text.from_ansi(printed.getvalue()))
    return screen.export_svg(title=f"runaway {line}".strip(), theme=MONOKAI, code_format=SVG)


def draw_all(folder: Path) -> None:
    """Draw every picture into `folder`."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["RUNAWAY_HOME"] = home
        draw('watched 1-2 --at "2026-01-02 23:10"')
        for name, line in PICTURES.items():
            (folder / f"{name}.svg").write_text(draw(line), encoding="utf-8")


if __name__ == "__main__":
    draw_all(TOP / "docs" / "pictures")
