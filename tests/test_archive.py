"""The program works from an archive, as zipapp and shiv make them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipapp
from pathlib import Path

import pytest

import runaway_cli
from helpers import LAMP_ROOM


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Return the path of an archive of the program, with The Lamp Room as its season."""
    folder = tmp_path_factory.mktemp("archive")
    package = folder / "app" / "runaway_cli"
    ignored = shutil.ignore_patterns("__pycache__", "data")
    shutil.copytree(Path(runaway_cli.__file__).parent, package, ignore=ignored)
    (package / "data").mkdir()
    shutil.copy(LAMP_ROOM, package / "data" / "show.toml")
    zipapp.create_archive(folder / "app", folder / "runaway.pyz", main="runaway_cli.__main__:main")
    return folder / "runaway.pyz"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("next", "Next is episode 1, Low Tide"),
        ("watched 2", "Watched 1 and 2."),
        ("cast --json", "Nell Harker"),
        ("doctor", "The Lamp Room, 4 episodes"),
        ("--help", "Keep your place in Run Away"),
    ],
)
def test_a_line_is_answered_from_an_archive(archive, line, said):
    done = subprocess.run(
        [sys.executable, archive, *line.split()], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout
