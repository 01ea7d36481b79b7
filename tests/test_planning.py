"""What fits tonight, and on the evenings to come."""

from __future__ import annotations

import json
import re
import time as system
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from runaway_cli.language import clock, parse
from runaway_cli.planning import schedule
from runaway_cli.planning.errors import CannotPlanError, NoEveningError
from runaway_cli.planning.schedule import PlanLimits
from runaway_cli.story.model import Episode
from runaway_cli.system.timezone import LOCAL

DAY = date(2026, 1, 3)  # a Saturday
NINE = datetime(2026, 1, 3, 21, tzinfo=UTC)
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]  # the last by half an hour
CHANGES = [(3, 7), (3, 28), (4, 4), (10, 3), (10, 24), (10, 31)]  # the days before clocks change


def episode(number, minutes=45, approximate=False):
    return Episode(number, minutes, approximate)


EPISODES = st.lists(st.tuples(st.integers(1, 200), st.booleans()), min_size=1, max_size=12).map(
    lambda lengths: [episode(n, *length) for n, length in enumerate(lengths, start=1)]
)
WEEKDAYS = st.frozensets(st.integers(0, 6), min_size=1)
LIMITS = st.builds(
    PlanLimits,
    first=st.just(DAY),
    last=st.none() | st.integers(0, 40).map(lambda n: DAY + timedelta(days=n)),
    weekdays=WEEKDAYS,
    minutes=st.none() | st.integers(1, 400),
    per_day=st.none() | st.integers(1, 5),
    pause=st.integers(0, 30),
)


def test_episodes_follow_one_another_with_pauses():
    sittings = schedule.in_a_row([episode(1), episode(2, 50)], NINE, 10)

    assert [f"{s.begins:%H:%M}-{s.ends:%H:%M}" for s in sittings] == ["21:00-21:45", "21:55-22:45"]


@given(EPISODES, st.integers(0, 60), st.floats(0.25, 4))
@example([episode(1, 4)], 0, 3.9999999999999996)
def test_nothing_overlaps_and_order_is_kept(episodes, pause, speed):
    sittings = schedule.in_a_row(schedule.at_speed(episodes, speed), NINE, pause)

    assert [s.episode.number for s in sittings] == [e.number for e in episodes]
    for earlier, later in pairwise(sittings):
        assert clock.minutes_between(earlier.ends, later.begins) == pause
    for before, s in zip(episodes, sittings, strict=True):
        lasts = clock.minutes_between(s.begins, s.ends)
        assert lasts - 1 - 1e-9 < before.minutes / speed <= lasts + 1e-9


@given(EPISODES, LIMITS)
def test_a_plan_splits_nothing_loses_nothing_and_keeps_to_the_limits(episodes, limits):
    try:
        plan = schedule.evenings(episodes, limits)
    except (CannotPlanError, NoEveningError):
        return
    days = [day for day, _ in plan]

    assert [e for _, evening in plan for e in evening] == episodes
    assert all(evening and limits.allow(evening) for _, evening in plan)
    assert days == sorted(set(days))
    assert all(day >= limits.first and day.weekday() in limits.weekdays for day in days)
    assert limits.last is None or days[-1] <= limits.last


@given(EPISODES, LIMITS)
def test_a_plan_is_refused_only_when_there_is_none(episodes, limits):
    """Filling every evening to the brim needs the fewest of them, so that it tells."""
    needed = len(schedule.filled(episodes, limits))
    there = len(limits.days(at_least=len(episodes)))

    if there >= needed:
        assert len(schedule.evenings(episodes, limits)) <= there
    else:
        with pytest.raises((CannotPlanError, NoEveningError)):
            schedule.evenings(episodes, limits)


@given(EPISODES, st.integers(1, 15))
def test_spread_out_evenings_are_about_alike(episodes, days):
    spread = schedule.spread_out(episodes, days)
    fair = schedule.length(episodes) / len(spread)

    assert [e for evening in spread for e in evening] == episodes
    assert len(spread) == min(days, len(episodes))
    assert all(spread)
    longest = max(e.minutes for e in episodes)
    assert max(map(schedule.length, spread)) <= fair + longest


def test_with_a_last_day_all_days_are_used():
    plan = schedule.evenings([episode(n) for n in range(1, 9)], PlanLimits(DAY, DAY + timedelta(3)))

    assert [len(evening) for _, evening in plan] == [2, 2, 2, 2]


def test_an_episode_longer_than_an_evening_has_one_for_itself():
    plan = schedule.evenings(
        [episode(1), episode(2, 300), episode(3)], PlanLimits(DAY, minutes=100)
    )

    assert [[e.number for e in evening] for _, evening in plan] == [[1], [2], [3]]


def test_pauses_count_towards_the_length_of_an_evening():
    episodes = [episode(1, 50), episode(2, 50)]

    assert len(schedule.evenings(episodes, PlanLimits(DAY, minutes=100))) == 1
    assert len(schedule.evenings(episodes, PlanLimits(DAY, minutes=100, pause=1))) == 2


@given(EPISODES, LIMITS)
@example(  # more than a day in all, so no longer evening would do
    [episode(n, 200, False) for n in range(1, 9)],
    PlanLimits(date(2026, 1, 3), date(2026, 1, 5), frozenset({0}), minutes=1),
)
@example(  # one of them is longer than a day, and no longer evening would do for it
    [episode(n, minutes) for n, minutes in ((1, 1500), (2, 10), (3, 10))],
    PlanLimits(date(2026, 1, 3), date(2026, 1, 4), minutes=10),
)
def test_what_would_do_instead_does(episodes, limits):
    """Each way out that is offered is one: a later day, more episodes, a longer evening."""
    try:
        schedule.evenings(episodes, limits)
    except NoEveningError:
        return
    except CannotPlanError as refusal:
        said = str(refusal)
    else:
        return
    ways = re.fullmatch(r".* They'd fit (.*)\.", said)[1].split(" or ")

    for way in ways:
        if day := re.fullmatch(r"by (.+)", way):
            meant = parse.day_ahead(day[1], NINE)
            assert schedule.evenings(episodes, limits._replace(last=meant))
        elif count := re.fullmatch(r"with (\d+) an evening", way):
            assert schedule.evenings(episodes, limits._replace(per_day=int(count[1])))
            with pytest.raises(CannotPlanError):
                schedule.evenings(episodes, limits._replace(per_day=int(count[1]) - 1))
        else:
            minutes = parse.minutes(re.fullmatch(r"with (.+) an evening", way)[1])
            assert schedule.evenings(episodes, limits._replace(minutes=minutes))
            assert minutes <= schedule.time_for(episodes, limits.pause)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("month", "day"), CHANGES)
@settings(max_examples=30)  # each crosses the hour in question, or ends or begins near it
@given(st.integers(0, 8 * 60), st.lists(st.integers(1, 240), min_size=1, max_size=6))
def test_summer_time_nights_are_as_long_as_they_are(zone, month, day, late, lengths):
    """Through the night in which clocks change, elapsed time is what counts."""
    begins = clock.after(datetime(2026, month, day, 20, tzinfo=ZoneInfo(zone)), late)
    episodes = [episode(n, minutes) for n, minutes in enumerate(lengths, start=1)]

    sittings = schedule.in_a_row(episodes, begins, 0)

    elapsed = sittings[-1].ends.astimezone(UTC) - begins.astimezone(UTC)
    assert elapsed == timedelta(minutes=sum(lengths))
    assert sittings[-1].ends.tzinfo == begins.tzinfo


def test_an_hour_that_the_clock_skips_is_not_shown():
    berlin = ZoneInfo("Europe/Berlin")
    before = datetime(2026, 3, 29, 1, 30, tzinfo=berlin)

    assert f"{clock.after(before, 45):%H:%M}" == "03:15"
    assert f"{schedule.on(date(2026, 3, 28), time(2, 30), before):%H:%M}" == "03:30"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("tonight --until 23:30", "One more before 23:30: episode 2 ends at about 22:49."),
        ("tonight --until 22:54", "One more before 22:54"),
        ("tonight --until 22:53", "Another before 22:53 is too close to call."),
        ("tonight --until 22:53", "Episode 2 would end at about 22:49."),
        ("tonight --until 22:40", "There's no time for another before 22:40."),
        ("tonight --until 22:40", "Episode 2 would end at about 22:49, 9 min late."),
        ("tonight --for 1h", "One more before 23:04"),
        ("tonight --from 21:00 --until 23:00", "21:00 has passed, so this starts now."),
        ("tonight --until midnight --break 20", "Two more before 00:00"),
        ("tonight --until 1am", "Then you'll have seen them all."),
        ("tonight --until 2am --break 30", "It'll be 01:35 by then."),
        ("tonight --until 'tomorrow 11:30'", "Three more before Sun 4 Jan 11:30"),
        ("tonight", "Two more before 00:30: episode 2 ends at about 22:49 and 3 at 23:34."),
        ("tonight --from 03:30", "That's past 00:30, your bedtime."),
        ("plan --by 'next saturday'", "the last on Tue 6 Jan"),
        ("plan --from 00:30 --days sat", "Sat 3 Jan: episodes 2 and 3"),
        ("tonight --from 01:00", "Episode 2 ends at about 01:45."),
        ("tonight --until 23:40", "Stop after episode 3: episode 4 would end at 00:35, 55 min"),
        ("plan", "Two evenings, the last on Mon 5 Jan"),
        ("plan --by sunday", "One evening, on Sun 4 Jan"),
        ("plan --by 'jan 6'", "Three evenings, the last on Tue 6 Jan"),
        ("plan --by tomorrow --speed 0.5", "Sun 4 Jan is a long one: it goes on until about 02:02"),
        ("plan --per-day 1 --days weekend", "Three evenings, the last on Sun 11 Jan"),
        ("plan --start fri", "the last on Sat 10 Jan"),
        ("plan --minutes 50", "An episode longer than that gets its own evening."),
    ],
)  # fmt: skip
def test_a_plan_starts_with_the_answer(run, line, said):
    run("watched 1")

    assert said in run(line).out


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("tonight --until 21:04", 2, "21:04 has already passed."),
        ("tonight --until soon", 2, '"soon" isn\'t a time I know.'),
        ("tonight --until 23:00 --for 2h", 2, "not both"),
        ("tonight --until", 2, "--until needs a time."),
        ("tonight --for 0", 2, '"0" isn\'t a length I can use'),
        ("tonight --speed 0", 2, "--speed"),
        ("tonight --break -5", 2, "--break"),
        ("plan --per-day 0", 2, "--per-day"),
        ("plan --by yesterday", 2, "Fri 2 Jan has already passed."),
        ("plan --by someday", 2, '"someday" isn\'t a day I know.'),
        ("plan --by friday --start 2026-02-01", 2, "is before"),
        ("plan --days never", 2, '"never" isn\'t a day I know.'),
        (
            "plan --days fri --by wed",
            2,
            "None of those days falls between Sun 4 Jan and Wed 7 Jan.",
        ),
        ("plan --by sunday --per-day 2", 1, "They'd fit by Mon 5 Jan or with 3 an evening."),
        ("plan --by sunday --minutes 60", 1, "an evening."),
        ("plan --by ''", 2, '"" isn\'t a day I know.'),
        ("plan --days ''", 2, '"" isn\'t a day I know.'),
        ("plan --start today", 2, "21:00 tonight has already passed. Try --start tomorrow."),
        ("plan --from 2026-02-01T20:00", 2, "isn't a time I know. Try 23:30, 11pm or midnight."),
        ("plan --speed nan", 2, "peed"),
        ("tonight --speed nan", 2, "peed"),
        ("tonight --until 0001-01-01T00:00", 2, "isn't a time I know. Try 23:30, 11pm"),
        (
            "tonight --from 23:00 --until 22:30",
            2,
            "--until 22:30 isn't after --from 23:00.",
        ),
        ("watched --at 0001-01-01", 2, "isn't a time I know."),
    ],
)
def test_an_impossible_plan_gets_one_kind_sentence(run, line, code, said):
    run("watched 1")

    done = run(line, expect=code)

    assert said in done.err
    assert done.out == ""


def test_a_finished_season_is_no_mistake(run):
    run("watched 4")

    for line in ("tonight", "tonight --until 23:30", "plan", "plan --by sunday"):
        assert "there's nothing left to watch" in run(line).out


def test_what_was_watched_already_is_not_planned(run):
    run("watched 2 --only")

    said = json.loads(run("tonight --until 02:00 --json").out)
    assert [row["number"] for row in said["fits"]] == [1, 3, 4]


@pytest.mark.parametrize("zone", [*ZONES, "Asia/Kathmandu", "America/St_Johns"])
def test_the_local_zone_is_the_zone_of_the_system(monkeypatch, zone):
    """Through both changes of clocks, the hour that comes twice included."""
    monkeypatch.setenv("TZ", zone)
    system.tzset()
    try:
        for month, day in CHANGES:
            moment = datetime(2026, month, day, 12, tzinfo=UTC)
            for half_hours in range(80):
                utc = moment + timedelta(minutes=15 * half_hours)
                here, there = utc.astimezone(LOCAL), utc.astimezone(ZoneInfo(zone))
                assert (here.replace(tzinfo=None), here.fold) == (
                    there.replace(tzinfo=None),
                    there.fold,
                )
                assert here.utcoffset() == there.utcoffset()
    finally:
        monkeypatch.undo()
        system.tzset()


def test_next_and_tonight_agree_on_when_an_episode_ends(run, monkeypatch):
    """In the night in which clocks change, too."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setenv("RUNAWAY_NOW", "2026-03-29T01:30+01:00")
    system.tzset()
    try:
        ends = json.loads(run("next --json").out)["episode"]["ends_at"]
        assert ends == "2026-03-29T03:20+02:00"
        assert json.loads(run("tonight --until 04:00 --json").out)["fits"][0]["ends_at"] == ends
        run("watched 1 --at 01:00")
        assert "01:00" in run("history").out
    finally:
        monkeypatch.undo()
        system.tzset()
