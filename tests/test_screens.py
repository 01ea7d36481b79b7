"""What the eye sees: nothing runs over the edge, colour is never needed, a pipe gets lines."""

from __future__ import annotations

import io
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from helpers import READING
from runaway_cli.cli.registry import COMMANDS
from runaway_cli.render.layout import Entries, Rows, bullets, hanging, heading, stack
from runaway_cli.render.page import Page

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("line", READING)
def test_a_screen_of_any_width_is_not_overrun_and_cuts_nothing_off(run, screen, line):
    run("watched 3 --at yesterday")

    drawn = {columns: screen(line, columns=columns) for columns in (20, 40, 80, 120, 200)}

    for columns, said in drawn.items():
        rows = said.splitlines()
        assert max(map(cell_len, rows)) <= columns
        assert [row for row in rows if row != row.rstrip()] == []
        assert "…" not in said or columns == 20
    assert drawn[200] == drawn[120] or line == "doctor"  # which tells how wide it is


@pytest.mark.parametrize("line", READING)
def test_a_pipe_gets_lines_without_boxes_or_colour(run, line):
    run("watched 3")

    said = run(line).out

    assert said.strip()
    assert all(row == row.strip() and row for row in said.splitlines())
    assert not set("\x1b│─┌└├●○") & set(said)


def test_what_else_there_is_to_say_stands_beside_the_answer_or_below_it(screen):
    screen("watched 1")

    assert [line.strip() for line in screen("watched 3", columns=40).strip().splitlines()] == [
        "Watched 2 and 3.",
        "(including 2)",
        "Not right? runaway undo",
    ]
    assert screen("unwatch", columns=40).strip() == "Unwatched 3.  Episode 3 is next."


TEXTS = st.text("ab -é界", max_size=12).map(lambda text: text * 4)
TABLES = st.integers(1, 4).flatmap(
    lambda columns: st.lists(st.tuples(*[TEXTS] * columns), min_size=1, max_size=3)
)


@given(rows=TABLES, stretch=st.integers(0, 3), room=st.integers(20, 90))
def test_side_by_side_nothing_is_lost_and_nothing_overruns(rows, stretch, room):
    pairs = [(row[0], row[-1]) for row in rows]
    shapes = (Rows(rows, min(stretch, len(rows[0]) - 1)), rows), (hanging(pairs), pairs)

    for shape, cells in (*shapes, (Entries(pairs), pairs)):
        screen = Console(width=room, file=io.StringIO())
        screen.print(shape)
        drawn = screen.file.getvalue()
        said = "".join(chain(*cells))

        assert max(map(cell_len, drawn.splitlines())) <= room
        assert sorted("".join(drawn.split())) == sorted("".join(said.split()))


HINT = st.sampled_from(["runaway recap", "runaway watched 3", "runaway about --json"])
SAID = st.lists(st.sampled_from(["a", "line", "that", "wraps"]), max_size=20).map(" ".join)


@given(hint=HINT, before=SAID, after=SAID, columns=st.integers(40, 120))
def test_a_command_named_in_a_hint_never_breaks(hint, before, after, columns):
    text = Text(f"{before} Start? {hint}  {after}".strip())
    last = Text(f"{before} Try: {hint}")

    for drawing in (text, last, Entries([("Sources", text)]), bullets([text]), stack(text)):
        screen = Console(width=columns, file=io.StringIO())
        screen.print(Page(drawing))

        assert hint in screen.file.getvalue()


@given(title=SAID, aside=SAID, columns=st.integers(20, 120))
def test_what_stands_on_the_right_of_a_heading_overlaps_nothing(title, aside, columns):
    screen = Console(width=columns, file=io.StringIO())

    screen.print(Page(heading(title, aside)))

    drawn = screen.file.getvalue()
    assert max(map(cell_len, drawn.splitlines())) <= columns
    assert drawn.split() == [*title.upper().split(), *aside.split()]
    for row in drawn.splitlines():
        left, _, right = row.strip().partition("  ")
        assert left == left.upper() or not right
        assert right == right.lower()


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_at_40_columns_cuts_no_word(run, screen, command):
    wide = run(f"{command} --help").out.casefold().replace(":\n", "\n")  # titles lose theirs
    narrow = screen(f"{command} --help", columns=40).casefold()

    assert max(map(cell_len, narrow.splitlines())) <= 40
    assert ["usage:", *narrow.split()] == wide.split()


AGREED = {  # a line and the columns, by the name of the file
    "home": ("", 80),
    "home at 40": ("", 40),
    "cast": ("cast", 80),
    "cast at 40": ("cast", 40),
    "who": ("who visiter", 80),
    "next": ("next", 80),
    "next at 40": ("next", 40),
    "recap": ("recap", 80),
    "recap at 40": ("recap", 40),
    "map": ("map", 80),
    "recap questions": ("recap --questions", 80),
    "learned": ("learned", 80),
    "clues": ("clues", 80),
    "about": ("about", 80),
    "about at 40": ("about", 40),
    "episodes": ("episodes", 80),
    "history": ("history", 80),
    "tonight": ("tonight --until 23:30", 80),
    "tonight at 40": ("tonight --until 23:30", 40),
    "plan": ("plan --by monday", 80),
}


@pytest.mark.parametrize("name", AGREED)
def test_the_screens_we_agreed_on(run, screen, name):
    """To the letter. Delete one to have it drawn anew, and look at it."""
    run("watched 1-2 --at 2026-01-02T23:10Z")
    line, columns = AGREED[name]
    agreed = GOLDEN / f"{name.replace(' ', '-')}.txt"
    drawn = screen(line, columns=columns)
    if not agreed.exists():
        agreed.write_text(drawn, encoding="utf-8")
        pytest.fail(f"{agreed.name} was drawn anew: look at it, then run this again")

    assert drawn == agreed.read_text(encoding="utf-8")


def test_text_is_never_taken_for_markup(screen):
    assert '"[red]x[/red] :smile:"' in screen("who '[red]x[/red] :smile:'", expect=1)
