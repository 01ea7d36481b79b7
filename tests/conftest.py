"""Fixtures: a home of one's own, a runner, and a show made of canaries."""

from __future__ import annotations

import functools
import hashlib
import platform
import re
import shlex
import tomllib
import types
from dataclasses import dataclass
from pathlib import Path

import pytest
import tomli_w
from hypothesis import settings

from runaway_cli.cli.main import main
from runaway_cli.story import airlock
from runaway_cli.system import paths

BUNDLED = Path(paths.SEASON)
LAMP_ROOM = Path(__file__).with_name("lamp_room.toml")
settings.register_profile("runaway", deadline=None)  # a busy machine is no failure
settings.load_profile("runaway")
NOW = "2026-01-03T22:04:00+00:00"  # a Saturday evening


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="kill and crowd the diary for minutes")


@dataclass(frozen=True)
class Run:
    """What one command line did."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True, scope="session")
def each_show_is_parsed_once():
    """The same text is the same show, and parsing the season is most of what a command costs."""
    with pytest.MonkeyPatch.context() as session:
        loads = functools.cache(tomllib.loads)
        session.setattr(airlock, "tomllib", types.SimpleNamespace(loads=loads))
        yield


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Every test gets an empty home that does not exist yet, a wide pipe, The Lamp Room, one time,
    on a machine called desk.

    Whatever the terminal of the person who runs the tests says is forgotten.
    """
    home = tmp_path / "home"
    for name in ("FORCE_COLOR", "NO_COLOR", "TERM", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RUNAWAY_HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("RUNAWAY_NOW", NOW)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(platform, "node", lambda: "desk")
    monkeypatch.setattr(paths, "SEASON", str(LAMP_ROOM))
    return home


@pytest.fixture
def run(capsys):
    """Return a function that types a command line and expects it to end as a user would wish."""

    def inner(line: str = "", *, expect: int | None = 0) -> Run:
        with pytest.raises(SystemExit) as stop:
            main(shlex.split(line))
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


def stand_at(home: Path, position: int) -> None:
    """Give the viewer a diary in which the first `position` episodes are watched, and the next one
    was and is undone."""
    home.mkdir(parents=True, exist_ok=True)
    at = "at = 2026-01-02T23:10:00+00:00"
    seen = list(range(1, position + 1))
    blocks = [f'kind = "watched"\nepisodes = {seen}\nid = "01"'] if seen else []
    blocks += [
        f'kind = "watched"\nepisodes = [{position + 1}]\nid = "02"',
        'kind = "undo"\nevent = "02"\nid = "03"',
    ]
    (home / "progress.toml").write_text(
        "version = 1\n" + "".join(f"[[event]]\n{at}\n{block}\n" for block in blocks)
    )


def bundled_show() -> dict:
    """Return the whole bundled dataset. Only tests may hold it."""
    return tomllib.loads(BUNDLED.read_text(encoding="utf-8"))


def write_show(show: dict, path: Path) -> Path:
    """Write a show file."""
    path.write_text(tomli_w.dumps(show), encoding="utf-8")
    return path


def canaries(node, after, seen):
    """Replace each string by one that names its chapter; a string met again keeps its first name.

    Numbers written as strings stay, for they are the ids of episodes.
    """
    if isinstance(node, dict):
        return {key: canaries(value, after, seen) for key, value in node.items()}
    if isinstance(node, list):
        return [canaries(item, after, seen) for item in node]
    if isinstance(node, str) and not node.isdigit():
        unlike_others = hashlib.sha1(node.encode()).hexdigest()[:10]
        return seen.setdefault(node, f"ch{after}x{len(seen)}_{unlike_others}")
    return node


@pytest.fixture(scope="session")
def canary_show(tmp_path_factory):
    """Return the path of the bundled show with a canary for every string of its chapters."""
    show, seen = bundled_show(), {}
    show["chapter"] = [canaries(c, c["after"], seen) for c in show["chapter"]]
    return write_show(show, tmp_path_factory.mktemp("canaries") / "canaries.toml")


def spoilers(text: str, position: int) -> set[str]:
    """Return the canaries in `text` from chapters beyond `position`, in any case of letters."""
    return {bird for bird, n in re.findall(r"(ch(\d+)x\d+)", text.casefold()) if int(n) > position}
