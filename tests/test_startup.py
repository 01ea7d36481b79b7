"""No answer pays for what it does not need. What can be exact is exact: which modules load."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ["rich", "pydantic", "asyncio", "importlib.metadata", "typer.testing", "tomli_w"]


def loaded(*arguments):
    """Return which of the heavy modules a command line loads."""
    code = (
        "import sys; from runaway_cli.cli import main\n"
        f"try: main({list(arguments)!r})\n"
        "except SystemExit: pass\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("line", ["next --json", "cast --json", "next --short", "who simon", ""])
def test_json_and_lines_load_nothing_heavy(line):
    assert loaded(*line.split()) == set()


def test_writing_loads_only_the_writer():
    assert loaded("watched", "3") == {"tomli_w"}
