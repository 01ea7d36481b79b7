"""What happens when somebody types a line. The show is The Lamp Room, four episodes."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import stand_at
from runaway_cli.diary import store


def test_the_first_command_needs_no_set_up(run, home):
    done = run("next")

    assert done.out.startswith("Next is episode 1, Low Tide (about 50 min).\n")
    assert "Press play now and it ends at about 22:54." in done.out
    assert not home.exists()


def test_watched_three_says_what_that_includes_and_nothing_about_the_story(run, home):
    assert run("watched 3").out == (
        "Watched 1, 2 and 3.  (including 1 and 2)  Not right? runaway undo  "
        f"Your diary begins at {home / 'progress.toml'}.\n"
    )


@pytest.mark.parametrize(
    ("line", "said", "position"),
    [
        ("watched", "Watched 1.", 1),
        ("watched 2 3", "Watched 1, 2 and 3.  (including 1)", 3),
        ("watched 1-4", "Watched 1 to 4.  That was the last one.", 4),
        (
            "watched 2-3 --only",
            "Watched 2 and 3.  You haven't watched 1 yet, so the story waits there.",
            0,
        ),
    ],
)
def test_watched_takes_what_people_type(run, line, said, position):
    assert run(line).out.startswith(said)
    assert json.loads(run("cast --json").out)["as_of"] == position


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("watched 5", "There's no episode 5: the season has 4."),
        ("watched 0", "There's no episode 0: the season has 4."),
        ("watched 2-99999", "There's no episode 99999: the season has 4."),
        ("watched 3-1", "3-1 runs backwards. Did you mean 1-3?"),
        ("watched x", '"x" isn\'t an episode number. Try 3 or 2-4.'),
        ("watched #3", '"#3" isn\'t an episode number. Try 3 or 2-4.'),
        (
            "watched --at tomorrow",
            '"tomorrow" is still to come. Mark an episode once you\'ve seen it.',
        ),
        (
            "watched --at soon",
            '"soon" isn\'t a time I know. Try "22:40", yesterday, "friday 21:15" or 2026-01-03.',
        ),
        ("recap 5", "There's no episode 5: the season has 4."),
        ("recap 1-2", '"1-2" isn\'t one episode. Try 3.'),
        ("recap 1 --as-of 1", "Use an episode number or --as-of, not both."),
        (
            "cast --as-of 2",
            "You haven't finished an episode yet, so there's nothing to look back on.",
        ),
        ("recap 3 --as-of x", "Use an episode number or --as-of, not both."),
        ("cast --as-of x", '"x" isn\'t an episode number. Try 3.'),
        ("map --dot --mermaid", "Use --mermaid or --dot, not both."),
        (
            "undo 3",
            "To undo 3 changes: runaway undo --steps 3. To unmark episode 3: runaway unwatch 3",
        ),
        (
            "nxt",
            'There\'s no command "nxt". Did you mean next?',
        ),
    ],
)
def test_a_usage_error_gets_one_sentence_and_writes_nothing(run, home, line, sentence):
    done = run(line, expect=2)

    assert (done.out, done.err) == ("", sentence + "\n")
    assert not home.exists()


@pytest.mark.parametrize("line", ["undo", "redo", "unwatch", "rewatch"])
def test_there_is_nothing_to_undo_at_first(run, home, line):
    assert run(line, expect=1).err == f"Nothing to {line}.\n"
    assert not home.exists()


def test_watched_after_the_finale_is_a_kind_sentence(run, home):
    run("watched 4")
    before = (home / "progress.toml").read_bytes()

    done = run("watched")

    assert done.out == ("You've already seen them all.  To start over: runaway rewatch\n")
    assert (home / "progress.toml").read_bytes() == before


def test_marking_twice_changes_nothing(run, home):
    run("watched 2")

    assert run("watched 1 2").out == "You've already watched 1 and 2. Nothing changed.\n"
    assert len(store.read(home).events) == 1


def test_undo_and_redo_say_what_they_undo_and_redo(run):
    run("watched 2")
    run("unwatch")

    assert run("undo").out == "Undone: unwatched 2.  Episode 3 is next.\n"
    assert run("undo").out == "Undone: watched 1 and 2.  Episode 1 is next.\n"
    assert run("redo").out == "Redone: watched 1 and 2.  Episode 3 is next.\n"


def test_unwatch_hides_the_answer_again(run):
    run("watched 3")
    assert json.loads(run("clues --json").out)["explained"]

    run("unwatch 3")

    assert json.loads(run("clues --json").out)["explained"] == []


def test_a_rewatch_hides_the_story_and_keeps_the_history(run):
    run("watched 4")
    run("rewatch")

    assert json.loads(run("cast --json").out)["as_of"] == 0
    assert [row["what"] for row in json.loads(run("history --json").out)["rows"]] == [
        "watched 1 to 4",
        "started a rewatch",
    ]
    assert "0 of 4, second time through" in run().out


def test_next_names_the_gap(run):
    run("watched 3 --only")

    assert "You've already watched 3, but not 1." in run("next").out


def test_next_after_the_finale_closes_the_story(run):
    run("watched 2 --at 2026-01-01")
    run("watched 4")

    assert run("next").out == (
        "You've seen all 4 episodes of The Lamp Room, from Thu 1 Jan to tonight.\n"
        "The light is somebody else's now. Thank you for keeping it.\n"
    )


def test_next_short_is_one_line_for_a_prompt(run, screen):
    run("watched 2")

    assert run("next --short").out == screen("next --short") == "3 Ashes · ends ~22:49\n"


@pytest.mark.parametrize(
    ("line", "option"), [("next", "--short"), ("map", "--mermaid"), ("map", "--dot")]
)
def test_a_text_for_another_program_has_the_json_of_its_view(run, line, option):
    run("watched 2")

    assert run(f"{line} {option} --json").out == run(f"{line} --json").out


def test_when_it_was_watched_is_remembered(run):
    run("watched --at yesterday")
    run('watched --at "21:00"')

    rows = json.loads(run("episodes --json").out)["rows"]

    assert [row["watched_on"] for row in rows] == ["yesterday", "tonight 21:00", None, None]
    assert rows[0]["watched_at"] == "2026-01-02"
    assert rows[1]["watched_at"] == "2026-01-03T21:00:00+00:00"


def test_history_says_what_was_undone(run):
    run("watched 1 --at yesterday")
    run("watched 2")
    run("undo")

    assert run("history").out == (
        "tonight 22:04: watched 1 (yesterday)\ntonight 22:04: watched 2 (undone)\n"
    )


def test_history_looks_back_too(run):
    run("watched 1")
    run("watched 3")
    run("watched 4")

    assert [row["what"] for row in json.loads(run("history --as-of 2 --json").out)["rows"]] == [
        "watched 1",
        "watched 2 and 3",
    ]
    assert run("history --as-of 0").out == "Nothing yet.\n"


def test_history_stays_true_while_the_story_is_locked(run, home):
    run("watched 1")
    run("watched 2")
    run("undo")
    with (home / "progress.toml").open("a") as diary:
        diary.write("\n[[event]]\nkind = 7\n")  # may have been an undo

    done = run("history")

    assert "so the story is locked" in done.err
    assert done.out == "tonight 22:04: watched 1\ntonight 22:04: watched 2 (undone)\n"


@pytest.mark.parametrize("line", ["recap", "learned", "clues"])
def test_before_episode_1_the_story_has_nothing_to_tell(run, line):
    assert run(line).out == "You haven't started yet. Try: runaway next\n"

    run("watched 3")

    assert run(f"{line} --as-of 0").out == "Nothing to tell before episode 1.\n"
    assert json.loads(run(f"{line} --as-of 0 --json").out)["kind"] == line


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("tom harker", "Tom Harker", id="a whole name"),
        pytest.param("NELL", "Nell Harker", id="a first name in capitals"),
        pytest.param("h tom", "Tom Harker", id="beginnings in any order"),
        pytest.param("isito", "The Visitor", id="part of a name"),
        pytest.param("ada", "Nell Harker", id="an actor"),
        pytest.param("burnt glove", "The Visitor", id="a role"),
        pytest.param("visiter", "The Visitor", id="a typo"),
        pytest.param("nlel", "Nell Harker", id="letters changed about"),
        pytest.param("Néll", "Nell Harker", id="an accent too many"),
    ],
)
def test_who_forgives(run, asked, found):
    run("watched 2")

    assert json.loads(run(f"who '{asked}' --json").out)["name"] == found
    assert json.loads(run(f"who {asked} --json").out)["name"] == found


def test_who_lists_the_choices(run):
    run("watched 2")

    view = json.loads(run("who harker --json").out)

    assert view["kind"] == "choices"
    assert [row["name"] for row in view["rows"]] == ["Nell Harker", "Tom Harker"]
    assert view["is_guess"] is False
    assert run("who harker").out.startswith('2 people match "harker"\nNell Harker, played by')


def test_who_lists_near_misses_as_such(run, screen):
    run("watched 2")

    view = json.loads(run("who harkor --json").out)

    assert [row["name"] for row in view["rows"]] == ["Nell Harker", "Tom Harker"]
    assert view["is_guess"] is True
    assert run("who harkor").out.startswith('No exact match for "harkor". Closest:\nNell Harker')
    assert '  No exact match for "harkor". Closest:\n' in screen("who harkor")


def test_who_marks_what_the_latest_episode_told(run):
    run("watched 2")

    view = json.loads(run("who visitor --json").out)

    assert view["ties"] == [
        {
            "sentence": "The Visitor seems to know Tom Harker.",
            "phrase": None,
            "name": "Tom Harker",
            "label": "seems to know",
            "is_new": True,
            "is_inferred": True,
        }
    ]
    assert (view["last_seen"], view["where"]) == (2, "on the stairs")


def test_map_writes_charts_for_other_programs(run):
    run("watched 2")

    assert run("map --mermaid").out == (
        "flowchart LR\n"
        '  subgraph g1["The lighthouse"]\n    p1["Nell Harker"]\n    p2["Tom Harker"]\n  end\n'
        '  subgraph g2["From the sea"]\n    p3["The Visitor"]\n  end\n'
        '  p2 -->|"is the father of"| p1\n  p3 -->|"seems to know"| p2\n'
    )
    assert run("map --dot").out.startswith(
        "digraph runaway {\n  rankdir=LR\n  subgraph cluster_1 {\n"
        '    label="The lighthouse"\n    p1 [label="Nell Harker"]\n'
    )


def test_undo_says_so_when_it_reverts_what_another_machine_did(run, monkeypatch):
    run("watched 1")
    monkeypatch.setattr(platform, "node", lambda: "sofa.local")
    run("watched 2")
    monkeypatch.setattr(platform, "node", lambda: "desk")

    assert "Undone: watched 2 (on sofa, tonight 22:04)." in run("undo").out
    assert "Redone: watched 2 (on sofa, tonight 22:04)." in run("redo").out
    run("undo")
    assert "Undone: watched 1." in run("undo").out


def test_history_names_machines_where_there_are_several(run, monkeypatch):
    run("watched 1")
    assert "desk" not in run("history").out
    monkeypatch.setattr(platform, "node", lambda: "sofa")
    run("watched 2")

    assert run("history").out.splitlines() == [
        "tonight 22:04: watched 1 on desk",
        "tonight 22:04: watched 2 on sofa",
    ]


def test_a_damaged_diary_stops_every_command_with_one_sentence(run, home):
    home.mkdir()
    (home / "progress.toml").write_text("version = 1\n[[event]]\nkind = ")

    for line in ("", "next", "cast", "watched 2", "undo", "history"):
        done = run(line, expect=1)

        assert done.out == ""
        assert done.err == (
            "Your diary is damaged at line 3 (not valid TOML), and nothing in it can be read. "
            "Nothing was changed. See: runaway doctor\n"
        )


def test_a_newer_diary_is_read_with_a_word_of_warning(run, home):
    stand_at(home, 2)
    diary = home / "progress.toml"
    diary.write_text(diary.read_text().replace("version = 1", "version = 7"))

    done = run("cast --json")

    assert json.loads(done.out)["as_of"] == 2
    assert "written by a newer runaway (format 7)" in done.err
    for refused in ("watched 3", "unwatch", "undo", "rewatch"):
        assert run(refused, expect=1).err == done.err  # once
    assert len(store.read(home).events) == 3


def test_a_clock_that_makes_no_sense_is_said(run, monkeypatch):
    monkeypatch.setenv("RUNAWAY_NOW", "noon")

    assert 'RUNAWAY_NOW is "noon". It needs a time with a UTC offset' in run("next", expect=2).err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_an_answer_nobody_can_take_is_said():
    done = subprocess.run(
        f"{sys.executable} -m runaway_cli cast > /dev/full",
        shell=True,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stderr == "Couldn't print the answer: no space left on device.\n"


def test_a_closed_stdout_is_quiet():
    done = subprocess.run(
        f"{sys.executable} -m runaway_cli cast >&-", shell=True, capture_output=True, text=True
    )

    assert done.stderr == ""


def test_a_closed_stderr_is_quiet():
    """What is wrong is not told to who waits for an answer."""
    line = f"{sys.executable} -m runaway_cli who nobody --json 2>&-"
    done = subprocess.run(line, shell=True, capture_output=True, text=True)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


def test_closing_a_gap_says_what_is_next(run):
    run("watched 3 --only")

    assert run("watched 2").out == (
        "Watched 1 and 2.  (including 1)  Episode 4 is next.  Not right? runaway undo\n"
    )


def test_when_it_was_is_said_back(run):
    assert run("watched 1 --at 23:50").out.startswith("Watched 1, last night 23:50.")


def test_redoing_the_last_mark_says_that_it_was_the_last(run):
    run("watched 4")
    run("undo")

    assert run("redo").out == "Redone: watched 1 to 4.  You've seen them all.\n"


def test_episodes_that_do_not_exist_change_nothing(run, home):
    stand_at(home, 4)
    diary = home / "progress.toml"
    diary.write_text(diary.read_text().replace("[1, 2, 3, 4]", "[1, 2, 3, 4, 5, 99]"))

    assert "You've seen all 4 episodes" in run("next").out
    assert json.loads(run("learned --json").out)["as_of"] == 4
    assert "99" not in run("").out


def test_who_is_only_on_the_poster_is_not_met(run):
    run("watched 1")

    view = json.loads(run("cast --json").out)

    assert [row["name"] for row in view["rows"]] == ["Nell Harker", "The Visitor"]
    assert [row["name"] for row in view["poster"]] == ["Tom Harker"]
    assert "Only a name in the cast list so far." in run("who tom").out


def test_a_group_is_not_a_person_one_meets(run):
    run("watched 3")

    view = json.loads(run("cast --json").out)

    assert [row["name"] for row in view["groups"]] == ["The Lifeboat"]
    assert "The Lifeboat" not in [row["name"] for row in view["rows"]]


def test_a_guess_says_that_it_is_one(run):
    run("watched 2")

    assert json.loads(run("who visiter --json").out)["guessed_from"] == "visiter"
    assert 'Closest match for "visiter"\n' in run("who visiter").out
    assert json.loads(run("who visitor --json").out)["guessed_from"] is None


@pytest.mark.parametrize("asked", ["of", "li", "zz", "!", "mary poppins"])
def test_a_stranger_is_nobody(run, asked):
    run("watched 2")

    assert run(f"who '{asked}'", expect=1).err == (
        f"Nobody you've met so far matches \"{asked}\". To see who you've met: runaway cast\n"
    )


def test_recap_short_keeps_to_the_episode_asked_for(run):
    run("watched 3")

    assert len(json.loads(run("recap --short --json").out)["rows"]) == 1
    assert len(json.loads(run("recap --short --all --json").out)["rows"]) == 3
    assert [r["number"] for r in json.loads(run("recap 2 --short --json").out)["rows"]] == [2]


def test_a_copy_that_cannot_be_read_is_said_once_by_each_command(run, home):
    run("watched 2")
    (home / "progress-bak.toml").write_text("not a diary")

    for line in ("next", "watched 3", "unwatch", "undo", "redo", "rewatch"):
        assert run(line).err.count("A copy of your diary, progress-bak.toml, is damaged") == 1
