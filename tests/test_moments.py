"""The corners of time: the 12-hour clock, nights, new years, clock changes, and any text."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import at
from runaway_cli.errors import UsageError
from runaway_cli.language import clock, parse
from runaway_cli.language.errors import NotUnderstoodError, NotYetError

MORNING = datetime(2026, 1, 3, 9, 30, tzinfo=UTC)  # a Saturday
EVENING = datetime(2026, 1, 3, 22, 4, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("text", "moment", "meant", "taken_as"),
    [
        ("11:30", at(3, 22, 28), at(3, 23, 30), "23:30"),
        ("12:00", at(3, 22, 28), at(4, 0), "00:00"),
        ("12:30", at(3, 22, 28), at(4, 0, 30), "00:30"),
        ("1:30", at(3, 22, 28), at(4, 1, 30), None),
        ("11:30", at(3, 14), at(3, 23, 30), "23:30"),
        ("1:30", at(3, 12, 30), at(3, 13, 30), "13:30"),
        ("11:30", MORNING, at(3, 11, 30), None),
        ("today 11:30", at(3, 22, 28), at(3, 23, 30), "23:30"),
        ("9:30", at(3, 22, 28), at(4, 9, 30), "tomorrow 09:30"),
        ("09:30", at(3, 20), at(4, 9, 30), "tomorrow 09:30"),
        ("noon", at(3, 22, 28), at(4, 12), "tomorrow 12:00"),
        ("15:00", EVENING, at(4, 15), "tomorrow 15:00"),
        ("6:30", at(4, 4, 30), at(4, 6, 30), "today 06:30"),
        ("11:30", at(4, 0, 10), at(4, 11, 30), "today 11:30"),
        ("23:30", at(3, 22, 28), at(3, 23, 30), None),
        ("tomorrow 9:30", at(3, 22, 28), at(4, 9, 30), None),
    ],
)
def test_a_time_that_can_mean_two_things_says_which(text, moment, meant, taken_as):
    """In the 12-hour clock, bedtime is tonight; and no evening ends at noon without a word."""
    assert parse.ahead(text, moment) == parse.Ahead(meant, taken_as)


@pytest.mark.parametrize(
    ("text", "moment", "meant"),
    [
        pytest.param("21:15", MORNING, at(2, 21, 15), id="last night, said in the morning"),
        pytest.param("tonight 23:00", at(3, 0, 30), at(2, 23), id="tonight, after midnight"),
        pytest.param("tonight", at(3, 0, 30), date(2026, 1, 2), id="the night that goes on"),
        pytest.param("last night 23:00", at(3, 0, 30), at(1, 23), id="the night before this one"),
        pytest.param("friday night", at(2, 9), date(2025, 12, 26), id="a night not begun"),
        pytest.param("friday night", at(2, 22), date(2026, 1, 2), id="a night begun"),
        pytest.param("tonight", MORNING, NotYetError, id="an evening not begun"),
        pytest.param("yesterday", at(1, 12), date(2025, 12, 31), id="last year"),
        pytest.param("23:00", at(1, 0, 30), at(1, 23) - timedelta(1), id="new year's eve"),
    ],
)
def test_a_time_gone_by_is_the_latest_it_can_be(text, moment, meant):
    if isinstance(meant, type):
        with pytest.raises(meant):
            parse.past(text, moment)
    else:
        assert parse.past(text, moment) == meant


@pytest.mark.parametrize(
    ("text", "moment", "meant"),
    [
        ("23:30", MORNING, at(3, 23, 30)),
        ("23:30", at(4, 0, 30), at(3, 23, 30)),
        ("21:00", at(4, 4), at(4, 21)),
        ("tonight 01:00", at(4, 0, 30), at(4, 1)),
        ("fri 21:15", at(2, 22), at(9, 21, 15)),
        ("00:30", datetime(2025, 12, 31, 22, tzinfo=UTC), at(1, 0, 30)),
        ("midnight", datetime(2026, 1, 31, 22, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)),
    ],
)
def test_a_time_to_come_is_this_evening(text, moment, meant):
    assert parse.ahead(text, moment).moment == meant


def test_after_midnight_it_is_still_the_same_evening():
    assert parse.day_ahead("today", at(4, 1)) == date(2026, 1, 3)


def london(month, day, hour, minute=0, *, fold=0):
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON, fold=fold)


@pytest.mark.parametrize(
    ("text", "moment", "utc"),
    [
        pytest.param("01:30", london(3, 28, 22), "01:30", id="an hour that is skipped"),
        pytest.param("02:30", london(3, 28, 22), "01:30", id="the hour after it"),
        pytest.param("in 2 hours", london(3, 29, 0, 30), "02:30", id="across the skipped hour"),
        pytest.param("01:30", london(10, 24, 23), "00:30", id="the first of an hour twice"),
        pytest.param("01:30", london(10, 25, 1, 40), "01:30", id="the second, after the first"),
        pytest.param("01:50", london(10, 25, 1, 40, fold=1), "01:50", id="the second, in it"),
        pytest.param("in 2 hours", london(10, 25, 0, 30), "01:30", id="across both hours"),
    ],
)
def test_a_time_to_come_follows_the_clock_on_the_wall(text, moment, utc):
    assert f"{parse.ahead(text, moment).moment.astimezone(UTC):%H:%M}" == utc


def test_a_time_that_the_clock_skips_is_an_hour_later():
    assert f"{parse.ahead('01:30', london(3, 28, 22)).moment:%H:%M}" == "02:30"


def test_a_time_whose_offset_has_seconds_cannot_be_kept():
    """As local times had before there were zones."""
    with pytest.raises(NotUnderstoodError):
        parse.past("1 jan 1930 12:00", EVENING.astimezone(ZoneInfo("America/St_Johns")))


@pytest.mark.parametrize(
    ("text", "moment", "utc"),
    [
        pytest.param("01:30", london(3, 29, 9), "01:30", id="an hour that was skipped"),
        pytest.param("2 hours ago", london(3, 29, 2, 30), "23:30", id="across the skipped hour"),
        pytest.param("01:30", london(10, 25, 9), "01:30", id="the second of an hour twice"),
        pytest.param("01:30", london(10, 25, 1, 10, fold=1), "00:30", id="the first, still"),
        pytest.param("2 hours ago", london(10, 25, 1, 30, fold=1), "23:30", id="across both hours"),
    ],
)
def test_a_time_gone_by_follows_the_clock_on_the_wall(text, moment, utc):
    assert f"{parse.past(text, moment).astimezone(UTC):%H:%M}" == utc


PIECES = st.sampled_from(
    ["now", "ago", "in", "last", "next", "this", "tonight", "today", "yesterday", "tomorrow",
     "night", "evening", "morning", "friday", "sat", "jan", "3rd", "29", "feb", "2026",
     "2026-03-29", "at", "on", "9", "9pm", "21:15", "01:30", "24:00", "2330", "midnight", "noon",
     "an", "half", "and", "a", "hour", "hours", "2", "1,5h", "999", "days", "weeks", "+01:00",
     "-", ",", "T"]
)  # fmt: skip
PHRASES = st.lists(PIECES, max_size=5).map(" ".join)
TEXTS = st.text(max_size=70) | PHRASES
ZONES = st.sampled_from([UTC, LONDON, ZoneInfo("Australia/Lord_Howe")])
CLOCK_CHANGES = [(2026, 3, 28), (2026, 10, 24), (2026, 4, 4), (2025, 12, 31), (2024, 2, 28)]
WALLS = st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)) | st.builds(
    lambda day, minutes: datetime(*day) + timedelta(minutes=minutes),
    st.sampled_from(CLOCK_CHANGES),
    st.integers(0, 2 * 24 * 60),
)
MOMENT = st.builds(lambda wall, zone: wall.replace(tzinfo=UTC).astimezone(zone), WALLS, ZONES)


def understood(understand, *args):
    """Return what a text means, None when it is refused in a sentence."""
    with contextlib.suppress(UsageError):
        return understand(*args)


@given(TEXTS, MOMENT)
def test_no_text_means_a_past_to_come(text, moment):
    when = understood(parse.past, text, moment)

    if isinstance(when, datetime):
        assert when.astimezone(UTC) <= moment.astimezone(UTC)
        assert clock.has_offset(when)
    elif when:
        assert when <= moment.date()


@given(TEXTS, MOMENT)
def test_no_text_means_a_time_out_of_reach(text, moment):
    meant = understood(parse.ahead, text, moment)
    day = understood(parse.day_ahead, text, moment)

    if meant:
        assert -7 * 60 <= clock.minutes_between(moment, meant.moment) <= 3652 * 24 * 60
    if day:
        assert timedelta(0) <= day - clock.evening(moment) <= timedelta(3650)


@given(st.times(), MOMENT)
def test_a_time_alone_is_within_a_day(at, moment):
    meant = parse.ahead(f"{at:%H:%M}", moment)

    assert -7 * 60 <= clock.minutes_between(moment, meant.moment) <= 19 * 60


@given(st.integers(0, 23), st.integers(0, 59), WALLS)
def test_a_time_alone_is_shown_as_it_was_typed_or_as_it_says(hour, minute, wall):
    typed = f"{hour}:{minute:02}"

    meant = parse.ahead(typed, wall.replace(tzinfo=UTC))

    shown = f"{meant.moment.hour}:{minute:02}"
    assert shown == typed or (meant.taken_as and meant.taken_as.endswith(shown))


@given(TEXTS)
def test_any_text_is_some_weekdays_and_a_number_or_refused(text):
    days, number = understood(parse.weekdays, text), understood(parse.number, text)

    assert days is None or (days and days <= set(range(7)))
    assert number is None or 0 <= number < 1_000_000


@given(PHRASES, MOMENT)
def test_blanks_and_case_mean_nothing(text, moment):
    shouted = f" {text.upper().replace(' ', '  ')} "[:60]

    for understand in (parse.past, parse.ahead, parse.day_ahead):
        plain = understood(understand, " ".join(shouted.lower().split()), moment)
        assert understood(understand, shouted, moment) == plain


@given(st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 3, 22)))
def test_a_date_and_time_written_out_is_understood(naive):
    when = naive.replace(second=0, microsecond=0, tzinfo=UTC)

    assert parse.past(f"{when:%Y-%m-%d %H:%M}", EVENING) == when


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
