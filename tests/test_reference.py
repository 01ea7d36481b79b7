"""What is generated from the commands is what the commands are."""

from __future__ import annotations

import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "reference.py"
DOCUMENTS = {path.name: (path, text) for path, text in runpy.run_path(str(SCRIPT))["documents"]()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_up_to_date(name):
    """`python scripts/reference.py` writes them anew."""
    path, text = DOCUMENTS[name]

    assert path.read_text(encoding="utf-8") == text


def test_the_man_page_is_sound():
    """By the strictest checker there is."""
    if not shutil.which("mandoc"):
        pytest.skip("mandoc isn't installed")

    done = subprocess.run(
        ["mandoc", "-Tlint", DOCUMENTS["runaway.1"][0]], capture_output=True, text=True
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


PARTS = ["NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "FILES", "ENVIRONMENT", "EXIT STATUS"]


def test_the_man_page_has_the_parts_that_people_look_for():
    page = DOCUMENTS["runaway.1"][1].splitlines()

    assert [line.removeprefix(".SH ") for line in page if line.startswith(".SH ")] == PARTS
