"""What may grow only so far: help, the page on the diary, files."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from runaway_cli.cli.registry import COMMANDS

ROOT = Path(__file__).parents[1]
SHOWN_COMMANDS = 20
DIARY_LINES = 110  # two pages
FILE_LINES = 250
REASON = f"# Over {FILE_LINES} lines: "  # a comment below the docstring that says why
TESTS = sorted(Path(__file__).parent.glob("*.py"))


def test_help_fits_a_glance(run):
    rows = [line.split()[0] for line in run("--help").out.splitlines() if line.startswith("  ")]
    shown = COMMANDS.keys() & set(rows)

    assert "next" in shown
    assert len(shown) <= SHOWN_COMMANDS


def test_the_page_on_the_diary_fits_two_pages():
    page = (ROOT / "docs" / "diary.md").read_text(encoding="utf-8")

    assert len(page.splitlines()) <= DIARY_LINES


def test_no_file_is_long_without_a_reason():
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")}
    long = [path.name for path, text in texts.items() if len(text.splitlines()) > FILE_LINES]
    reasoned = [path.name for path, text in texts.items() if f"\n{REASON}" in text]

    assert len(texts) > 50
    assert sorted(long) == sorted(reasoned)


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_tests_share_nothing_but_their_helpers(path):
    """What several need stands in helpers.py: a test that imports a test can't be moved."""
    tests = {other.stem for other in TESTS} - {"helpers", "drafts"}
    names = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (*(alias.name for alias in node.names), getattr(node, "module", None) or "")
    }

    assert not names & tests
