"""No answer pays for what it does not need. What can be exact is exact: which modules load."""

from __future__ import annotations

import subprocess
import sys

import pytest

LIBRARIES = {"rich", "typer", "click", "pydantic", "asyncio", "importlib.metadata", "tomli_w"}
LIBRARIES |= {"dataclasses", "inspect", "pathlib", "rich.table"}
COMMANDS = {
    f"runaway_cli.cli.commands.{name}"
    for name in ("watch", "mark", "people", "story", "plan", "tonight")
}


def loaded(*arguments):
    """Return which libraries, and which modules of commands, a command line loads."""
    code = (
        "import sys; from runaway_cli.cli.main import main\n"
        f"try: main({list(arguments)!r})\n"
        "except SystemExit: pass\n"
        f"names = {sorted(LIBRARIES | COMMANDS)!r}\n"
        "print(*[name for name in names if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return {name.removeprefix("runaway_cli.cli.commands.") for name in done.stderr.split()}


@pytest.mark.parametrize(
    ("line", "module"),
    [
        ("next --json", "watch"),
        ("next --short", "watch"),
        ("", "watch"),
        ("cast --json", "people"),
        ("who simon", "people"),
        ("recap --plain", "story"),
        ("tonight --for 2h", "tonight"),
    ],
)
def test_json_and_lines_load_one_command_and_nothing_heavy(line, module):
    """Not even the command tree."""
    assert loaded(*line.split()) == {module}


def test_writing_loads_only_the_writer():
    assert loaded("watched", "3") == {"mark", "tomli_w"}


def test_a_screen_loads_rich_and_what_that_brings_and_no_command_tree(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")

    brought = {"dataclasses", "inspect", "pathlib"}  # by Rich, or not
    assert loaded("cast") - brought == {"people", "rich"}


def test_help_loads_the_tree_and_in_a_pipe_no_rich():
    assert "typer" in loaded("--help")
    assert "rich" not in loaded("--help")


@pytest.mark.parametrize("line", ["next", "watched 3", "doctor"])
def test_nothing_needs_a_module_that_only_unix_has(line):
    """Without `fcntl` and the like, up to the lock itself, for which Windows has its own."""
    code = (
        "import sys\n"
        "for name in ('fcntl', 'pwd', 'grp', 'resource', 'termios'): sys.modules[name] = None\n"
        "from types import SimpleNamespace\n"
        "sys.modules['msvcrt'] = SimpleNamespace(LK_LOCK=1, LK_NBLCK=2, locking=lambda *_: None)\n"
        "from runaway_cli.system import lock; lock.sys = SimpleNamespace(platform='win32')\n"
        "from runaway_cli.cli.main import main\n"
        f"main({line.split()!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
