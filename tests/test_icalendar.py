"""The calendar a plan makes: any reader agrees on its times, and a newer plan replaces an older."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar as reader
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import stand_at
from runaway_cli.language.phrases import visible
from runaway_cli.planning import icalendar, schedule
from runaway_cli.planning.calendarfile import edition_at
from runaway_cli.planning.icalendar import Edition, calendar, edition, edition_of
from runaway_cli.story.model import Episode

NINE = datetime(2026, 1, 3, 21, tzinfo=UTC)
FIRST = Edition("d0000000f", NINE)
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]  # the last by half an hour
OTHERS_FILE = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//someone//else//EN\r\n"

TEXT = st.text(max_size=80)
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
LENGTHS = st.lists(st.tuples(st.integers(1, 200), st.booleans()), min_size=1, max_size=12)
REMINDERS = st.none() | st.integers(0, 24 * 60)
OWNERS = st.binary(min_size=4, max_size=4).map(lambda key: f"d{key.hex()}")
EDITIONS = st.builds(Edition, OWNERS, MOMENTS.map(lambda moment: moment.replace(microsecond=0)))


def sittings(*lengths, begins=NINE):
    """Return a sitting for each (minutes, approximate) in `lengths`, in a row."""
    episodes = [Episode(n, *length) for n, length in enumerate(lengths, start=1)]
    return schedule.in_a_row(episodes, begins, 0)


def events(text):
    """Return the events that a reader finds in a calendar, in order."""
    return reader.Calendar.from_ical(text).walk("VEVENT")


def values(text, name):
    """Return the value of each line of that name."""
    return re.findall(rf"^{name}:(.*)\r$", text, re.MULTILINE)


@given(LENGTHS, TEXT, st.booleans(), st.sampled_from(ZONES), st.integers(0, 365), TIMES, EDITIONS)
@example([(45, False)], "\ud800;,\\\n", False, ZONES[0], 0, time(21), FIRST)
@example([(45, False)], "Lamp " * 30, False, ZONES[0], 0, time(21), FIRST)
def test_any_calendar_is_read_back_as_it_was_meant(lengths, show, floating, zone, day, at, made):
    local = NINE.astimezone(ZoneInfo(zone))
    begins = schedule.on(date(2026, 1, 1) + timedelta(days=day), at, local)
    evening = sittings(*lengths, begins=begins)

    text = calendar([evening], show=show, run=2, edition=made, floating=floating)

    found = events(text)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert len({str(event["UID"]) for event in found}) == len(lengths)
    for event, sitting in zip(found, evening, strict=True):
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == made.made
        assert event["SUMMARY"] == f"{visible(show)}, episode {sitting.episode.number}"
        if floating:
            assert event["DTSTART"].dt == sitting.begins.replace(tzinfo=None, fold=0)
            assert event["DURATION"].dt == timedelta(minutes=sitting.episode.minutes)
        else:
            assert event["DTSTART"].dt == sitting.begins.astimezone(UTC)
            assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(
                minutes=sitting.episode.minutes
            )


GO_BACK = {  # zones, and 20 minutes before the hour or half hour that comes twice is over
    "Europe/Berlin": datetime(2026, 10, 25, 0, 40, tzinfo=UTC),
    "America/New_York": datetime(2026, 11, 1, 5, 40, tzinfo=UTC),
    "Australia/Lord_Howe": datetime(2026, 4, 4, 14, 40, tzinfo=UTC),
}


@pytest.mark.parametrize(("zone", "begins"), GO_BACK.items())
def test_in_the_night_clocks_go_back_the_end_is_after_the_start(zone, begins):
    """Where the clock on the wall shows an end before the start, or too close to it."""
    evening = sittings((25, False), begins=begins.astimezone(ZoneInfo(zone)))
    on_the_wall = (time.replace(tzinfo=None) for time in evening[0][1:])
    assert next(on_the_wall) > next(on_the_wall)

    (event,) = events(calendar([evening], show="x", run=1, edition=FIRST))

    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=25)


@given(REMINDERS, st.lists(LENGTHS, min_size=1, max_size=4))
def test_an_alarm_rings_once_an_evening(minutes, lengths):
    """Not again while everybody is on the sofa."""
    evenings = [sittings(*evening) for evening in lengths]

    found = events(calendar(evenings, show="x", run=1, edition=FIRST, remind=minutes))

    alarms = [event.walk("VALARM") for event in found]
    firsts = {sum(map(len, lengths[:n])) for n in range(len(lengths))}
    for place, ringing in enumerate(alarms):
        assert len(ringing) == (minutes is not None and place in firsts)
        for alarm in ringing:
            assert alarm["TRIGGER"].dt == timedelta(minutes=-minutes)
            assert alarm["ACTION"] == "DISPLAY"
            assert str(alarm["DESCRIPTION"])


def plan(of, *, show="x", run=1, **other):
    return calendar([sittings((45, False), **other)], show=show, run=run, edition=of)


def test_a_newer_plan_moves_the_same_events():
    one, other = (plan(FIRST, begins=begins) for begins in (NINE, NINE + timedelta(days=1)))

    assert values(one, "UID") == values(other, "UID")


def test_each_person_each_show_and_each_run_has_events_of_its_own():
    plans = [
        plan(FIRST),
        plan(FIRST._replace(owner="d0000000e")),
        plan(FIRST, show="y"),
        plan(FIRST, run=2),
    ]

    assert len({uid for text in plans for uid in values(text, "UID")}) == len(plans)


@given(EDITIONS)
def test_a_plan_says_which_edition_it_is(made):
    assert edition_of(plan(made)) == made


@pytest.mark.parametrize("made", ["", "20260199T210000Z", "20260103", "99991231T235959Z"])
def test_a_plan_somebody_edited_says_no_edition(made):
    text = plan(FIRST).replace("LAST-MODIFIED:20260103T210000Z", f"LAST-MODIFIED:{made}")

    assert edition_of(text) is None


@given(st.none() | TEXT, MOMENTS, st.none() | EDITIONS, TEXT)
def test_every_edition_is_newer_than_the_one_it_replaces(first, moment, earlier, chance):
    """Also within one second, and after a clock was set back."""
    made = edition(first, moment, earlier=earlier, chance=chance)

    assert made.made >= moment.replace(microsecond=0)
    assert 0 <= made.sequence < 2**31
    if earlier:
        assert made.made > earlier.made
        is_in_range = earlier.sequence < 2**31 - 1 and made.made > icalendar._EPOCH
        assert made.sequence - earlier.sequence >= is_in_range


def owner(first, chance, earlier=None):
    return edition(first, NINE, earlier=earlier, chance=chance).owner


def test_the_owner_is_the_diary():
    assert owner("01a", "1234") == owner("01a", "4321")
    assert owner("01a", "1234") != owner("01b", "1234")
    assert owner(None, "1234") != owner(None, "4321")


def test_a_plan_made_before_the_first_mark_keeps_its_owner():
    """Otherwise the calendar would hold it twice."""
    before = edition(None, NINE, earlier=None, chance="1234")
    other = edition("01b", NINE, earlier=None, chance="4321")

    assert owner("01a", "4321", earlier=before) == before.owner
    assert owner("01a", "4321", earlier=other) == owner("01a", "1234")


def test_a_calendar_tells_no_title(run):
    run("watched 2")

    assert "Ashes" in run("tonight").out
    assert "Ashes" not in run("plan --ics -").out


def test_times_are_utc_unless_they_shall_float(run):
    run("watched 1")

    plain = run("plan --ics -").out

    assert values(plain, "DTSTART")[0] == "20260104T210000Z"
    assert values(plain, "DTEND")[0] == "20260104T214500Z"
    assert run("plan --ics - --utc").out == plain
    travelling = run("plan --ics - --floating").out
    assert values(travelling, "DTSTART")[0] == "20260104T210000"
    assert values(travelling, "DURATION")[0] == "PT45M"
    assert "DTEND" not in travelling


def test_a_reminder_is_set(run):
    said = run("plan --ics - --remind 15 --per-day 2").out

    assert values(said, "TRIGGER") == ["-PT15M"] * 2
    assert "VALARM" not in run("plan --ics -").out


def test_standard_output_counts_the_seconds(run, monkeypatch):
    """There, no older plan says which edition is next."""
    stamps = []
    for second in ("00", "01"):
        monkeypatch.setenv("RUNAWAY_NOW", f"2026-01-03T22:04:{second}+00:00")
        said = run("plan --ics -").out
        stamps.append((values(said, "SEQUENCE")[0], values(said, "LAST-MODIFIED")[0]))

    (one, first), (two, second) = stamps
    assert int(two) == int(one) + 1
    assert (first, second) == ("20260103T220400Z", "20260103T220401Z")


def test_two_people_have_plans_of_their_own(run, tmp_path, monkeypatch):
    plans = []
    for name in ("one", "two"):
        monkeypatch.setenv("RUNAWAY_HOME", str(tmp_path / name))
        run("watched 1")
        plans.append(set(values(run("plan --ics -").out, "UID")))

    assert len(plans[0] | plans[1]) == 6


def test_a_calendar_is_saved_and_saved_again_as_a_newer_edition(run, tmp_path):
    path = tmp_path / "plan.ics"

    assert f"Wrote 4 calendar events to {path}." in run(f"plan --ics {path}").out
    before, uids = edition_at(str(path)), values(path.read_bytes().decode(), "UID")
    run(f"plan --ics {path} --per-day 1")

    after = edition_at(str(path))
    assert len(events(path.read_bytes())) == 4
    assert values(path.read_bytes().decode(), "UID") == uids
    assert (after.owner, after.sequence) == (before.owner, before.sequence + 1)
    assert after.made == before.made + timedelta(seconds=1)


def test_standard_output_gets_what_a_file_would(run, home, tmp_path):
    stand_at(home, 1)
    path = tmp_path / "plan.ics"
    run(f"plan --ics {path} --remind 5")

    assert run("plan --ics - --remind 5").out.encode() == path.read_bytes()


def test_nothing_else_is_written_over(run, tmp_path):
    path = tmp_path / "plan.ics"

    for own in ("my novel", OTHERS_FILE):
        path.write_bytes(own.encode())
        for name in (path, f"{path}/", f"{path}/.", tmp_path / "nowhere" / ".." / path.name):
            assert "isn't a runaway plan" in run(f"plan --ics {name}", expect=1).err
            assert path.read_bytes() == own.encode()


def test_a_finished_season_leaves_the_older_plan(run, tmp_path):
    path = tmp_path / "plan.ics"
    run(f"plan --ics {path}")
    before = path.read_bytes()
    run("watched 4")

    assert "there's nothing left to watch" in run(f"plan --ics {path}").out
    assert path.read_bytes() == before


def test_a_link_in_a_circle_is_no_plan(run, tmp_path):
    path = tmp_path / "plan.ics"
    path.symlink_to(path)

    assert "isn't a runaway plan" in run(f"plan --ics {path}", expect=1).err


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("plan --json --ics -", 2, "Use --json or --ics -"),
        ("plan --ics /", 1, "isn't a runaway plan"),
        ("plan --ics /dev/null", 1, "isn't a runaway plan"),
        ("plan --ics ''", 1, "isn't a runaway plan"),
        ("plan --ics nowhere/at/all.ics", 1, "no such file or directory"),
        ("plan --ics - --utc --floating", 2, "Use --floating or --utc, not both."),
        ("plan --remind 15", 2, "--remind is for the calendar. Try: runaway plan --ics plan.ics"),
        ("plan --floating", 2, "--floating is for the calendar."),
        ("plan --ics - --remind soon", 2, '"soon" isn\'t a length I can use'),
        ("plan --ics - --remind 25h", 2, '"25h" isn\'t a length I can use'),
    ],
)
def test_a_calendar_that_cannot_be_gets_one_kind_sentence(run, line, code, said):
    done = run(line, expect=code)

    assert said in done.err
    assert done.out == ""
