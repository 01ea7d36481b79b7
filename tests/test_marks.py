"""Slips, times that nobody said, and times that are corrected."""

from __future__ import annotations

import json
import platform

import pytest

from helpers import stand_at
from runaway_cli.diary import store


def times(run):
    """Return when each episode was watched, as `episodes` says it."""
    rows = json.loads(run("episodes --json").out)["rows"]
    return [(row["is_watched"], row["watched_on"]) for row in rows]


def at(monkeypatch, clock):
    monkeypatch.setenv("RUNAWAY_NOW", f"2026-01-03T{clock}:00+00:00")


def test_a_bare_mark_right_after_another_is_taken_for_a_slip(run, monkeypatch, home):
    at(monkeypatch, "22:04")
    run("watched")
    at(monkeypatch, "22:06")

    done = run("watched", expect=1)

    assert done.err == "You marked 1 two minutes ago. If you've seen 2 as well: runaway watched 2\n"
    assert len(store.read(str(home)).events) == 1
    assert run("watched 2").out.startswith("Watched 2.")


def test_a_slip_on_another_machine_names_it(run, monkeypatch):
    monkeypatch.setattr(platform, "node", lambda: "sofa")
    run("watched 1")
    monkeypatch.setattr(platform, "node", lambda: "desk")

    assert run("watched", expect=1).err.startswith("You marked 1 just now, on sofa.")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("watched 1 yesterday", "To say when: runaway watched 1 --at yesterday\n"),
        ("watched 1 last night", 'To say when: runaway watched 1 --at "last night"\n'),
    ],
)
def test_a_time_without_at_is_told_how_to_be_one(run, line, said):
    assert run(line, expect=2).err == said


@pytest.mark.parametrize("line", ["watched 2", "watched next", "watched --at 21:00"])
def test_a_mark_that_says_more_is_no_slip(run, line):
    run("watched 1")

    assert run(line).out.startswith("Watched 2")


def test_after_ten_minutes_or_an_undo_a_bare_mark_is_meant(run, monkeypatch):
    at(monkeypatch, "22:04")
    run("watched")
    run("undo")
    assert run("watched").out.startswith("Watched 1.")

    at(monkeypatch, "22:15")

    assert run("watched").out.startswith("Watched 2.")


def test_what_a_mark_fills_in_has_no_time(run):
    run("watched 3")

    assert times(run) == [(True, None), (True, None), (True, "tonight 22:04"), (False, None)]
    assert "You watched 3 tonight." in run("").out


def test_a_time_that_was_said_is_that_of_the_episode_that_was_named(run):
    assert "including 1" in run("watched 2 --at yesterday").out

    assert times(run)[:2] == [(True, None), (True, "yesterday")]
    assert "(yesterday)" in run("history").out


def test_a_range_marks_the_rest_and_retimes_nothing(run):
    run("watched 1 --at yesterday")

    run("watched 1-3 --at today")

    assert [when for _, when in times(run)] == ["yesterday", "today", "today", None]


def test_a_time_can_be_corrected_and_taken_away(run):
    run("watched 2")

    assert run("watched 2 --at yesterday").out.startswith("Corrected: 2, watched yesterday.")
    assert times(run)[1] == (True, "yesterday")
    assert run("watched 1 2 --at unknown").out.startswith("Corrected: 1 and 2, no time given.")
    assert times(run)[:2] == [(True, None), (True, None)]
    assert "corrected the time of 1 and 2" in run("history").out


def test_a_correction_is_undone_like_anything_else(run):
    run("watched 1 --at yesterday")
    run("watched 1 --at 2026-01-01")

    run("undo")

    assert times(run)[0] == (True, "yesterday")


def test_a_correction_is_forgotten_when_the_episode_is_unmarked(run):
    run("watched 1 --at yesterday")
    run("watched 1 --at 2026-01-01")
    run("unwatch 1")

    run("watched 1 --at today")

    assert times(run)[0] == (True, "today")


def test_a_mark_without_a_time(run):
    run("watched 2 --at unknown")

    assert times(run)[:2] == [(True, None), (True, None)]


def test_unwatching_only_one_leaves_the_later_ones(run):
    run("watched 4")

    assert run("unwatch 3 --only").out == "Unwatched 3.  Episode 3 is next.\n"
    assert [is_watched for is_watched, _ in times(run)] == [True, True, False, True]


def test_several_steps_back_and_forth(run, home):
    stand_at(home, 1)
    run("watched 2")
    run("watched 3")

    assert (
        run("undo --steps 2").out == "Undone: watched 3. Undone: watched 2.  Episode 2 is next.\n"
    )
    assert (
        run("redo --steps 9").out == "Redone: watched 2. Redone: watched 3.  Episode 4 is next.\n"
    )


def test_the_last_mark_says_goodbye_there_and_then(run):
    run("watched 3 --at yesterday")

    said = run("watched 4").out

    assert "That was the last one. You've seen all 4 episodes of The Lamp Room" in said
    assert "from yesterday to tonight" in said


@pytest.mark.parametrize("option", ["--at", "--date", "--on"])
def test_the_time_of_a_mark_has_three_names(run, option):
    assert run(f"watched 1 {option} yesterday").out.startswith("Watched 1, yesterday.")
