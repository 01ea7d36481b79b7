"""Times as people say them, in both directions."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runaway_cli.language import clock, parse, phrases
from runaway_cli.language.errors import AlreadyPastError, NotUnderstoodError, NotYetError

MORNING = datetime(2026, 1, 3, 9, 30, tzinfo=UTC)  # a Saturday
EVENING = datetime(2026, 1, 3, 22, 4, tzinfo=UTC)


def at(day, hour, minute=0):
    return datetime(2026, 1, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment", "meant"),
    [
        pytest.param("21:15", EVENING, at(3, 21, 15), id="tonight"),
        pytest.param("21:15", MORNING, at(2, 21, 15), id="last night, said in the morning"),
        pytest.param("at 21.15", EVENING, at(3, 21, 15), id="with at, and a dot"),
        pytest.param("9pm", EVENING, at(3, 21), id="pm"),
        pytest.param("12:10 AM", EVENING, at(3, 0, 10), id="am"),
        pytest.param("today", EVENING, date(2026, 1, 3), id="today"),
        pytest.param("Yesterday", EVENING, date(2026, 1, 2), id="yesterday"),
        pytest.param("yesterday 22:40", EVENING, at(2, 22, 40), id="yesterday at a time"),
        pytest.param("yesterday, at 22:40", EVENING, at(2, 22, 40), id="with a comma"),
        pytest.param("friday", EVENING, date(2026, 1, 2), id="a weekday"),
        pytest.param("thu 20:00", EVENING, at(1, 20), id="a short weekday at a time"),
        pytest.param("sat 23:00", EVENING, datetime(2025, 12, 27, 23, tzinfo=UTC), id="a week ago"),
        pytest.param("2026-01-01", EVENING, date(2026, 1, 1), id="a date"),
        pytest.param("2026-01-01 22:40", EVENING, at(1, 22, 40), id="a date at a time"),
        pytest.param("2026-01-01T22:40", EVENING, at(1, 22, 40), id="ISO"),
        pytest.param("tonight", EVENING, date(2026, 1, 3), id="tonight, the day"),
        pytest.param("tonight 21:00", EVENING, at(3, 21), id="tonight, at a time"),
        pytest.param("last night", EVENING, date(2026, 1, 2), id="last night, the day"),
        pytest.param("last night 23:10", EVENING, at(2, 23, 10), id="last night, at a time"),
        pytest.param("last night 01:00", EVENING, at(3, 1), id="last night, late"),
        pytest.param("tonight 23:00", at(3, 0, 30), at(2, 23), id="tonight, before midnight"),
        pytest.param("tonight", at(3, 0, 30), date(2026, 1, 2), id="the night that goes on"),
        pytest.param("last night 23:00", at(3, 0, 30), at(1, 23), id="the night before this one"),
        pytest.param("on friday", EVENING, date(2026, 1, 2), id="on a weekday"),
        pytest.param("22:40 yesterday", EVENING, at(2, 22, 40), id="the time first"),
        pytest.param("9pm on friday", EVENING, at(2, 21), id="the time first, on a weekday"),
        pytest.param("1 jan", EVENING, date(2026, 1, 1), id="a day of a month"),
        pytest.param("Thu 1 Jan 22:40", EVENING, at(1, 22, 40), id="as history says it"),
        pytest.param("30 December", EVENING, date(2025, 12, 30), id="a day of last year"),
        pytest.param("3 mar 2020", EVENING, date(2020, 3, 3), id="a day of a year"),
        pytest.param(
            "2026-01-01T22:40:30", EVENING, at(1, 22, 40).replace(second=30), id="seconds"
        ),
        pytest.param("2026-01-01T23:40+01:00", EVENING, at(1, 22, 40), id="ISO with an offset"),
    ],
)
def test_a_time_means_the_latest_it_can(text, moment, meant):
    assert parse.past(text, moment) == meant


@pytest.mark.parametrize("text", ["tomorrow", "2026-01-04", "2026-01-03T23:00Z", "today 23:59"])
def test_what_is_still_to_come_is_refused(text):
    with pytest.raises(NotYetError):
        parse.past(text, EVENING)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "25:00",
        "13pm",
        "22",
        "2026-13-01",
        "fr",
        "\x00",
        "22:40:99",
        "t9pm",
        "satt9pm",
        "31 feb",
        "0 jan",
        "0001-01-01",
        "0001-01-01T00:00+00:00",
        "12:61",
        "2026-01-01T10:00+01:00:30",
    ],
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(NotUnderstoodError):
        parse.past(text, EVENING)


@given(st.text(max_size=30))
def test_any_text_is_a_past_time_or_refused(text):
    try:
        when = parse.past(text, EVENING)
    except (NotUnderstoodError, NotYetError):
        return
    assert when <= (EVENING if isinstance(when, datetime) else EVENING.date())


@given(st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 3, 22)))
def test_a_date_and_time_written_out_is_understood(naive):
    when = naive.replace(second=0, microsecond=0, tzinfo=UTC)

    assert parse.past(f"{when:%Y-%m-%d %H:%M}", EVENING) == when


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


@given(
    st.datetimes(datetime(2025, 12, 1), datetime(2026, 1, 3, 22)),
    st.integers(0, 3 * 24 * 60) | st.integers(0, 400 * 24 * 60),
)
@example(datetime(2026, 1, 1, 23), 90)
@example(datetime(2026, 1, 1, 2), 22 * 60 + 30)
def test_what_is_said_is_understood(naive, minutes):
    """Whatever a screen says of a time, at any later time, can be typed back then."""
    when = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    moment = when + timedelta(minutes=minutes)

    assert parse.past(clock.say(when, moment), moment) == when


def test_a_meal_after_midnight_belongs_to_the_evening_before():
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
    ("text", "moment", "meant"),
    [
        ("23:30", EVENING, at(3, 23, 30)),
        ("00:30", EVENING, at(4, 0, 30)),
        ("1am", EVENING, at(4, 1)),
        ("midnight", EVENING, at(4, 0)),
        ("tonight 01:00", EVENING, at(4, 1)),
        ("tomorrow 01:00", EVENING, at(4, 1)),
        ("tomorrow at noon", EVENING, at(4, 12)),
        ("tonight 01:00", at(4, 0, 30), at(4, 1)),
        ("21:00", EVENING, at(3, 21)),
        ("15:00", EVENING, at(4, 15)),
        ("23:30", MORNING, at(3, 23, 30)),
        ("23:30", at(4, 0, 30), at(3, 23, 30)),
        ("2026-01-04T01:15", EVENING, at(4, 1, 15)),
        ("2026-01-04T01:15+01:00", EVENING, at(4, 0, 15)),
    ],
)
def test_a_time_ahead_means_this_evening(text, moment, meant):
    assert parse.ahead(text, moment) == meant


@pytest.mark.parametrize(
    "text", ["", "soon", "25:00", "9", "yesterday 22:00", "x" * 99, "9999-01-01"]
)
def test_what_is_no_time_ahead_is_said(text):
    with pytest.raises(NotUnderstoodError):
        parse.ahead(text, EVENING)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", date(2026, 1, 3)),
        ("Tonight", date(2026, 1, 3)),
        ("tomorrow", date(2026, 1, 4)),
        ("sunday", date(2026, 1, 4)),
        ("next fri", date(2026, 1, 9)),
        ("sat", date(2026, 1, 3)),
        ("next sat", date(2026, 1, 10)),
        ("4 jan", date(2026, 1, 4)),
        ("jan 4", date(2026, 1, 4)),
        ("Sun 4 Jan", date(2026, 1, 4)),
        ("10jan", date(2026, 1, 10)),
        ("2 January", date(2027, 1, 2)),
        ("1 mar 2027", date(2027, 3, 1)),
        ("2026-01-04", date(2026, 1, 4)),
    ],
)
def test_a_day_ahead_is_the_next_it_can_be(text, meant):
    assert parse.day_ahead(text, EVENING) == meant


def test_after_midnight_it_is_still_the_same_evening():
    assert parse.day_ahead("today", at(4, 1)) == date(2026, 1, 3)


@pytest.mark.parametrize("text", ["", "someday", "31 feb", "9999-01-01", "x" * 99, "\0"])
def test_what_is_no_day_is_said(text):
    with pytest.raises(NotUnderstoodError):
        parse.day_ahead(text, EVENING)


@pytest.mark.parametrize("text", ["yesterday", "2026-01-02", "1 jan 2026"])
def test_a_day_that_has_passed_is_said(text):
    with pytest.raises(AlreadyPastError):
        parse.day_ahead(text, EVENING)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("2h", 120), ("1h30", 90), ("1 h 30 min", 90), ("90", 90), ("90m", 90), ("90 minutes", 90),
     ("1:30", 90), ("1.5h", 90), ("1,5 hours", 90), ("24h", 1440)],
)  # fmt: skip
def test_a_length_is_said_in_many_ways(text, meant):
    assert parse.minutes(text) == meant


@pytest.mark.parametrize("text", ["", "0", "h", "25h", "-5", "two", "1h90m30", "9" * 99])
def test_what_is_no_length_is_said(text):
    with pytest.raises(NotUnderstoodError):
        parse.minutes(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("fri,sat,sun", {4, 5, 6}), ("Fri - Sun", {4, 5, 6}), ("sun-tue", {6, 0, 1}),
     ("weekend", {5, 6}), ("weekdays", {0, 1, 2, 3, 4}), ("monday; wed", {0, 2})],
)  # fmt: skip
def test_weekdays_are_said_in_many_ways(text, meant):
    assert parse.weekdays(text) == meant


@pytest.mark.parametrize("text", ["", "fr", "never", "fri-", "fri-sat-sun", ",", "x" * 99])
def test_what_are_no_weekdays_is_said(text):
    with pytest.raises(NotUnderstoodError):
        parse.weekdays(text)


@given(st.text(max_size=40))
def test_any_text_ahead_is_understood_or_refused(text):
    for understand in (parse.ahead, parse.day_ahead):
        with contextlib.suppress(NotUnderstoodError, NotUnderstoodError, AlreadyPastError):
            understand(text, EVENING)
    for understand in (parse.minutes, parse.weekdays):
        with contextlib.suppress(NotUnderstoodError, NotUnderstoodError):
            understand(text)
