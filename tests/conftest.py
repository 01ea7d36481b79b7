"""Fixtures: a home of one's own, a runner, and a show made of canaries."""

from __future__ import annotations

import functools
import gc
import os
import platform
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
import typer
from hypothesis import settings

from helpers import Run, Season, bundled_show, canaries, write_show
from runaway_cli.cli import app
from runaway_cli.cli.main import main
from runaway_cli.diary import codec
from runaway_cli.story import airlock

settings.register_profile("runaway", deadline=None)  # a busy machine is no failure
settings.load_profile("runaway")
gc.set_threshold(50_000)  # a season is large, and looking through it again takes a quarter of a run
if sys.dont_write_bytecode:  # each of a hundred processes would compile the program anew
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")
    os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": sys.pycache_prefix}
MEMORY = "/dev/shm"  # Linux keeps files in memory here; those on a disk take ten times as long
if os.path.isdir(MEMORY) and shutil.disk_usage(MEMORY).free > 2**28:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", MEMORY)
NOW = "2026-01-03T22:04:00+00:00"  # a Saturday evening


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="kill and crowd the diary for minutes")


@pytest.fixture(autouse=True, scope="session")
def each_show_is_opened_once():
    """The same file opens the same way at a position, and that is most of what a command costs."""
    opening = airlock.open_at

    @functools.lru_cache(maxsize=1024)
    def opened(content, position, show, lists):
        return opening(position, show, lists)

    def open_once(position, show, lists=airlock.EVERYTHING):
        try:
            content = Path(show).read_bytes()
        except OSError:
            return opening(position, show, lists)
        return opened(content, position, show, lists)

    with pytest.MonkeyPatch.context() as session:
        session.setattr(airlock, "open_at", open_once)
        yield


@pytest.fixture(autouse=True, scope="session")
def each_command_tree_is_built_once():
    """The same season has the same command tree, which takes 30 ms to build."""
    build = app.build_app

    @functools.lru_cache(maxsize=64)
    def built(season):
        return typer.main.get_command(build(season))

    with pytest.MonkeyPatch.context() as session:
        session.setattr(app, "build_app", built)
        yield


@pytest.fixture(autouse=True, scope="session")
def each_block_is_parsed_once():
    """The same words of a diary are the same events, and most tests write the same words."""
    with pytest.MonkeyPatch.context() as session:
        session.setattr(codec, "_read", functools.lru_cache(maxsize=4096)(codec._read))
        yield


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Every test gets an empty home that doesn't exist yet, a wide pipe, and one time, on a machine
    called desk.

    Whatever the terminal of the person who runs the tests says is forgotten.
    """
    home = tmp_path / "home"
    for name in ("FORCE_COLOR", "NO_COLOR", "TERM", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RUNAWAY_HOME", str(home))
    monkeypatch.setenv("RUNAWAY_NOW", NOW)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(platform, "node", lambda: "desk")
    return home


@pytest.fixture
def season():
    """The commands of a test answer from The Lamp Room, or from what it sets `path` to."""
    return Season()


@pytest.fixture
def run(capsys, season):
    """Return a function that types a command line and checks its exit code (None: any)."""

    def inner(line: str = "", *, expect: int | None = 0) -> Run:
        with pytest.raises(SystemExit) as stop:
            main(shlex.split(line), season=str(season.path))
        captured = capsys.readouterr()
        code = stop.value.code or 0
        assert expect in (code, None), captured
        return Run(code, captured.out, captured.err)

    return inner


@pytest.fixture
def screen(run, monkeypatch):
    """Return a function that runs a command line on a terminal of some columns, without colour."""

    def inner(line: str = "", *, columns: int = 80, expect: int | None = 0) -> str:
        with monkeypatch.context() as here:
            here.setenv("FORCE_COLOR", "1")
            here.setenv("COLUMNS", str(columns))
            done = run(line, expect=expect)
        return re.sub(r"\x1b\[[0-9;]*m", "", done.out) + done.err

    return inner


@pytest.fixture(scope="session")
def canary_show(tmp_path_factory):
    """Return the path of the bundled show with a canary for every string of its chapters."""
    show, seen = bundled_show(), {}
    show["chapter"] = [canaries(c, c["after"], seen) for c in show["chapter"]]
    return write_show(show, tmp_path_factory.mktemp("canaries") / "canaries.toml")
