"""Episodes as people name them, in every command alike."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runaway_cli.errors import UsageError
from runaway_cli.language.episodes import episode, episodes, is_episode
from runaway_cli.language.errors import (
    NoLastEpisodeError,
    NoNextEpisodeError,
    NoSuchEpisodeError,
    NoSuchSeasonError,
    NotUnderstoodError,
    RunsBackwardsError,
)

ONE = {
    "3": 3, "03": 3, "ep3": 3, "EP3": 3, "ep 3": 3, "Ep. 3": 3, "e3": 3, "E03": 3, "episode 3": 3,
    "Episode 3": 3, " 3 ": 3, "three": 3, "Three": 3, "episode three": 3, "s1e3": 3, "S01E03": 3,
    "s1 e3": 3, "s01.e03": 3, "season 1 episode 3": 3, "Season 1, episode 3": 3, "1x03": 3,
    "1X3": 3, "1×3": 3, "last": 4, "latest": 4, "the last one": 4, "Latest episode": 4, "next": 5,
    "the next one": 5, "next ep": 5,
}  # fmt: skip
SEVERAL = {
    "2-4": {2, 3, 4}, "2..4": {2, 3, 4}, "2...4": {2, 3, 4}, "2…4": {2, 3, 4}, "2–4": {2, 3, 4},
    "2 - 4": {2, 3, 4}, "2 to 4": {2, 3, 4}, "2 through 4": {2, 3, 4}, "two to four": {2, 3, 4},
    "eps 2-4": {2, 3, 4}, "episodes 2 to 4": {2, 3, 4}, "ep2-ep4": {2, 3, 4}, "s1e2-4": {2, 3, 4},
    "S01E02-E04": {2, 3, 4}, "1x02-1x04": {2, 3, 4}, "4,5": {4, 5}, "4, 5": {4, 5}, "4 5": {4, 5},
    "4 and 5": {4, 5}, "4 & 5": {4, 5}, "4, 5 and 6": {4, 5, 6}, "4, 5, and 6": {4, 5, 6},
    "5 4 5": {4, 5}, "1-3 5": {1, 2, 3, 5}, "1-3, 5 and 7-8": {1, 2, 3, 5, 7, 8}, "2-2": {2},
    "2-last": {2, 3, 4}, "next to 8": {5, 6, 7, 8}, "last and next": {4, 5},
    "all": {1, 2, 3, 4, 5, 6, 7, 8}, "All episodes": {1, 2, 3, 4, 5, 6, 7, 8},
}  # fmt: skip


def several(*words, last=4, next_=5, **show):
    return episodes(words, 8, last=last, next_=next_, **show)


def one(text, last=4, next_=5, **how):
    return episode(text, 8, last=last, next_=next_, **how)


@pytest.mark.parametrize(("text", "number"), ONE.items())
def test_one_episode_has_many_names(text, number):
    assert one(text) == number
    assert several(text) == several(*text.split()) == (number,)


@pytest.mark.parametrize(("text", "numbers"), SEVERAL.items())
def test_several_are_a_list_or_a_range_in_one_word_or_more(text, numbers):
    assert several(text) == several(*text.split()) == tuple(sorted(numbers))


def test_no_words_name_none():
    assert several() == ()


@pytest.mark.parametrize(
    "text",
    ["", " ", "x", "#3", "-1", "3-", "-", "3.5", "3,", "4 and", "and 4", "1-3-5", "2to4", "3ep",
     "ep", "s1", "season 1", "x3", "1x", "1234567", "3e4", "thirteen", "next 2", "last two",
     "next one two", "all 3", "3 all", "all-3", "３", "٣", "³", "3\x00", "episode"],
)  # fmt: skip
def test_what_is_no_episode_or_could_be_others_is_refused(text):
    with pytest.raises(NotUnderstoodError):
        several(text)
    with pytest.raises(NotUnderstoodError):
        one(text)


@pytest.mark.parametrize("text", ["2-4", "2 to 4", "4 5", "all", "last, 2"])
def test_where_one_is_wanted_several_are_refused(text):
    with pytest.raises(NotUnderstoodError, match="isn't one episode"):
        one(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x", '"x" isn\'t an episode number. Try 3 or 2-4.'),
        ("3 Foo bar", '"Foo bar" isn\'t an episode number. Try 3 or 2-4.'),
        ("9", "There's no episode 9: the season has 8."),
        ("0", "There's no episode 0: the season has 8."),
        ("7-9", "There's no episode 9: the season has 8."),
        ("s1e9", "There's no episode 9: the season has 8."),
        ("s2e5", "There's no season 2: the only one is 1."),
        ("3-1", "3-1 runs backwards. Did you mean 1-3?"),
    ],
)
def test_an_error_says_what_is_wrong(text, sentence):
    with pytest.raises(UsageError) as refused:
        several(text)

    assert str(refused.value) == sentence


def test_before_the_first_there_is_no_last_one():
    with pytest.raises(NoLastEpisodeError):
        several("last", last=0, next_=1)
    assert one("last", last=0, next_=1, lowest=0) == 0


def test_after_the_finale_there_is_no_next_one():
    with pytest.raises(NoNextEpisodeError):
        several("next", last=8, next_=9)


def test_the_lowest_may_be_before_the_first():
    assert one("0", lowest=0) == 0
    with pytest.raises(NoSuchEpisodeError):
        one("0")


PLACES = [*((1, n) for n in range(1, 9)), *((2, n) for n in range(1, 13))]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("s1", (*range(1, 9),)), ("season 2", (*range(9, 21),)),
     ("All of Season Two", (*range(9, 21),)),
     ("s2e5", (13,)), ("2x05", (13,)), ("12", (12,)), ("s1e8-s2e2", (8, 9, 10)),
     ("s2e1-3", (9, 10, 11)), ("s2e1, 3 and 5", (9, 11, 13)), ("2x01 2x02", (9, 10))],
)  # fmt: skip
def test_seasons_are_numbered_on(text, numbers):
    assert episodes([text], 20, last=0, next_=1, places=PLACES) == numbers


@pytest.mark.parametrize(
    ("text", "error"),
    [("s3e1", NoSuchSeasonError), ("s0e1", NoSuchSeasonError), ("s3", NoSuchSeasonError),
     ("s1e9", NoSuchEpisodeError),
     ("21", NoSuchEpisodeError), ("s2e1-s1e1", RunsBackwardsError)],
)  # fmt: skip
def test_what_no_season_has_is_refused(text, error):
    with pytest.raises(error):
        episodes([text], 20, last=0, next_=1, places=PLACES)


YEARS = [(2014, 1), (2014, 2), (2015, 9), (2015, 11)]


@pytest.mark.parametrize(("text", "number"), [("2015x09", 3), ("s2015e11", 4), ("2014x2", 2)])
def test_a_season_may_be_a_year_and_skip_numbers(text, number):
    assert episodes([text], 4, last=0, next_=1, places=YEARS) == (number,)


@pytest.mark.parametrize(
    ("text", "places", "sentence"),
    [
        ("2x10", YEARS, "There's no season 2: the show has seasons 2014 and 2015."),
        ("2015x10", YEARS, "There's no episode 10: season 2015 has only 9 and 11."),
        ("7x9", [(6, 1), *((7, 10 + n) for n in range(7))], "season 7 has 7, but not that one."),
        ("3x01", PLACES, "There's no season 3: the show has seasons 1 and 2."),
        ("1x01", [(9, 1)], "There's no season 1: the only one is 9."),
        ("21", PLACES, "There's no episode 21: the show has 20."),
    ],
)
def test_what_is_refused_says_which_seasons_there_are(text, places, sentence):
    with pytest.raises(UsageError, match=re.escape(sentence)):
        episodes([text], len(places), last=0, next_=1, places=places)


@pytest.mark.parametrize("word", ["ep3", "EP03", "e3", "s1e3", "S01E03", "1x03"])
def test_where_text_may_follow_an_episode_is_clearly_one(word):
    assert is_episode(word)
    assert one(word) == 3


@pytest.mark.parametrize("word", ["3", "23m", "episode", "three", "last", "next", "ep", "ep3s", ""])
def test_where_text_may_follow_anything_else_is_none(word):
    assert not is_episode(word)


@given(st.sets(st.integers(1, 8), min_size=1), st.sampled_from([" ", ",", ", ", " and "]))
def test_any_list_is_itself_ascending(numbers, between):
    assert several(between.join(map(str, numbers))) == tuple(sorted(numbers))


PIECES = st.sampled_from(
    ["1", "3", "8", "9", "ep", "e", "s1", "s2", "1x", "-", "..", "to", "and", ",", "last", "next",
     "all", "one", "the", "season", "episode", " "]
)  # fmt: skip


@given(
    st.lists(st.text(max_size=20) | PIECES, max_size=6).map("".join),
    st.integers(0, 8),
    st.integers(1, 9),
)
def test_any_text_names_episodes_there_are_or_is_refused(text, last, next_):
    with contextlib.suppress(UsageError):
        assert set(several(text, last=last, next_=next_)) <= set(range(1, 9))
    with contextlib.suppress(UsageError):
        assert 0 <= one(text, last=last, next_=next_, lowest=0) <= 8
