"""The real text keeps the rules of its own format, and no word of it comes too early.

Failures name chapters, kinds and numbers, never a text: a test report is read by viewers too.
"""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from helpers import BUNDLED, LAMP_ROOM, stand_at
from runaway_cli.cli.registry import COMMANDS
from runaway_cli.story import airlock
from runaway_cli.story.model import Position

STRUCTURE = {"id", "by", "sure", "from", "to", "about", "same_as", "same", "url", "terms"}
SURE = {"explicit", "bound", "inferred", "premise", "unplaced"}
STORY = ("beat", "person", "tie", "fact", "clue", "question", "about")
GATES = "1111111233344446455556666666777777777788888888888888888811111188"
"""`GATES[n - 1]` is the episode that reveals line n of the ledger, the facts with ids R001 on."""


@pytest.fixture(scope="module", params=[BUNDLED, LAMP_ROOM], ids=["bundled", "lamp room"])
def chapters(request):
    """Return all chapters of a show."""
    return tomllib.loads(request.param.read_text(encoding="utf-8"))["chapter"]


def records(chapter, *kinds):
    """Yield (kind, number, record) for the records of a chapter, of some kinds or all."""
    for kind in kinds or [key for key, value in chapter.items() if is_records(value)]:
        for number, record in enumerate(chapter.get(kind, [])):
            yield kind, number, record


def is_records(value):
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def texts(node):
    """Yield every string a viewer could read."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in STRUCTURE:
                yield from texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from texts(item)
    elif isinstance(node, str):
        yield node


def words(text):
    """Return the words of `text` without case; what a hyphen or an apostrophe joins counts twice,
    whole and in parts."""
    joined = re.findall(r"[\w'’-]+", text.casefold())
    return {part for word in joined for part in (word, *re.split(r"['’-]", word))}


def stands_in(term, text_words):
    """Whether all words of `term` stand among `text_words`."""
    return all(
        any(word.startswith(w[:-1]) for word in text_words) if w.endswith("*") else w in text_words
        for w in term.casefold().split()
    )


def terms(chapter):
    """Yield every term of a chapter, those of its facts among them."""
    yield from chapter.get("terms", [])
    for _, _, fact in records(chapter, "fact"):
        yield from fact.get("terms", [])


def names(chapter):
    """Yield every name a chapter tells."""
    for _, _, person in records(chapter, "person"):
        yield from (person[key] for key in ("name", "actor") if key in person)
        yield from person.get("aliases", [])


def too_early(chapters, terms_of):
    """Yield (chapter, later chapter, place of the term) for each term in a text before its time."""
    said = [[words(text) for text in texts(chapter)] for chapter in chapters]
    for later, chapter in enumerate(chapters):
        for place, term in enumerate(terms_of(chapter)):
            for earlier in range(later):
                if any(stands_in(term, text_words) for text_words in said[earlier]):
                    yield earlier, later, place


def test_no_term_stands_in_an_earlier_chapter(chapters):
    assert list(too_early(chapters, lambda chapter: list(terms(chapter)))) == []


def test_no_new_name_stands_in_an_earlier_chapter(chapters):
    """Each word of a name is known from the first name it stands in."""
    new_words, heard = [], {"the"}
    for chapter in chapters:
        told = {w for name in names(chapter) for w in re.findall(r"\w{3,}", name) if w[0].isupper()}
        new_words.append(sorted(word for word in told if word.casefold() not in heard))
        heard |= {word.casefold() for name in names(chapter) for word in re.findall(r"\w+", name)}
    new = dict(zip(map(id, chapters), new_words, strict=True))

    assert list(too_early(chapters, lambda chapter: new[id(chapter)])) == []
    assert sum(map(len, new_words)) > 3


def test_the_check_itself_can_fail():
    """A leak of each sort is found in a small show."""
    first = {"beat": [{"text": "The keeper's glove-box burned."}], "title": "Ashes"}
    for term in ("glove*", "box burned", "KEEPER", "keeper's", "ashes"):
        assert list(too_early([first, {"terms": [term]}], lambda c: c.get("terms", [])))
    for term in ("gloves", "keep", "Oskar burned"):
        assert not list(too_early([first, {"terms": [term]}], lambda c: c.get("terms", [])))


def test_a_fact_s_own_terms_stand_in_its_text(chapters):
    astray = [
        (after, number)
        for after, chapter in enumerate(chapters)
        for _, number, fact in records(chapter, "fact")
        for term in fact.get("terms", [])
        if not stands_in(term, words(fact["text"]))
    ]
    assert astray == []


def test_every_line_of_the_ledger_is_told_once_at_its_gate_and_has_terms():
    """The ledger holds the reveals of the season; each has words that must not come earlier."""
    chapters = tomllib.loads(BUNDLED.read_text(encoding="utf-8"))["chapter"]
    told = sorted(
        (fact["id"], str(after), bool(fact.get("terms")))
        for after, chapter in enumerate(chapters)
        for _, _, fact in records(chapter, "fact")
        if re.fullmatch(r"R\d{3}", fact.get("id", ""))
    )

    assert told == [(f"R{n:03}", gate, True) for n, gate in enumerate(GATES, start=1)]


def test_statements_carry_sources_and_certainty(chapters):
    sources = {s["id"] for chapter in chapters for _, _, s in records(chapter, "source")} | {"seen"}
    bare = [
        (after, kind, number)
        for after, chapter in enumerate(chapters)
        for kind, number, record in records(chapter, *STORY)
        if not record.get("by") or not set(record["by"]) <= sources or record["sure"] not in SURE
    ]
    assert bare == []


def test_what_is_not_placed_stands_in_the_last_chapter(chapters):
    early = [
        (after, kind, number)
        for after, chapter in enumerate(chapters[:-1])
        for kind, number, record in records(chapter, *STORY)
        if record.get("sure") == "unplaced"
    ]
    assert early == []


def test_nobody_is_named_before_they_are_there(chapters):
    there, astray = set(), []
    for after, chapter in enumerate(chapters):
        there |= {person["id"] for _, _, person in records(chapter, "person")}
        for kind, number, record in records(chapter, "tie", "fact", "person"):
            named = [record.get(key) for key in ("from", "to", "same_as")]
            named += record.get("about", [])
            if not {name for name in named if name} <= there:
                astray.append((after, kind, number))
    assert astray == []


def test_facts_and_beats_are_told_once(chapters):
    told = [
        record["text"] for chapter in chapters for _, _, record in records(chapter, "fact", "beat")
    ]
    again = len(told) - len(set(told))

    assert again == 0


def test_texts_are_short(chapters):
    long = [
        (after, kind, number)
        for after, chapter in enumerate(chapters)
        for kind, number, record in records(chapter)
        for text in texts(record)
        if len(text) > 160
    ]
    assert long == []


def test_the_bundled_season_opens_at_every_position(season):
    season.path = BUNDLED

    for position in range(9):
        episodes = airlock.open_at(Position(position)).episodes
        told = [bool(e.line and e.beats) for e in episodes]
        started = [bool(e.line or e.beats or e.cliffhanger) for e in episodes]
        teased = [bool(e.teaser) for e in episodes]

        assert told == started == [True] * position + [False] * (8 - position)
        assert teased == [True] * min(position + 1, 8) + [False] * (7 - position)


LINES = ["", "next", "episodes", "recap --all", "learned", "cast", "map", "clues", "about"]


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
        if any(stands_in(term, text_words) for text_words in said)
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
