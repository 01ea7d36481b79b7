"""recap: what happened, what's pieced together, and which questions are open."""

from __future__ import annotations

import json

import pytest

LONG_AFTER, NOT_SO_LONG_AFTER = "2026-01-09T21:00+00:00", "2026-01-08T21:00+00:00"
SEEN = "--at 2026-01-03T21:00Z"


def page(run, line):
    return json.loads(run(f"{line} --json").out)


def test_an_earlier_episode_is_told_as_of_then(run):
    run("watched 3")

    then, now = (page(run, f"recap {n}") for n in (2, 3))

    assert [row["number"] for row in then["rows"]] == [2]
    assert [row["text"] for row in then["open"]] == [
        "Where is the missing page?",
        "Who lit the lamp on the first night?",
    ]
    assert [row["text"] for row in now["open"]] == ["Who lit the lamp on the first night?"]


def test_new_questions_come_first_and_say_so(run):
    run("watched 2")

    assert run("recap").out.endswith(
        "New question: Where is the missing page?\n"
        "Still open: Who lit the lamp on the first night?\n"
    )


def test_questions_alone_tell_which_episode_asked(run):
    run("watched 2")

    assert run("recap --questions").out == (
        "New: Where is the missing page? (asked in episode 2)\n"
        "Who lit the lamp on the first night? (asked in episode 1)\n"
    )
    assert run("questions").out == run("recap --questions").out
    assert run("recap 1 --questions").out == (
        "New: Who lit the lamp on the first night? (asked in episode 1)\n"
    )


@pytest.mark.parametrize("option", ["--all", "--short"])
def test_questions_alone_leave_no_room_for_episodes(run, option):
    done = run(f"recap --questions {option}", expect=2)

    assert done.err == f"Use --questions or {option}, not both.\n"


def test_what_nobody_has_written_down_is_said_where_it_is_asked(run):
    run("watched 4")

    assert "Who rowed the boat? Nobody has written that down yet.\n" in run("recap").out
    assert run("recap --questions").out == "Who rowed the boat? Nobody has written that down yet.\n"


def test_what_is_pieced_together_says_so_once(run, screen):
    run("watched 4")

    beat = "Oskar has come back for the light, and not for her. (pieced together)"
    assert beat in run("recap").out
    assert beat in " ".join(screen("recap").split())
    assert screen("recap").count("pieced") == 1
    assert page(run, "recap")["rows"][0]["beats"][1] == {
        "text": "Oskar has come back for the light, and not for her.",
        "is_inferred": True,
    }


def test_what_belongs_to_no_episode_comes_after_the_last_one(run):
    run("watched 4")

    said = run("recap --all").out

    assert "Somewhere along the way: Tom teaches Nell to trim the wick, in a flashback.\n" in said
    assert said.count("flashback") == 1
    assert "Somewhere" not in run("recap 3 --all").out


@pytest.mark.parametrize(("number", "has_one"), [(2, True), (3, False)])
def test_only_an_established_ending_is_a_last_scene(run, screen, number, has_one):
    run("watched 3")

    assert ("Last scene" in run(f"recap {number}").out) == has_one
    assert ("Last scene" in screen(f"recap {number}")) == has_one


def test_a_thin_episode_says_so_and_how_to_add_a_line(run):
    run("watched 3")

    note = "Not much is written down about episode 3 yet; CONTRIBUTING.md"
    assert note in run("recap").out
    assert note in run("recap --all").out
    assert "written down" not in run("recap 2").out


def test_whoever_was_away_for_long_is_caught_up(run, monkeypatch):
    run(f"watched 3 {SEEN}")
    monkeypatch.setenv("RUNAWAY_NOW", LONG_AFTER)

    said = run("recap").out.splitlines()

    assert said[:2] == [
        "Episode 1 · Low Tide: Nell takes over the light, and a boat comes ashore without one.",
        "Episode 2 · The Keeper's Book: The keeper's book names somebody Nell thought she knew.",
    ]
    assert said[2].startswith("Episode 3 · Ashes")


@pytest.mark.parametrize(
    ("now", "line"),
    [
        (NOT_SO_LONG_AFTER, "recap"),
        pytest.param(LONG_AFTER, "recap 3", id="an episode was asked for"),
        pytest.param(LONG_AFTER, "recap --all", id="all of them are told anyway"),
    ],
)
def test_others_are_not_caught_up(run, monkeypatch, now, line):
    run(f"watched 3 {SEEN}")
    monkeypatch.setenv("RUNAWAY_NOW", now)

    assert page(run, line)["earlier"] == []


def test_a_line_that_the_beats_begin_with_is_not_said_twice(run, season, tmp_path):
    told = season.path.read_text()
    line = "A fire is remembered, and the matches are counted twice."
    beat = "Nell learns that the last keeper's house burned."
    season.path = tmp_path / "show.toml"
    season.path.write_text(told.replace(line, beat))
    run("watched 3")

    assert run("recap").out.count(beat) == 1
