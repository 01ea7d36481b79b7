"""What the eye sees: nothing runs over the edge, colour is never needed, a pipe gets lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from test_views import READING

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
@pytest.mark.parametrize("line", READING)
def test_nothing_runs_over_the_edge(run, screen, line, columns):
    run("watched 3 --at yesterday")

    rows = screen(line, columns=columns).splitlines()

    assert max(map(cell_len, rows)) <= columns
    assert [row for row in rows if row != row.rstrip()] == []


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("line", READING)
def test_every_word_of_the_pipe_is_on_the_screen(run, screen, line, columns):
    """Nothing is cut off with an ellipsis, at any width."""
    run("watched 3 --at yesterday")

    assert "…" not in screen(line, columns=columns)


@pytest.mark.parametrize("line", [line for line in READING if line != "doctor"])
def test_a_wide_terminal_keeps_a_readable_column(run, screen, line):
    """doctor tells how wide it is."""
    run("watched 3 --at yesterday")

    assert screen(line, columns=200) == screen(line, columns=120)


@pytest.mark.parametrize("line", READING)
def test_a_pipe_gets_lines_without_boxes_or_colour(run, line):
    run("watched 3")

    said = run(line).out

    assert said.strip()
    assert all(row == row.strip() and row for row in said.splitlines())
    assert not set("\x1b│─┌└├●○") & set(said)


AGREED = {  # a line and the columns, by the name of the file
    "home": ("", 80),
    "home at 40": ("", 40),
    "cast": ("cast", 80),
    "cast at 40": ("cast", 40),
    "who": ("who visiter", 80),
    "recap": ("recap", 80),
    "recap at 40": ("recap", 40),
    "map": ("map", 80),
    "clues": ("clues", 80),
    "episodes": ("episodes", 80),
    "history": ("history", 80),
    "tonight": ("tonight --until 23:30", 80),
    "tonight at 40": ("tonight --until 23:30", 40),
    "plan": ("plan --by monday", 80),
}


@pytest.mark.parametrize("name", AGREED)
def test_the_screens_we_agreed_on(run, screen, name):
    """To the letter. Delete one to have it drawn anew, and look at it."""
    run("watched 2 --at 2026-01-02T23:10Z")
    line, columns = AGREED[name]
    agreed = GOLDEN / f"{name.replace(' ', '-')}.txt"
    drawn = screen(line, columns=columns)
    if not agreed.exists():
        agreed.write_text(drawn, encoding="utf-8")
        pytest.fail(f"{agreed.name} was drawn anew: look at it, then run this again")

    assert drawn == agreed.read_text(encoding="utf-8")


def test_text_is_never_taken_for_markup(run, screen):
    assert "'[red]x[/red] :smile:'" in screen("who '[red]x[/red] :smile:'", expect=1)
