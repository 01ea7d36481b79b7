"""Numbers and lengths in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runaway_cli.language import phrases


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "first"),
        (2, "second"),
        (9, "ninth"),
        (10, "10th"),
        (11, "11th"),
        (13, "13th"),
        (21, "21st"),
        (102, "102nd"),
        (111, "111th"),
        (1003, "1003rd"),
    ],
)
def test_an_ordinal_ends_as_people_say_it(number, word):
    assert phrases.ordinal(number) == word


@given(st.integers(0, 10_000), st.booleans())
def test_a_length_in_words_adds_up_to_its_minutes(minutes, about):
    words = phrases.duration(minutes, about=about)

    hours, rest = (re.search(rf"(\d+) {unit}\b", words) for unit in ("h", "min"))
    assert 60 * int(hours[1] if hours else 0) + int(rest[1] if rest else 0) == minutes
    assert words.startswith("about ") == about


@pytest.mark.parametrize(
    ("text", "glued"),
    {
        "Not right? runaway undo  Next.": "Not right? runaway~undo  Next.",
        'Or runaway undo --with "Ben K."  Next.': 'Or runaway~undo~--with~"Ben~K."  Next.',
        "so runaway recap --with Ben catches": "so runaway~recap~--with~Ben catches",
        "If so: runaway watched 4 --only": "If so: runaway~watched~4~--only",
        "nothing to run": "nothing to run",
    }.items(),
)
def test_a_command_and_the_values_of_its_options_stay_together(text, glued):
    assert phrases.unbroken(text, 40).replace(phrases.GLUE, "~") == glued
    assert phrases.unbroken(text, 5) == text


MISSING = {
    "Not right? runaway undo  Next.": "Not right? runaway undo --with Ben  Next.",
    "If so: runaway watched 4 --only": "If so: runaway watched --with Ben 4 --only",
    "Go on: runaway next. Once seen: runaway watched": (
        "Go on: runaway next --with Ben. Once seen: runaway watched --with Ben"
    ),
    "Try: runaway": "Try: runaway --with Ben",
    "To see it: runaway --plain": "To see it: runaway --with Ben --plain",
    "The runaway who lit it.": "The runaway who lit it.",
    "a runaway": "a runaway",
    "Try: runaway who nell, or runaway cast": (
        "Try: runaway who --with Ben nell, or runaway cast --with Ben"
    ),
    "runaway recap catches you up, runaway plan too.": (
        "runaway recap --with Ben catches you up, runaway plan too."
    ),
    "There are shows: runaway shows": "There are shows: runaway shows",
    "runaway": "runaway --with Ben",
    "no command": "no command",
}


@pytest.mark.parametrize(("text", "whole"), MISSING.items())
def test_options_stand_behind_the_name_of_each_command_that_lacks_them(text, whole):
    def missing(words):
        return "" if words[1:2] == ["shows"] else "--with Ben"

    assert phrases.inserted(text, phrases.completed(text, missing)) == whole
