"""Falling asleep in the middle: what's left of an episode counts wherever time is told.

* a place is said in many ways, and kept in seconds
* it counts while its episode is the next one of this run, on every machine
* next, the prompt, tonight, plan and the calendar all follow; knowledge doesn't move
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import START, after, snapshot, stand_at
from runaway_cli.diary import pausing
from runaway_cli.diary.errors import NotNextError, PastItsEndError
from runaway_cli.diary.events import Change, Event
from runaway_cli.diary.progress import fold
from runaway_cli.language import playback
from runaway_cli.language.errors import NoNextEpisodeError, NotUnderstoodError
from runaway_cli.story.model import Episode

SEASON = tuple(Episode(number, 45, approximate=number < 4) for number in range(1, 5))

PLACES = {
    "23m": 23 * 60,
    "23": 23 * 60,
    "23 min": 23 * 60,
    "twenty": None,
    "23:10": 23 * 60 + 10,
    "0:40": 40,
    "103:05": 103 * 60 + 5,
    "1:02:03": 3723,
    "1h05": 65 * 60,
    "half an hour": 30 * 60,
    "23m10s": 23 * 60 + 10,
    "23 min 10 s": 23 * 60 + 10,
    "1h 2m 3s": 3723,
    "90s": 90,
    "0m": 0,
    "23:60": None,
    "-5m": None,
    "99h": None,
    "": None,
    "9" * 5000: None,
}


@pytest.mark.parametrize(("said", "seconds"), PLACES.items(), ids=lambda said: str(said)[:20])
def test_a_place_is_said_as_a_player_shows_it_or_as_people_do(said, seconds):
    if seconds is None:
        with pytest.raises(NotUnderstoodError):
            playback.seconds(said)
    else:
        assert playback.seconds(said) == seconds


@given(st.integers(1, playback.LONGEST))
def test_a_place_as_it_is_said_is_the_same_place(seconds):
    assert playback.seconds(pausing.Pause(1, seconds).place) == seconds


def pause(number, seconds, run=1):
    return Change("pause", number=number, in_run=run, seconds=seconds)


WATCHED = Change("watched", (1, 2), 1)
IN_THREE = pause(3, 1390)


def test_the_last_pause_in_the_next_episode_counts():
    assert pausing.paused(after(WATCHED, pause(3, 60), IN_THREE)) == (3, 1390)
    assert pausing.paused(after(WATCHED, IN_THREE, pause(3, 0))) is None


def test_finishing_ends_it_and_undoing_the_finish_brings_it_back():
    finish = Change("watched", (3,), 1)

    assert pausing.paused(after(WATCHED, IN_THREE, finish)) is None
    assert pausing.paused(after(WATCHED, IN_THREE, finish, Change("undo", event="002"))) == (
        3,
        1390,
    )


def test_another_machine_s_finish_ends_it_too():
    desk = [Event("1", START, "desk", WATCHED), Event("3", START, "desk", IN_THREE)]
    sofa = Event("2", START, "sofa", Change("watched", (3,), 1))

    assert pausing.paused(fold([*desk, sofa])) is None


def test_it_belongs_to_its_run():
    again = [WATCHED, IN_THREE, Change("rewatch", run=2), Change("watched", (1, 2), 2)]

    assert pausing.paused(after(*again)) is None
    assert pausing.paused(after(*again, pause(3, 5, run=2))) == (3, 5)


def test_a_pause_moves_no_knowledge():
    assert after(WATCHED, IN_THREE).position == after(WATCHED).position == 2
    assert after(WATCHED, IN_THREE).viewings == after(WATCHED).viewings


@given(st.integers(0, 100 * 60))
def test_what_is_left_is_at_least_a_minute_and_with_what_is_gone_the_whole(seconds):
    left = pausing.minutes_left(SEASON[0], seconds)

    assert left == max(1, 45 - seconds // 60)


def test_only_the_next_episode_can_be_paused():
    progress = after(WATCHED)

    for number in (2, 4):
        with pytest.raises(NotNextError):
            pausing.pause(progress, SEASON, number, seconds=60)
    with pytest.raises(NoNextEpisodeError):
        pausing.pause(after(Change("watched", (1, 2, 3, 4), 1)), SEASON, None, seconds=60)


def test_a_place_past_the_end_is_refused_where_the_length_is_known():
    """An approximate length may turn out a little longer."""
    assert pausing.pause(after(WATCHED), SEASON, 3, seconds=47 * 60).seconds == 47 * 60
    exact = after(Change("watched", (1, 2, 3), 1))
    for progress, seconds in ((after(WATCHED), 50 * 60), (exact, 45 * 60)):
        with pytest.raises(PastItsEndError):
            pausing.pause(progress, SEASON, None, seconds=seconds)
    with pytest.raises(PastItsEndError):
        pausing.pause(exact, SEASON, None, seconds=46 * 60, is_left=True)


def test_everything_that_tells_the_time_counts_what_is_left(run, home):
    """It's 22:04, and episode 3 of The Lamp Room runs 45 minutes."""
    stand_at(home, 2)
    run("pause 23:10")

    assert "About 22 min left of episode 3: ends at about 22:26." in run("next").out
    assert "About 22 min left of episode 3: ends at about 22:26." in run("").out
    assert run("next --short").out == "3 Ashes · ~22 min left · ends ~22:26\n"
    assert "ends at about 22:22" in run("next --speed 1.25").out
    assert "episode 3 ends at about 22:26" in run("tonight").out
    assert "about 1 h 23 min in all" in run("plan").out
    assert "DESCRIPTION:About 22 min" in run("plan --ics -").out
    assert json.loads(run("next --json").out)["minutes_left"] == 22 + 61


def test_the_season_s_own_lengths_stay(run, home):
    stand_at(home, 2)
    before = run("episodes").out

    run("pause 23:10")

    assert run("episodes").out == before
    assert json.loads(run("next --json").out)["episode"]["minutes"] == 45


def test_looking_back_forgets_the_pause(run, home):
    stand_at(home, 2)
    then = run("next --as-of 2").out
    run("pause 23:10")

    assert run("next --as-of 2").out == then
    assert run("next --as-of 1").out.startswith("Next is episode 2")


@pytest.mark.parametrize(
    "place", ["23m", "ep3 23m", "EP3 23 min", "--left 22m", "23:00", "at 23:00", "ep3 23m in"]
)
def test_the_ways_to_say_it(run, home, place):
    stand_at(home, 2)

    assert run(f"pause {place}").out.startswith("Paused 23:00 into episode 3.  About 22 min left")
    assert run("pause").out.startswith("You're 23:00 into episode 3.  About 22 min left")


def test_clear_forgets_the_place_and_undo_brings_it_back(run, home):
    stand_at(home, 2)
    run("pause 23m")

    assert "starts from the beginning" in run("pause clear").out
    assert "not in the middle" in run("pause").out
    assert run("undo").out.startswith("Undone: cleared the pause in 3.")
    said = run("history").out
    assert "paused 23:00 into 3" in said
    assert "cleared the pause in 3 on desk (undone)" in said
    assert "23:00 into episode 3" in run("pause").out


def test_clearing_nothing_writes_nothing(run, home):
    stand_at(home, 2)
    before = snapshot(home)

    run("pause clear")

    assert snapshot(home) == before


REFUSED = {
    "pause 3": '"3" could be minutes or an episode. '
    "Try 3m, or ep3 with a time: runaway pause ep3 23m",
    "pause ep3": "How far into it are you? Try: runaway pause ep3 23m",
    "pause x": '"x" isn\'t a place in an episode. Try 23m or 23:10.',
    "pause 2h": "Episode 3 runs about 45 min, so you can't be there. "
    "If you've finished it: runaway watched 3",
    "pause ep9 1m": "There's no episode 9: the season has 4.",
    "pause 5m --left 2m": "Use a time or --left, not both.",
}


@pytest.mark.parametrize(("line", "sentence"), REFUSED.items())
def test_what_is_not_clear_is_asked(run, home, line, sentence):
    stand_at(home, 2)
    before = snapshot(home)

    assert run(line, expect=2).err == sentence + "\n"
    assert snapshot(home) == before


def test_an_episode_that_is_not_next_says_what_to_do(run, home):
    stand_at(home, 2)

    assert "runaway unwatch 2" in run("pause ep2 5m", expect=1).err
    assert "runaway watched 3" in run("pause ep4 5m", expect=1).err


def test_nothing_is_written_before_the_first_pause(run, home):
    assert run("pause").out == "You're not in the middle of an episode. Episode 1 is next.\n"
    assert not home.exists()


def test_after_the_finale_there_is_nothing_to_pause(run, home):
    stand_at(home, 4)

    assert run("pause").out == "You've seen them all.\n"
    assert "no next one" in run("pause 5m", expect=2).err


def test_nothing_is_left_out_where_nobody_paused():
    assert pausing.unwatched(SEASON, after(WATCHED)) == SEASON[2:]
