"""No answer pays for what it does not need. What can be exact is exact: which modules load."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from runaway_cli import session

ROOMS = {  # what any plain line imports of ours: each takes about half a millisecond
    "cli": "commands completion dispatch environment errors fastpath line main output pager params "
    "registry",
    "diary": "codec errors events files ids progress store",
    "errors": "",
    "language": "clock counting episodes errors phrases",
    "session": "",
    "story": "airlock errors fold model records",
    "system": "atomic encoding errors lock paths timezone",
    "views": "",
}
EVERY_LINE = {f"{room}.{name}" for room, names in ROOMS.items() for name in names.split()}
EVERY_LINE |= ROOMS.keys()
NEXT = {"cli.commands.next", "views.seasons", "diary.pausing", "views.night", "views.next"}
HOME = {"cli.commands.home", "views.home", "views.night", "views.questions", "views.story"}
HOME |= {"diary.pausing", "views.seasons", "views.next"}
PEOPLE = {"cli.commands.people", "story.groups", "story.search", "views.people"}
OWN_WORDS = {"diary.journal", "diary.journal_errors", "views.journal", "views.seasons"}
PERSON = {"views.person", "views.story"} | PEOPLE | OWN_WORDS
RECAP = {"cli.commands.story", "views.questions", "views.recap", "views.story"} | OWN_WORDS
OWN = {
    "": HOME,
    "next --json": NEXT,
    "next --short": NEXT,
    "cast --json": PEOPLE,
    "who simon": PERSON,
    "recap --plain": RECAP,
}
TIMES = {"dates", "lengths", "moments", "parse", "times"}  # how they're typed
MARKING = {
    "cli.commands.mark",
    "cli.typed",
    "cli.values",
    "views.history",
    "views.mark",
    "views.night",
}
MARKING |= {"diary.pausing", "diary.toml", "views.next", "views.seasons"}
MARKING |= {f"language.{name}" for name in TIMES}
SLOW = {  # modules of Python that take 3 to 15 ms
    *("argparse", "ast", "asyncio", "dataclasses", "email", "importlib.metadata", "inspect"),
    *("logging", "pathlib", "random", "shutil", "subprocess", "tempfile", "urllib.parse"),
}


def imported(line="", **environment):
    """Return what a command line imports: modules of ours, libraries, and slow ones of Python."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "from runaway_cli.cli.main import main\n"
        f"try: main({line.split()!r})\n"
        "except SystemExit: pass\n"
        "print(*(sys.modules.keys() - before), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    names = set(done.stderr.split())
    tops = {name.partition(".")[0] for name in names}
    ours = {name.removeprefix("runaway_cli.") for name in names if name.startswith("runaway_cli.")}
    return ours, tops - sys.stdlib_module_names - {"runaway_cli"}, names & SLOW


@pytest.mark.parametrize(("line", "own"), OWN.items())
def test_a_plain_line_imports_its_own_command_and_no_library(line, own):
    """Not even the command tree."""
    ours, libraries, slow = imported(line)

    assert ours == EVERY_LINE | own
    assert libraries | slow == set()


def test_marking_imports_only_the_writer():
    ours, libraries, slow = imported("watched 3")

    assert ours == EVERY_LINE | MARKING
    assert libraries | slow == {"tomli_w"}


def test_a_screen_imports_rich_and_the_drawings_of_its_topic_and_no_command_tree():
    ours, libraries, _ = imported("cast", FORCE_COLOR="1")

    assert ours == EVERY_LINE | PEOPLE | {"render", "render.layout", "render.page", "render.people"}
    assert libraries == {"rich"}


def test_no_field_has_its_type_in_quotes():
    """The first of those takes 3 ms, for Python compiles it."""
    quoted = [
        f"{path.name}:{field.lineno}"
        for path in Path(session.__file__).parent.rglob("*.py")
        for made in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(made, ast.ClassDef)
        for field in made.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.annotation, ast.Constant)
    ]
    assert quoted == []


def test_help_imports_no_library_in_a_pipe():
    _, libraries, _ = imported("--help")

    assert libraries == set()


def test_a_line_that_is_not_plain_imports_the_tree():
    _, libraries, _ = imported("next --as-of=0")

    assert "typer" in libraries
    assert "rich" not in libraries


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
