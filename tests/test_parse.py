"""Moments, days and lengths as people type them: a table for each grammar.

The tables make this file long; the corners of time are in `test_moments`.
"""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import at
from runaway_cli.errors import UsageError
from runaway_cli.language import parse
from runaway_cli.language.errors import AlreadyPastError, NotUnderstoodError, NotYetError

EVENING = datetime(2026, 1, 3, 22, 4, tzinfo=UTC)  # a Saturday


MOMENTS = {  # in the evening: what it means of what was, and of what is to come
    "now": (at(3, 22, 4), at(3, 22, 4)),
    "2 hours ago": (at(3, 20, 4), at(3, 20, 4)),
    "an hour ago": (at(3, 21, 4), at(3, 21, 4)),
    "half an hour ago": (at(3, 21, 34), at(3, 21, 34)),
    "an hour and a half ago": (at(3, 20, 34), at(3, 20, 34)),
    "20 minutes ago": (at(3, 21, 44), at(3, 21, 44)),
    "10m ago": (at(3, 21, 54), at(3, 21, 54)),
    "30 hours ago": (at(2, 16, 4), AlreadyPastError),
    "in 2 hours": (NotYetError, at(4, 0, 4)),
    "in half an hour": (NotYetError, at(3, 22, 34)),
    "20 minutes from now": (NotYetError, at(3, 22, 24)),
    "21:15": (at(3, 21, 15), at(3, 21, 15)),
    "at 21.15": (at(3, 21, 15), at(3, 21, 15)),
    "21h15": (at(3, 21, 15), at(3, 21, 15)),
    "2115": (at(3, 21, 15), at(3, 21, 15)),
    "2330": (at(2, 23, 30), at(3, 23, 30)),
    "21:05:30": (at(3, 21, 5, 30), at(3, 21, 5, 30)),
    "9pm": (at(3, 21), at(3, 21)),
    "9 PM": (at(3, 21), at(3, 21)),
    "9 p.m.": (at(3, 21), at(3, 21)),
    "9.30pm": (at(3, 21, 30), at(3, 21, 30)),
    "12:10 AM": (at(3, 0, 10), at(4, 0, 10)),
    "about 9pm": (at(3, 21), at(3, 21)),
    "midnight": (at(3, 0), at(4, 0)),
    "24:00": (at(3, 0), at(4, 0)),
    "00:00": (at(3, 0), at(4, 0)),
    "noon": (at(3, 12), at(4, 12)),
    "tonight 21:00": (at(3, 21), at(3, 21)),
    "tonight at 9": (at(3, 21), at(3, 21)),
    "tonight at 9:30": (at(3, 21, 30), at(3, 21, 30)),
    "9:30 tonight": (at(3, 21, 30), at(3, 21, 30)),
    "this evening, 9.30 pm": (at(3, 21, 30), at(3, 21, 30)),
    "tonight 01:00": (NotYetError, at(4, 1)),
    "tonight at 12": (NotYetError, at(4, 0)),
    "midnight tonight": (NotYetError, at(4, 0)),
    "this morning at 9": (at(3, 9), AlreadyPastError),
    "this afternoon at 3": (at(3, 15), AlreadyPastError),
    "today 21:15": (at(3, 21, 15), at(3, 21, 15)),
    "today at 23:59": (NotYetError, at(3, 23, 59)),
    "yesterday 22:40": (at(2, 22, 40), AlreadyPastError),
    "yesterday, at 22:40": (at(2, 22, 40), AlreadyPastError),
    "22:40 yesterday": (at(2, 22, 40), AlreadyPastError),
    "yesterday evening at 9": (at(2, 21), AlreadyPastError),
    "yesterday midnight": (at(3, 0), AlreadyPastError),
    "last night 23:10": (at(2, 23, 10), AlreadyPastError),
    "last night at 11": (at(2, 23), AlreadyPastError),
    "last night 11:30": (at(2, 23, 30), AlreadyPastError),
    "last night 01:00": (at(3, 1), AlreadyPastError),
    "last night at 12": (at(3, 0), AlreadyPastError),
    "2 nights ago at 11": (at(1, 23), AlreadyPastError),
    "2 days ago 21:00": (at(1, 21), AlreadyPastError),
    "tomorrow 9pm": (NotYetError, at(4, 21)),
    "tomorrow at noon": (NotYetError, at(4, 12)),
    "tomorrow 01:00": (NotYetError, at(4, 1)),
    "tomorrow night at 9": (NotYetError, at(4, 21)),
    "in 2 days at 9pm": (NotYetError, at(5, 21)),
    "fri 21:15": (at(2, 21, 15), at(9, 21, 15)),
    "9pm on friday": (at(2, 21), at(9, 21)),
    "friday night at 9": (at(2, 21), at(9, 21)),
    "friday night at 1": (at(3, 1), at(10, 1)),
    "last friday 21:15": (at(2, 21, 15), AlreadyPastError),
    "next friday 21:15": (NotYetError, at(9, 21, 15)),
    "sat 23:00": (at(3, 23) - timedelta(7), at(3, 23)),
    "1 jan 22:40": (at(1, 22, 40), at(1, 22, 40).replace(year=2027)),
    "Thu 1 Jan 2026 22:40": (at(1, 22, 40), AlreadyPastError),
    "2 jan 2130": (at(2, 21, 30), at(2, 21, 30).replace(year=2027)),
    "2026-01-01 22:40": (at(1, 22, 40), AlreadyPastError),
    "2026-01-01T22:40": (at(1, 22, 40), AlreadyPastError),
    "2026-01-01T22:40:30": (at(1, 22, 40, 30), AlreadyPastError),
    "2026-01-01T23:40+01:00": (at(1, 22, 40), AlreadyPastError),
    "2026-01-03T22:40": (NotYetError, at(3, 22, 40)),
    "2026-01-03T22:40+01:00": (at(3, 21, 40), at(3, 21, 40)),
}
DAYS = {  # in the evening: what it means of what was, and of what is to come
    "today": (date(2026, 1, 3), date(2026, 1, 3)),
    "tonight": (date(2026, 1, 3), date(2026, 1, 3)),
    "this evening": (date(2026, 1, 3), date(2026, 1, 3)),
    "this morning": (date(2026, 1, 3), date(2026, 1, 3)),
    "yesterday": (date(2026, 1, 2), AlreadyPastError),
    "yesterday evening": (date(2026, 1, 2), AlreadyPastError),
    "last night": (date(2026, 1, 2), AlreadyPastError),
    "the day before yesterday": (date(2026, 1, 1), AlreadyPastError),
    "2 days ago": (date(2026, 1, 1), AlreadyPastError),
    "two nights ago": (date(2026, 1, 1), AlreadyPastError),
    "a week ago": (date(2025, 12, 27), AlreadyPastError),
    "tomorrow": (NotYetError, date(2026, 1, 4)),
    "tomorrow night": (NotYetError, date(2026, 1, 4)),
    "the day after tomorrow": (NotYetError, date(2026, 1, 5)),
    "in 3 days": (NotYetError, date(2026, 1, 6)),
    "in a week": (NotYetError, date(2026, 1, 10)),
    "sat": (date(2026, 1, 3), date(2026, 1, 3)),
    "Friday": (date(2026, 1, 2), date(2026, 1, 9)),
    "on friday": (date(2026, 1, 2), date(2026, 1, 9)),
    "fri": (date(2026, 1, 2), date(2026, 1, 9)),
    "thurs": (date(2026, 1, 1), date(2026, 1, 8)),
    "friday night": (date(2026, 1, 2), date(2026, 1, 9)),
    "last friday": (date(2026, 1, 2), AlreadyPastError),
    "last sat": (date(2025, 12, 27), AlreadyPastError),
    "next fri": (NotYetError, date(2026, 1, 9)),
    "next sat": (NotYetError, date(2026, 1, 10)),
    "this sunday": (NotYetError, date(2026, 1, 4)),
    "1 jan": (date(2026, 1, 1), date(2027, 1, 1)),
    "3 Jan": (date(2026, 1, 3), date(2026, 1, 3)),
    "3rd jan": (date(2026, 1, 3), date(2026, 1, 3)),
    "the 3rd of January": (date(2026, 1, 3), date(2026, 1, 3)),
    "jan 3": (date(2026, 1, 3), date(2026, 1, 3)),
    "January 3rd": (date(2026, 1, 3), date(2026, 1, 3)),
    "10jan": (date(2025, 1, 10), date(2026, 1, 10)),
    "Sat 3 Jan": (date(2026, 1, 3), date(2026, 1, 3)),
    "30 December": (date(2025, 12, 30), date(2026, 12, 30)),
    "29 feb": (date(2024, 2, 29), date(2028, 2, 29)),
    "1 mar 2027": (NotYetError, date(2027, 3, 1)),
    "jan 4, 2026": (NotYetError, date(2026, 1, 4)),
    "1 jan 2026": (date(2026, 1, 1), AlreadyPastError),
    "2026-01-03": (date(2026, 1, 3), date(2026, 1, 3)),
}
TIMES = {
    "21:00": time(21), "9pm": time(21), "9:15 pm": time(21, 15), "at 21.15": time(21, 15),
    "2115": time(21, 15), "21:05:30": time(21, 5, 30), "9:00": time(9), "midnight": time(0),
    "24:00": time(0), "noon": time(12), "12am": time(0), "12pm": time(12),
}  # fmt: skip
LENGTHS = {
    "90": 90, "90m": 90, "90min": 90, "90 minutes": 90, "10m": 10, "1:30": 90, "2h": 120,
    "1h30": 90, "1 h 30": 90, "1 h 30 min": 90, "1hr 30mins": 90, "1.5h": 90, "1,5h": 90,
    "1,5 hours": 90, "24h": 1440, "an hour": 60, "half an hour": 30, "an hour and a half": 90,
    "an hour and 20 minutes": 80, "two hours": 120, "2 and a half hours": 150, "ten minutes": 10,
}  # fmt: skip
NUMBERS = {"1": 1, "1.25": 1.25, "1,25": 1.25, "0,5": 0.5, "1.5x": 1.5, " 2 ": 2}
WEEKDAYS = {
    "fri,sat,sun": {4, 5, 6}, "Fri - Sun": {4, 5, 6}, "fri–sun": {4, 5, 6}, "fri to sun": {4, 5, 6},
    "sun-tue": {6, 0, 1}, "weekend": {5, 6}, "weekends": {5, 6}, "weekdays": {0, 1, 2, 3, 4},
    "monday; wed": {0, 2}, "fri and sat": {4, 5}, "fridays": {4}, "tues thurs": {1, 3},
    "weekend, mon": {5, 6, 0}, "every day": {0, 1, 2, 3, 4, 5, 6},
}  # fmt: skip


def past(text):
    return parse.past(text, EVENING)


def ahead(text):
    return parse.ahead(text, EVENING).moment


def day_ahead(text):
    return parse.day_ahead(text, EVENING)


PAST = {text: meant for text, (meant, _) in (MOMENTS | DAYS).items()}
AHEAD = {text: meant for text, (_, meant) in MOMENTS.items()}
DAY = {text: meant for text, (_, meant) in DAYS.items()}
GRAMMARS = {
    "what was": (past, PAST),
    "what is to come": (ahead, AHEAD),
    "a length": (parse.minutes, LENGTHS),
    "a number": (parse.number, NUMBERS),
    "a time of day": (parse.time_of_day, TIMES),
    "a day": (day_ahead, DAY),
    "days of the week": (parse.weekdays, WEEKDAYS),
}


@pytest.mark.parametrize(("understand", "phrases"), GRAMMARS.values(), ids=GRAMMARS.keys())
def test_every_phrase_of_a_grammar_means_what_it_says(understand, phrases):
    said = {text: outcome(understand, text) for text in phrases}

    assert said == phrases


def outcome(understand, text):
    """Return what a phrase means, or with which error it's refused."""
    try:
        return understand(text)
    except UsageError as refusal:
        return type(refusal)


NO_TIMES = [
    "", " ", "soon", "25:00", "24:30", "13pm", "0pm", "22", "9", "at 9", "yesterday at 9", "fr",
    "2026-13-01", "\x00", "22:40:99", "t9pm", "satt9pm", "31 feb", "0 jan", "3 janitor", "12:61",
    "0001-01-01", "0001-01-01T00:00+00:00", "2026-01-01T10:00+01:00:30", "3/1/2026", "1.2.",
    "Fri 3 Jan", "tonight 16:00", "this morning at 12pm", "this morning 21:00", "evening",
    "friday night evening", "２１:00", "٢١:٠٠", "2h", "two", "ago", "x" * 99, "9999-01-01T00:00Z",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time_or_could_be_two_is_refused(text):
    for understand in (past, ahead):
        with pytest.raises(NotUnderstoodError):
            understand(text)


@pytest.mark.parametrize(
    ("understand", "text"),
    [(past, "9pm"), (ahead, "9pm"), (day_ahead, "today"), (parse.minutes, "2h")],
)
def test_what_is_too_long_is_refused(understand, text):
    with pytest.raises(NotUnderstoodError):
        understand(text.center(61))


@pytest.mark.parametrize("text", ["tomorrow", "friday", "2026-01-04", "3 jan"])
def test_a_day_alone_is_no_end_of_an_evening(text):
    with pytest.raises(NotUnderstoodError):
        ahead(text)


@pytest.mark.parametrize("text", ["", "9", "tonight 21:00", "soon", "2h", "21:00 or so"])
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(NotUnderstoodError):
        parse.time_of_day(text)


@pytest.mark.parametrize(
    "text",
    ["", "someday", "31 feb", "9999-01-01", "1 jan 2090", "x" * 99, "\0", "21:00", "next week"],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(NotUnderstoodError):
        day_ahead(text)


@pytest.mark.parametrize(
    "text",
    ["", "0", "h", "m", "25h", "-5", "two", "a", "1 30", "9 0", "1.5", "1h90m30", "90s", "9" * 99],
)
def test_what_is_no_length_is_refused(text):
    with pytest.raises(NotUnderstoodError):
        parse.minutes(text)


def test_a_break_may_be_none_and_has_an_end_of_its_own():
    assert parse.minutes("0", lowest=0, highest=600) == 0
    with pytest.raises(NotUnderstoodError, match="10 hours at most"):
        parse.minutes("11h", lowest=0, highest=600)


@pytest.mark.parametrize("text", ["", "fast", "-1", "1,000", "1e3", "nan", "inf", "1.5.2", "１"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotUnderstoodError):
        parse.number(text)


@pytest.mark.parametrize(
    "text", ["", "fr", "never", "fri-", "fri-sat-sun", ",", "fri and", "fri,,or", "x" * 99]
)
def test_what_are_no_weekdays_is_refused(text):
    with pytest.raises(NotUnderstoodError):
        parse.weekdays(text)


@given(st.text(max_size=70) | st.from_regex(r"[0-9]{1,3}([.,][0-9])? ?(h|m|min)?", fullmatch=True))
def test_any_length_is_one_of_a_day(text):
    with contextlib.suppress(NotUnderstoodError):
        assert 1 <= parse.minutes(text) <= 1440


@given(st.integers(1, 1440))
def test_a_length_means_the_same_however_it_is_written(minutes):
    hours, rest = divmod(minutes, 60)

    forms = [f"{minutes}", f"{minutes} min", f"{hours}:{rest:02}", f"{hours}h{rest:02}"]

    assert [parse.minutes(form) for form in forms] == [minutes] * 4
