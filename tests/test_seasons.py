"""Several seasons, and episodes that aren't out yet."""

from __future__ import annotations

import json

import pytest

from drafts import drafted, episode, show
from helpers import write_show
from runaway_cli.story.draft_toml import toml_of

TONIGHT = "2026-01-03"


@pytest.fixture
def two_seasons(season, tmp_path):
    """The Lamp Room in two seasons of three, of which the last two episodes are still to come."""
    days = ["2025-12-20", "2099-01-01", "2025-12-22", TONIGHT, "2026-01-09", ""]
    listed = [
        episode(n % 3 + 1, season=n // 3 + 1, name=f"Tide {n + 1}", airdate=day)
        for n, day in enumerate(days)
    ]
    season.path = tmp_path / "two.toml"
    season.path.write_text(toml_of(drafted(show(listed, status="Running"))), encoding="utf-8")


@pytest.mark.parametrize("words", ["2x01", "s2e1", "S02E01", "4", "season 2 episode 1"])
def test_an_episode_is_called_by_its_season_or_its_running_number(two_seasons, run, words):
    assert run(f"watched '{words}'").out.startswith(
        "Watched 1 to 4 (1x01 to 2x01).  (including 1, 2 and 3)"
    )
    assert run(f"unwatch '{words}'").out.startswith("Unwatched 4.")


def test_a_season_that_is_named_holds_for_the_numbers_behind_it(two_seasons, run):
    assert run("watched 1x2-3 --only").out.startswith("Watched 2 and 3 (1x02 and 1x03).")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("3x01", "There's no season 3: the show has seasons 1 and 2."),
        ("2x04", "There's no episode 4: season 2 has 3."),
        ("7", "There's no episode 7: the show has 6."),
    ],
)
def test_an_episode_no_season_has_is_refused(two_seasons, run, words, sentence):
    assert run(f"watched {words}", expect=2).err == sentence + "\n"


def test_seasons_are_shown_where_there_are_several(two_seasons, run, screen):
    run("watched 3")

    assert "Next is episode 4 (2x01), Tide 4 (52 min)." in run("next").out
    assert "4 (2x01)  Tide 4" in screen("next")
    assert run("next --short").out.startswith("4 (2x01) Tide 4 · ends 22:56")
    assert "Episode 2 (1x02) Tide 2, 52 min: watched" in run("episodes").out
    assert "4 (2x01)" in screen("episodes")
    assert json.loads(run("next --json").out)["episode"]["place"] == "2x01"


def test_one_season_is_not_worth_a_word(season, run, tmp_path):
    season.path = tmp_path / "one.toml"
    season.path.write_text(toml_of(drafted(show([episode(1, season=9), episode(2, season=9)]))))

    assert "9x" not in run("").out + run("episodes").out
    assert run("watched 9x02").out.startswith("Watched 1 and 2.")


def test_home_draws_the_season_the_viewer_is_in(two_seasons, run, screen):
    run("watched 4")

    bar = screen().splitlines()[2].split()

    assert bar[:3] == ["●", "○", "○"]
    assert "4 of 6 watched" in screen()


def test_a_season_has_a_heading_on_a_screen_where_there_are_several(two_seasons, run, screen):
    run("watched 1")

    for columns in (40, 80):
        lines = [line.strip() for line in screen("episodes", columns=columns).splitlines()]
        assert [line for line in lines if line.startswith("Season ")] == ["Season 1", "Season 2"]
        assert lines.index("Season 2") > next(n for n, x in enumerate(lines) if "3 (1x03)" in x)
        assert lines.index("Season 2") < next(n for n, x in enumerate(lines) if "4 (2x01)" in x)


def test_a_note_is_on_an_episode_of_a_season(two_seasons, run, screen):
    run("watched 4 --at yesterday")
    run("note 2x01 hm")

    assert run("notes").out.startswith("Episode 4 (2x01), ")
    assert "Episode 4 (2x01)" in screen("notes")


def test_the_end_of_a_season_is_said_once(two_seasons, run):
    over = "That was season 1."

    assert over not in run("watched 2").out
    assert over in run("watched 3").out
    assert over not in run("watched 4").out
    assert over not in run("watched 3").out
    assert json.loads(run("watched s2 --json").out)["season_over"] is None
    run("unwatch 2")
    assert over in run("watched s1").out


@pytest.mark.parametrize(
    ("line", "said"),
    {
        "tonight --for 9h": "Episode 4 (2x01): ",
        "plan --per-day 3": "episodes 2, 3 and 4 (1x02 to 2x01), ",
        "plan": "episodes 2 and 3 (1x02 and 1x03), ",
        "plan --per-day 1": "episode 2 (1x02), ",
        "recap": "Episode 1 (1x01) · Tide 1",
        "watched 2": "Watched 2 (1x02).",
        "watched 4": "Watched 2, 3 and 4 (1x02 to 2x01).",
        "note 2x01 hm": "Noted, on episode 4 (2x01).",
        "rate 8": "Rated episode 1 (1x01): 8 of 10.",
    }.items(),
)
def test_an_episode_is_called_by_its_season_too(two_seasons, run, line, said):
    run("watched 1")

    assert said in run(line).out


def test_a_long_season_is_not_drawn_one_by_one(season, run, screen, tmp_path):
    season.path = tmp_path / "long.toml"
    season.path.write_text(toml_of(drafted(show([episode(n) for n in range(1, 200)]))))
    run("watched 100")

    assert "○" not in screen()
    assert "100 of 199 watched" in screen()


def test_recap_all_is_the_season_so_far(two_seasons, run):
    run("watched 5")

    assert [row["number"] for row in json.loads(run("recap --all --json").out)["rows"]] == [4, 5]
    before = json.loads(run("recap --all --as-of 1x03 --json").out)["rows"]
    assert [row["number"] for row in before] == [1, 2, 3]


def test_a_plan_says_when_the_season_ends(two_seasons, run):
    assert "Season 1 ends on Mon 5 Jan." in run("plan").out
    run("watched 3")
    assert "Season" not in run("plan").out


def test_what_is_not_out_is_neither_next_nor_left(two_seasons, run, screen):
    """A date in the middle that lies ahead is a slip: a later episode is out."""
    assert "2 of 6" not in run("next").out
    assert len(json.loads(run("tonight --for 9h --json").out)["fits"]) == 4
    run("watched 3")
    assert "1 of 6 episodes left, 52 min." in run("next").out

    run("watched 4")

    waits = "Episode 5 isn't out yet: it's due on Fri 9 Jan."
    page = json.loads(run("next --json").out)
    assert (page["episode"], page["episodes_left"], page["waits"]) == (None, 0, waits)
    for line in ("next", "", "next --short"):
        assert waits in run(line).out
        assert waits in " ".join(screen(line).split())
    assert run("tonight").out == "Episode 5 isn't out yet, so there's nothing to watch.\n"
    assert run("plan").out == "Episode 5 isn't out yet, so there's nothing to watch.\n"
    assert "Episode 5 (2x02) Tide 5, 52 min: out Fri 9 Jan" in run("episodes").out
    assert "Episode 6 (2x03), 52 min: not out yet" in run("episodes").out


def test_the_next_one_is_not_marked_before_it_is_out_unless_it_is_named(two_seasons, run):
    """There are previews, and dates of other countries."""
    run("watched 4 --at yesterday")

    refused = run("watched", expect=1).err

    assert refused == (
        "Episode 5 isn't out yet: it's due on Fri 9 Jan. "
        "If you've seen it all the same: runaway watched 5\n"
    )
    assert run("watched 5").out.startswith("Watched 5 (2x02).")
    assert "Episode 6 isn't out yet.\n" in run("next").out


def test_an_episode_is_out_on_its_day_and_from_then_on(two_seasons, run, monkeypatch):
    run("watched 4")
    monkeypatch.setenv("RUNAWAY_NOW", "2026-01-09T00:10:00+00:00")

    assert "Next is episode 5 (2x02), Tide 5" in run("next").out


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        ({"season": 1}, "season and in_season belong together, on every episode"),
        ({"season": 1, "in_season": 1}, "another episode has this place in the season"),
        ({}, "season and in_season belong together, on every episode"),
    ],
)
def test_seasons_are_all_there_or_refused(run, home, tmp_path, keys, what):
    first = {"id": "1", "minutes": 50, "season": 1, "in_season": 1}
    listed = [first, {"id": "2", "minutes": 50} | keys]
    told = {"format": 1, "title": "Gulls", "chapter": [{"after": 0, "episode": listed}]}
    path = write_show(told, tmp_path / "show.toml")

    assert what in run(f"shows add '{path}'", expect=1).err


@pytest.fixture
def interleaved(season, tmp_path):
    """Two seasons that were shown in turn."""
    days = [(1, 1), (2, 1), (1, 2), (2, 2)]
    listed = [
        {"id": str(n), "minutes": 50, "season": season, "in_season": number}
        for n, (season, number) in enumerate(days, start=1)
    ]
    chapters = [{"after": 0, "episode": listed}, *({"after": n} for n in range(1, 5))]
    told = {"format": 1, "title": "Gulls", "chapter": chapters}
    season.path = write_show(told, tmp_path / "show.toml")


def test_seasons_that_were_shown_in_turn_are_told_apart(interleaved, run):
    assert "That was season" not in run("watched 1").out
    assert run("watched s1").out.startswith("Watched 2 and 3 (2x01 and 1x02).")
    run("unwatch 2")
    assert run("watched s2 --only").out.startswith("Watched 2 and 4 (2x01 and 2x02).")
    run("unwatch 2")
    assert "That was season 1." in run("watched 3").out


def test_a_diary_of_a_longer_show_can_still_be_written_in(two_seasons, run, season, tmp_path):
    run("watched 6")
    shorter = [episode(n % 2 + 1, season=n // 2 + 1) for n in range(4)]
    season.path = tmp_path / "shorter.toml"
    season.path.write_text(toml_of(drafted(show(shorter))), encoding="utf-8")

    for line in ("rate 6", "rate 5 8", "note hm", "pause 5m", "watched", "unwatch", "undo"):
        done = run(line, expect=None)
        assert done.code in (0, 1, 2)
        assert "Traceback" not in done.err
