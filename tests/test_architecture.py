"""The rooms of the program, and which of them may see which."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from runaway_cli import session

SRC = Path(session.__file__).parent
TOP = Path(__file__).parents[1]
LIBRARIES = {  # which room alone may import what
    "rich": {"render"},
    "typer": {"cli/app.py"},
    "tomllib": {"story/airlock.py", "story/lint/show.py", "diary"},
    "tomli_w": {"diary", "story/draft_toml.py"},
    "platformdirs": {"system"},
}


def modules():
    """Yield (path below the package, syntax tree) for every module of the program."""
    for path in SRC.rglob("*.py"):
        yield path.relative_to(SRC).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree):
    """Yield the full name of everything a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "an import that hides where it comes from"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lint(folder):
    """Hold the package in `folder` against the contracts of pyproject.toml."""
    command = "from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--config", TOP / "pyproject.toml"],
        env={"PYTHONPATH": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
    )


def test_imports_point_one_way_and_never_in_a_circle():
    done = lint(SRC.parent)

    assert done.returncode == 0, done.stdout + done.stderr


PLANTED = {
    "a circle of two rooms": ("views/__init__.py", "import runaway_cli.render.layout"),
    "a circle inside a room": ("language/phrases.py", "import runaway_cli.language.parse"),
    "a view that opens the airlock": ("views/story.py", "import runaway_cli.story.airlock"),
    "a drawing that reads the diary": ("render/story.py", "import runaway_cli.session"),
    "knowledge that sees the screen": ("story/model.py", "import runaway_cli.views.next"),
}


@pytest.mark.parametrize(("file", "line"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_import_is_caught(tmp_path, file, line):
    shutil.copytree(SRC, tmp_path / "runaway_cli")
    target = tmp_path / "runaway_cli" / file
    target.write_text(target.read_text() + f"\n{line}\n")

    assert lint(tmp_path).returncode == 1


def test_each_library_is_imported_in_one_place():
    for path, tree in modules():
        for name in imported(tree):
            places = LIBRARIES.get(name.split(".")[0])
            assert places is None or {path, path.split("/")[0]} & places, f"{path}: {name}"


def test_the_registry_imports_no_command():
    """It names them in strings, which no linter sees."""
    tree = ast.parse((SRC / "cli/registry.py").read_text(encoding="utf-8"))

    assert not [name for name in imported(tree) if name.startswith("runaway_cli")]


def test_hardly_any_module_names_the_season():
    naming = {
        path
        for path in SRC.rglob("*.py")
        if re.search(r"data\W{1,4}show\.toml", path.read_text(encoding="utf-8"))
    }
    assert {path.name for path in naming} == {"__main__.py", "airlock.py", "paths.py"}


def test_only_the_session_opens_the_airlock():
    """Outside the story. No contract can say it of cli, which reaches it through the session."""
    openers = {
        path
        for path, tree in modules()
        for name in imported(tree)
        if name.startswith("runaway_cli.story.airlock") and not path.startswith("story/")
    }
    assert openers == {"session.py"}


def test_only_progress_makes_positions():
    """A position is earned, not typed in."""
    makers = {
        path
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and "Position" in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
    }
    assert makers == {"diary/progress.py"}
