"""The seasons keep the rules of their own format, and no word of them comes too early.

Failures name chapters and numbers, never a text: a test report is read by viewers too.
"""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from helpers import BUNDLED, LAMP_ROOM, stand_at
from runaway_cli.cli.registry import COMMANDS
from runaway_cli.story import airlock
from runaway_cli.story.checks import texts
from runaway_cli.story.lint import lint
from runaway_cli.story.model import Position
from runaway_cli.story.terms import is_in, words

GATES = "1111111233344446455556666666777777777788888888888888888811111188"
"""`GATES[n - 1]` is the episode that reveals line n of the ledger, the facts with ids R001 on."""


@pytest.mark.parametrize("path", [BUNDLED, LAMP_ROOM], ids=["bundled", "lamp room"])
def test_the_lint_finds_nothing(path):
    assert lint(path.read_text(encoding="utf-8")) == ()


def test_every_line_of_the_ledger_is_told_once_at_its_gate_and_has_terms():
    """The ledger holds the reveals of the season; each has words that must not come earlier."""
    chapters = tomllib.loads(BUNDLED.read_text(encoding="utf-8"))["chapter"]
    told = sorted(
        (fact["id"], str(chapter["after"]), bool(fact.get("terms")))
        for chapter in chapters
        for fact in chapter.get("fact", [])
        if re.fullmatch(r"R\d{3}", fact.get("id", ""))
    )

    assert told == [(f"R{n:03}", gate, True) for n, gate in enumerate(GATES, start=1)]


def test_the_bundled_season_opens_at_every_position():
    for position in range(9):
        episodes = airlock.open_at(Position(position), str(BUNDLED)).episodes
        told = [bool(e.line and e.beats) for e in episodes]
        started = [bool(e.line or e.beats or e.cliffhanger) for e in episodes]
        teased = [bool(e.teaser) for e in episodes]

        assert told == started == [True] * position + [False] * (8 - position)
        assert teased == [True] * min(position + 1, 8) + [False] * (7 - position)


LINES = ["", "next", "episodes", "recap --all", "learned", "cast", "map", "clues", "about"]


def terms(chapter):
    """Yield every term of a chapter, those of its facts among them."""
    yield from chapter.get("terms", [])
    for fact in chapter.get("fact", []):
        yield from fact.get("terms", [])


def names(chapter):
    """Yield every name a chapter tells."""
    for person in chapter.get("person", []):
        yield from (person[key] for key in ("name", "actor") if key in person)
        yield from person.get("aliases", [])


@pytest.mark.parametrize("position", range(9))
def test_no_command_says_a_word_of_the_real_story_too_early(season, home, run, position):
    """All that is said about the bundled season, held against all terms of all later chapters."""
    season.path = BUNDLED
    chapters = tomllib.loads(BUNDLED.read_text(encoding="utf-8"))["chapter"]
    stand_at(home, position)
    people = [row["name"] for row in json.loads(run("cast --json").out)["rows"]]

    said = [
        words(text)
        for line in [*LINES, *(f'who "{name}"' for name in people)]
        for text in texts(json.loads(run(f"{line} --json").out))
    ]

    early = [
        (chapter["after"], place)
        for chapter in chapters[position + 1 :]
        for place, term in enumerate(terms(chapter))
        if any(is_in(term, text_words) for text_words in said)
    ]
    assert early == []


def test_no_help_names_anybody_from_ahead(run):
    """Help is the same for everybody, so it may know the poster at most."""
    first, *later = tomllib.loads(BUNDLED.read_text(encoding="utf-8"))["chapter"]
    heard = {word for name in names(first) for word in name.split()}
    ahead = {max(name.split(), key=len) for chapter in later for name in names(chapter)}
    telling = {word for word in ahead - heard if len(word) > 3}  # "The One" has no such word

    said = run("--help").out + "".join(run(f"{name} --help").out for name in COMMANDS)
    early = len(telling & set(re.findall(r"\w+", said)))

    assert early == 0
