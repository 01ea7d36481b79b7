"""What several test modules share: shows, homes, and ways to inspect both."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import tomli_w

from runaway_cli.cli.environment import open_session
from runaway_cli.diary.events import Event
from runaway_cli.diary.progress import fold
from runaway_cli.system import paths

BUNDLED = Path(paths.SEASON)
START = datetime(2026, 1, 2, 21, tzinfo=UTC)
LAMP_ROOM = Path(__file__).with_name("lamp_room.toml")
READING = ["", "next", "episodes", "history", "recap", "recap --all", "recap --questions",
           "learned", "cast", "who visitor", "who harker", "who", "map", "map visitor",
           "find harker", "clues", "about", "doctor",
           "tonight", "tonight --until 23:30", "plan", "plan --by monday",
           "pause", "notes", "theories", "theories --then"]  # fmt: skip

on_unix = pytest.mark.skipif(
    importlib.util.find_spec("fcntl") is None, reason="needs the locks and rights of Unix"
)


@dataclass(frozen=True)
class Run:
    """What one command line did."""

    code: int
    out: str
    err: str


@dataclass
class Season:
    """The show that the commands of one test answer from."""

    path: Path = LAMP_ROOM


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


def spoilers(text: str, position: int) -> set[str]:
    """Return the canaries in `text` from chapters beyond `position`, in any case of letters."""
    return {bird for bird, n in re.findall(r"(ch(\d+)x\d+)", text.casefold()) if int(n) > position}


def snapshot(home):
    """Return everything about every file in a folder."""
    return {
        path.name: (path.lstat().st_mtime_ns, path.lstat().st_mode, path.read_bytes())
        for path in home.iterdir()
        if path.is_file()
    }


def viewer(show=LAMP_ROOM):
    """Return the viewer whose diary is in the home of this test."""
    return open_session(str(show))._replace(warn=lambda trouble: None).look()


def in_a_process(code, show, **environment):
    """Run `code` in a fresh Python, in which `season` is the path of `show`."""
    return subprocess.run(
        [sys.executable, "-c", f"season = {str(show)!r}\n{code}"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def at(day, hour, minute=0, second=0):
    """Return a moment of January 2026, in UTC."""
    return datetime(2026, 1, day, hour, minute, second, tzinfo=UTC)


def after(*changes):
    """Return the progress after some changes, a minute apart from `START` on."""
    return fold(
        Event(f"{number:03}", START + timedelta(minutes=number), "desk", change)
        for number, change in enumerate(changes)
    )


MORTAL = """
import ctypes, os, sys
if os.geteuid() == 0:  # root may do anything; give up the right to pass over others' rights
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        if ctypes.CDLL(None).prctl(24, capability, 0, 0, 0):
            sys.exit("cannot become an ordinary user")
os.execv(sys.executable, [sys.executable, "-m", "runaway_cli", *sys.argv[1:]])
"""


def as_anybody(line):
    """Run a command line with the rights of an ordinary user."""
    return subprocess.run(
        [sys.executable, "-c", MORTAL, *line.split()], capture_output=True, text=True
    )
