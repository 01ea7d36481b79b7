"""Times, numbers and lengths as the program says them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from runaway_cli.language import clock, phrases

MORNING = datetime(2026, 1, 3, 9, 30, tzinfo=UTC)  # a Saturday
EVENING = datetime(2026, 1, 3, 22, 4, tzinfo=UTC)


def at(day, hour, minute=0):
    return datetime(2026, 1, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "moment", "said"),
    [
        pytest.param(at(3, 21), EVENING, "tonight 21:00", id="tonight"),
        pytest.param(at(3, 0, 10), at(3, 0, 30), "tonight 00:10", id="after midnight"),
        pytest.param(at(2, 23, 10), MORNING, "last night 23:10", id="last night"),
        pytest.param(at(3, 1), MORNING, "last night 01:00", id="a late one"),
        pytest.param(at(3, 8), MORNING, "today 08:00", id="this morning"),
        pytest.param(at(1, 23), EVENING, "Thu 1 Jan 23:00", id="the night before last"),
        pytest.param(at(2, 1), EVENING, "yesterday 01:00", id="the same night, late"),
        pytest.param(
            datetime(2025, 7, 1, 22, 40, tzinfo=timezone(timedelta(hours=1))),
            EVENING,
            "Tue 1 Jul 2025 22:40",
            id="as the clock on that wall showed it",
        ),
        pytest.param(date(2026, 1, 2), EVENING, "yesterday", id="a day"),
        pytest.param(date(2025, 12, 30), EVENING, "Tue 30 Dec 2025", id="another year"),
    ],
)
def test_a_time_is_said_as_a_person_would(when, moment, said):
    assert clock.say(when, moment) == said


def test_only_the_evening_is_said():
    assert clock.say_evening(at(2, 23, 10), MORNING) == "last night"
    assert clock.say_evening(date(2026, 1, 1), MORNING) == "on Thu 1 Jan"
    assert clock.say_evening(at(1, 23), EVENING) == "on Thu 1 Jan"
    assert clock.say_evening(at(2, 1), EVENING) == "on the night of Thu 1 Jan"


def test_after_midnight_it_is_still_the_evening_before():
    assert clock.evening(at(3, 4, 59)) == date(2026, 1, 2)
    assert clock.evening(at(3, 5)) == date(2026, 1, 3)


@pytest.mark.parametrize(
    ("episodes", "said"),
    [
        ((1,), "1"),
        ((1, 2), "1 and 2"),
        ((1, 2, 3), "1, 2 and 3"),
        ((2, 3, 4, 5), "2 to 5"),
        ((1, 3, 5, 6), "1, 3, 5 and 6"),
    ],
)
def test_episodes_are_counted_off(episodes, said):
    assert phrases.numbers(episodes) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (270, "4 h 30 min")],
)
def test_lengths_are_said_in_hours_and_minutes(minutes, said):
    assert phrases.duration(minutes) == said
    assert phrases.duration(minutes, about=True) == f"about {said}"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-20, "just now"), (0, "just now"), (59, "just now"), (60, "one minute ago")],
)
def test_what_is_ahead_by_another_clock_was_just_now(seconds, said):
    assert clock.say_ago(EVENING - timedelta(seconds=seconds), EVENING) == said
