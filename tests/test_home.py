"""home and next: where you are, and what comes next."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from runaway_cli.views.night import late


def test_home_and_next_are_different_screens(run, screen):
    run("watched 2")

    home, coming = screen(""), screen("next")

    assert "Nell counts the matches." in coming
    assert "Nell counts the matches." not in home
    assert "Directed by   S. Pretend" in coming
    assert "runaway recap" in home
    assert "runaway recap" not in coming


def test_whoever_has_started_already_is_told_how_to_catch_up(run):
    assert run().out.endswith("Already started? runaway watched 3 catches you up.\n")

    run("watched 1")

    assert "Already started?" not in run().out


def test_the_length_of_the_whole_is_exact_and_of_the_rest_about(run):
    assert run().out.startswith("The Lamp Room: 0 of 4 watched, 4 episodes, 3 h 21 min.\n")
    assert run("next").out.endswith("4 episodes, 3 h 21 min.\n")

    run("watched 2")

    assert run().out.startswith("The Lamp Room: 2 of 4 watched, about 1 h 46 min to go.\n")
    assert run("next").out.endswith("2 of 4 episodes left, about 1 h 46 min.\n")


def test_the_season_is_as_long_as_its_show_says_whatever_its_episodes_add_up_to(
    run, season, tmp_path
):
    told = season.path.read_text()
    season.path = tmp_path / "show.toml"
    season.path.write_text(told.replace("minutes = 201\n", "minutes = 199\n"))

    assert run("next").out.endswith("4 episodes, 3 h 19 min.\n")


def test_a_season_of_unknown_length_is_about_as_long_as_its_episodes(run, season, tmp_path):
    told = season.path.read_text()
    season.path = tmp_path / "show.toml"
    season.path.write_text(told.replace("minutes = 201\n", ""))

    assert run("next").out.endswith("4 episodes, about 3 h 21 min.\n")


def test_home_says_what_was_left_hanging(run):
    run("watched 2")
    assert "You left off: The book falls open at a name nobody says aloud.\n" in run().out

    run("watched 3")  # no ending of it is established

    assert "You left off" not in run().out
    assert "Still open: Who lit the lamp on the first night?\n" in run().out


def test_home_names_the_gap(run):
    run("watched 3 --only")

    assert "You've already watched 3, but not 1." in run().out


@pytest.mark.parametrize(
    ("position", "sentence"),
    [
        (0, "It's past three in the morning, and episode 1 will be just as good tomorrow."),
        (
            2,
            "It's past three in the morning, and the end of episode 2 is a good place to stop. "
            "You're there already.",
        ),
        (4, "It's past three in the morning, and there's nothing left to stay up for."),
    ],
)
def test_after_three_there_is_a_good_place_to_stop(run, screen, monkeypatch, position, sentence):
    if position:
        run(f"watched {position}")
    monkeypatch.setenv("RUNAWAY_NOW", "2026-01-04T03:00:00+00:00")

    for line in ("", "next"):
        assert f"{sentence}\n" in run(line).out
        assert sentence in " ".join(screen(line).split())


def test_only_from_three_to_five_is_it_that_late():
    said = [late(datetime(2026, 1, 4, hour, 59, tzinfo=UTC), 1, 4) for hour in range(24)]

    assert [hour for hour, sentence in enumerate(said) if sentence] == [3, 4]
    assert said[4]
    assert said[4].startswith("It's past four in the morning")


@pytest.mark.parametrize(
    ("line", "command"),
    [("", "runaway watched 3"), ("about", "runaway about --json")],
)
def test_a_command_in_a_hint_never_breaks(screen, line, command):
    for columns in range(25, 70):
        assert command in screen(line, columns=columns)
