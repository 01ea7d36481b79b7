"""find: everything known that mentions some words, and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import LAMP_ROOM, stand_at
from runaway_cli.story import airlock
from runaway_cli.story.model import Position
from runaway_cli.story.search import marks, mentions
from runaway_cli.views.find import find

LAMPS = [airlock.open_at(Position(n), str(LAMP_ROOM)) for n in range(5)]


def found(asked, position=4):
    return list(find(LAMPS[position], asked).lines())


def test_it_searches_all_there_is_newest_first():
    assert found("lamp") == [
        "Nell Harker, played by Ada Player: the new keeper of the light; put out the lamp",
        "Episode 4: Nell puts out the lamp and lets the morning do it.",
        "Episode 4: Oskar lit the lamp on the first night.",
        "Episode 4: Clue: The Visitor wears one burnt glove: He burned it lighting the fire, and "
        "again lighting the lamp.",
        "Episode 4: Who lit the lamp on the first night? Oskar did, to see who would come.",
        "Episode 2: The Visitor asks for the key to the lamp room before she has said that there "
        "is one.",
        "Episode 2: The Visitor finds the lamp room without being shown.",
        "Episode 1: Nell Harker arrives on the rock and finds the lamp unlit.",
        "Episode 1: At dawn the lamp is burning, and it was not Nell.",
        "Episode 1: Nell finds the lamp unlit on her first night.",
    ]


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("invented", "Written by: Q. Invented"),
        ("swim", "Somewhere along the way: Nell cannot swim."),
        ("closing keeping", None),
        ("thank you", "Episode 4: The light is somebody else's now. Thank you for keeping it."),
        ("ada", "Nell Harker, played by Ada Player: the new keeper of the light; put out the lamp"),
        ("kept key", "Episode 4: He had kept the key since the fire. (pieced together)"),
        ("wick", "Somewhere along the way: Tom teaches Nell to trim the wick, in a flashback."),
        ("guest", "Oskar Lind, played by Cy Player (also The Visitor and The Guest): "
         "the keeper before Tom, who set the fire"),
    ],
)  # fmt: skip
def test_one_line_for_each_hit(asked, line):
    assert found(asked) == ([line] if line else [])


@pytest.mark.parametrize("asked", ["OSKAR LIT", "oskár lit", "lit, Oskar!", "the oskar lit"])
def test_case_accents_order_and_articles_do_not_matter(asked):
    assert "Episode 4: Oskar lit the lamp on the first night." in found(asked)


def test_words_from_ahead_are_words_nobody_said(run, home):
    stand_at(home, 3)

    for word in ("oskar", "swim", "thank", "osker", "!"):
        assert run(f"find {word}", expect=1).err == (
            f'Nothing you know so far mentions "{word}".\n'
        )
    stand_at(home, 4)
    assert run("find oskar").out


def test_the_match_is_marked_on_a_screen(run, home, monkeypatch):
    stand_at(home, 2)
    monkeypatch.setenv("FORCE_COLOR", "1")

    shown = run("find harker daughter").out

    assert "\x1b[1;35mHarker\x1b[0m" in shown
    assert "\x1b[1;35mdaughter\x1b[0m" in shown


def test_as_json_each_hit_has_its_episode(run, home):
    stand_at(home, 2)

    assert json.loads(run("find cut out --json").out)["rows"] == [
        {
            "of": "story",
            "episode": 2,
            "text": "Nell reads the book her father kept and finds a page cut out.",
            "is_inferred": False,
        }
    ]


WORDS = st.sampled_from(
    ["Nell's", "father,", "Oskár,", "the", "keys:", "café", "灯台", "e\u0301te"]
)


@given(st.lists(WORDS, min_size=1), st.lists(WORDS, min_size=1, max_size=2))
def test_what_is_marked_is_what_is_mentioned(said, asked):
    """A text has a mark for each word asked for if it mentions them all, and marks are words."""
    text, wanted = " ".join(said), " ".join(asked)
    spans = list(marks(text, wanted))

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(" " not in text[start:end] for start, end in spans)
    if mentions(text, wanted):
        assert spans
    assert mentions(text, text)
