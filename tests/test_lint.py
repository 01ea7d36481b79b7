"""The seasons keep the rules of their own format, and no word of them comes too early.

Failures name chapters and numbers, never a text: a test report is read by viewers too.
"""

from __future__ import annotations

import json
import re
import tomllib

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from helpers import BUNDLED, LAMP_ROOM, stand_at
from runaway_cli.cli.registry import COMMANDS
from runaway_cli.story import airlock
from runaway_cli.story.lint import lint
from runaway_cli.story.lint.__main__ import main
from runaway_cli.story.lint.form import FORMS, SURE
from runaway_cli.story.lint.show import texts
from runaway_cli.story.lint.terms import is_in, words
from runaway_cli.story.model import PARTS, Position

GATES = "1111111233344446455556666666777777777788888888888888888811111188112455555"
"""`GATES[n - 1]` is the episode that reveals line n of the ledger, the facts with ids R001 on."""


@pytest.mark.parametrize("path", [BUNDLED, LAMP_ROOM], ids=["bundled", "lamp room"])
def test_the_lint_finds_nothing(path):
    assert lint(path.read_text(encoding="utf-8")) == ()


@pytest.mark.parametrize("up_to", range(5))
def test_the_lint_finds_nothing_in_the_first_chapters_either(up_to):
    assert lint(LAMP, up_to) == ()


LAMP = LAMP_ROOM.read_text(encoding="utf-8")
BURNED = "Nell learns that the last keeper's house burned."
BEAT = f'{{ text = "{BURNED}", by = ["A2"], sure = "explicit" }}'
MORE = '{ text = "She leaves.", by = ["A2"], sure = "bound" }'
LONG = "Nell counts the stairs. " * 7
CURTAIN = "#\n" * 60
NO_CURTAIN = "here we need 60 lines of # and then this line: # ---- episode 3"
COMMENT = "no comment may stand here: it can tell too much"
FAULTS = {  # the old text of The Lamp Room, the new one; chapter, what is quoted, what is said
    "no comma": (
        (f"{BEAT},", f"{MORE}\n  {BEAT},"),
        (3, None, "there's no comma at the end of this line"),
    ),
    "no TOML": ((f"{BEAT},", f"{BEAT[:-3]} }},"), (3, None, "this isn't valid TOML")),
    "a chapter set in": (
        ("[[chapter]]\nafter = 2", " [[chapter]]\nafter = 2"),
        (1, None, 'a chapter starts with "[[chapter]]", at the very beginning of its line'),
    ),
    "a chapter in disguise": (
        ("[[chapter]]\nafter = 2", '[["chapt\\u0065r"]]\nafter = 2'),
        (1, None, 'a chapter starts with "[[chapter]]", at the very beginning of its line'),
    ),
    "a chapter misnumbered": (
        ("after = 3", "after = 4"),
        (3, None, "this is chapter 3, so it needs: after = 3"),
    ),
    "a list unheard of": (
        (f"beat = [\n  {BEAT}", f"beet = [\n  {BEAT}"),
        (3, "beet", "there's no such list"),
    ),
    "a key unheard of": (("thin = true", "thick = true"), (3, "thick", "episode has no such key")),
    "a value of another type": (
        ("thin = true", 'thin = "yes"'),
        (3, "3", "thin needs true or false"),
    ),
    "a head of another type": (
        ("minutes = 201", 'minutes = "201"'),
        (0, None, "minutes needs a number"),
    ),
    "another format": (("format = 1", "format = 2"), (0, None, "format has to be 1")),
    "an episode too long": (
        ("minutes = 50, approximate", "minutes = 20000, approximate"),
        (0, "1", "minutes needs a number up to 10,000"),
    ),
    "a mistyped person": (
        ('to = "crew"', 'to = "crw"'),
        (3, "crw", "no person has this id up to here"),
    ),
    "a person from ahead": (
        ('about = ["tom"], by', 'about = ["oskar"], by'),
        (3, "oskar", "no person has this id up to here"),
    ),
    "a mistyped clue": (
        ('{ id = "matches", answer', '{ id = "matchs", answer'),
        (3, "matchs", "a new clue needs text; or is the id mistyped?"),
    ),
    "an id twice": (
        (
            '{ id = "page", answer',
            '{ id = "page", by = ["A2"], sure = "bound" },\n  { id = "page", answer',
        ),
        (3, "page", "this chapter has this question twice"),
    ),
    "no source": (
        (BEAT, BEAT.replace('by = ["A2"], ', "")),
        (3, BURNED, "its source is missing (by)"),
    ),
    "a source nobody lists": (
        (BEAT, BEAT.replace("A2", "A9")),
        (3, "A9", "no chapter lists this source"),
    ),
    "a certainty unheard of": (
        (BEAT, BEAT.replace("explicit", "sure")),
        (3, BURNED, "sure needs one of explicit, bound, inferred, premise, unplaced"),
    ),
    "a long text": (
        (BURNED, LONG),
        (3, f"{LONG[:57]}...", "a text may have 160 characters, and this one has 168"),
    ),
    "no address": (
        ("https://almanac.example/1", "almanac.example"),
        (1, "A2", "url needs an address that starts with https://"),
    ),
    "a bracket in a source": (
        (BEAT, BEAT.replace("A2", "A]2")),
        (3, BURNED, "by may hold no ]"),
    ),
    "a part unheard of": (
        ('part = "links"', 'part = "link"'),
        (0, "page", "part needs one of story, people, look, talk, places, numbers, links"),
    ),
    "unplaced before the end": (
        (BEAT, BEAT.replace("explicit", "unplaced")),
        (3, BURNED, "unplaced is for the last chapter only"),
    ),
    "an unplaced ending": (
        ('text = "Tom teaches Nell', 'cliffhanger = true, text = "Tom teaches Nell'),
        (
            4,
            "Tom teaches Nell to trim the wick, in a flashback.",
            "what is unplaced can't be a last scene, or an ending",
        ),
    ),
    "told twice": (
        (BURNED, "Nell Harker arrives on the rock and finds the lamp unlit."),
        (
            3,
            "Nell Harker arrives on the rock and finds the lamp unlit.",
            "this has been told before",
        ),
    ),
    "an ending in the middle": (
        (BEAT, f"{BEAT[:-2]}, cliffhanger = true }},\n  {MORE}"),
        (3, BURNED, "a cliffhanger has to be the last beat of its chapter"),
    ),
    "planted ahead": (
        ("planted = 2", "planted = 5"),
        (4, "key", "planted needs an episode from 1 to 4"),
    ),
    "planted and never answered": (
        ('text = "The Visitor wears one burnt glove"', 'planted = 1, text = "The glove"'),
        (1, "glove", "a planted clue needs its text and its answer, together"),
    ),
    "unknown before the end": (
        ('text = "Where is the missing page?"', 'text = "Where is it?", unknown = true'),
        (2, "page", "unknown is for the last chapter only"),
    ),
    "unknown and answered": (
        ('{ id = "rowed", text = "Who rowed the boat?"', '{ id = "page"'),
        (4, "page", "this question has an answer, so it isn't unknown"),
    ),
    "a tie to oneself": (
        ('from = "visitor", to = "crew"', 'from = "crew", to = "crew"'),
        (3, "visitor-crew", "a tie needs two people"),
    ),
    "a tie between others": (
        ('{ id = "visitor-tom", is', '{ id = "visitor-tom", to = "nell", is'),
        (4, "visitor-tom", "a tie keeps its two people; two others need a new id"),
    ),
    "half a tie": (
        ('{ id = "visitor-tom", is = "was the keeper before", ', '{ id = "visitor-tom", '),
        (4, "visitor-tom", "to_is and from_is belong to is; say all of them again"),
    ),
    "minutes that don't add up": (
        ("minutes = 61", "minutes = 60"),
        (0, None, "the episodes' minutes add up to 200, not 201"),
    ),
    "an episode too many": (
        ('{ id = "4", teaser', '{ id = "5", minutes = 50, teaser'),
        (3, "5", "the season has no such episode"),
    ),
    "an everyday word": (
        ('terms = ["glove*"]', 'terms = ["Father"]'),
        (1, "Father", "everybody says this, so it's no term by itself; a pair of words is"),
    ),
    "a term of something else": (
        ('terms = ["burned"]', 'terms = ["burn"]'),
        (3, "burn", "a fact's terms have to be in its text"),
    ),
    "a comment": ((f"  {BEAT},", f"  # Nell knows\n  {BEAT},"), (3, None, COMMENT)),
    "a comment behind a record": ((f"{BEAT},", f"{BEAT},  # Nell knows"), (3, None, COMMENT)),
    "a ruled line that tells": (
        ("# ---- episode 3", "# ---- episode 3, the fire"),
        (2, None, NO_CURTAIN),
    ),
    "a curtain too short": (
        (f"{CURTAIN}# ---- episode 3", f"{CURTAIN[2:]}# ---- episode 3"),
        (2, None, NO_CURTAIN),
    ),
    "a curtain with a hole": (("#\n# ---- episode 3", "\n# ---- episode 3"), (2, None, NO_CURTAIN)),
    "no curtain": ((f"{CURTAIN}# ---- episode 3\n", ""), (2, None, NO_CURTAIN)),
    "a word too early": (
        (BURNED, "She kept a key."),
        (3, "She kept a key.", "this says too early what is kept for chapter 4 (kept key)"),
    ),
    "a name too early": (
        ("Q. Invented", "Q. Lind"),
        (0, "Q. Lind", "this says too early what is kept for chapter 4 (Lind)"),
    ),
    "a word in the head": (
        ("# The Lamp Room", "# Of one glove"),
        (
            0,
            " Of one glove: an invented show in four episodes, for tests, documents and pictures.",
            "this says too early what is kept for chapter 1 (glove*)",
        ),
    ),
}


def faulty(old, new):
    """Return the text of The Lamp Room with one fault in it."""
    assert LAMP.count(old) == 1
    return LAMP.replace(old, new)


def told(findings):
    return [(finding.chapter, finding.quote, finding.what) for finding in findings]


@pytest.mark.parametrize("value", ["[" * 3000, "9" * 5000], ids=["too deep", "too large a number"])
def test_what_no_parser_takes_is_no_toml(value):
    findings = lint(LAMP.replace("thin = true", f"thin = {value}"))

    assert told(findings) == [(3, None, "this isn't valid TOML")]


def test_a_fact_may_only_grow():
    """A later chapter says that it's about somebody else, too, and no more."""
    house = "{ text = \"The keeper's house burned down"
    key = '{ text = "He had kept the key'
    grown = '{ id = "house", about = ["nell"], by = ["A2"], sure = "bound" },'
    text = LAMP.replace(house, house.replace("{", '{ id = "house",'))

    assert lint(text.replace(key, f"{grown}\n  {key}")) == ()


@pytest.mark.parametrize(("change", "finding"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_found_and_said_to_those_who_have_seen_it(change, finding):
    assert told(lint(faulty(*change), up_to=4)) == [finding]


@pytest.mark.parametrize(("change", "finding"), FAULTS.values(), ids=FAULTS.keys())
def test_a_public_log_quotes_nothing(change, finding):
    """A word that comes too early isn't even said to be one, or where."""
    chapter, _, what = finding
    is_early = what.startswith("this says too early")

    (found,) = lint(faulty(*change))

    assert (found.chapter, found.quote) == (chapter, None)
    if is_early:
        assert str(found) == f"Chapter {chapter} needs a maintainer."
    else:
        assert found.what == what
        assert found.line


@pytest.mark.parametrize(("change", "finding"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_from_ahead_is_not_even_seen(change, finding):
    for up_to in range(finding[0]):
        assert lint(faulty(*change), up_to) == ()


def test_chapters_from_ahead_are_not_parsed():
    """Only that they are there is noticed, by the line they start with."""
    first, second, third, *_ = LAMP.split("\n[[chapter]]")

    assert lint("\n[[chapter]]".join([first, second, third, " = ][", "", ""]), up_to=1) == ()


@pytest.mark.parametrize("text", ["", 'format = 1\ntitle = "The Lamp Room"\n'])
def test_a_show_without_chapters_is_none(text):
    assert str(lint(text)[-1]) == "Chapter 0, line 1: there's no chapter in it."


def test_a_sentence_ends_where_what_to_write_ends():
    (chapter,) = lint(faulty("after = 3", "after = 4"))
    (clue,) = lint(faulty('{ id = "matches", answer', '{ id = "matchs", answer'), up_to=3)

    assert str(chapter).endswith("this is chapter 3, so it needs: after = 3")
    assert str(clue).endswith('"matchs": a new clue needs text; or is the id mistyped?')


def test_each_record_without_an_id_says_all_it_needs():
    """However many of its kind came before."""
    text = 'text = "Nobody saw the boat that brought the Visitor.", '

    (finding,) = lint(faulty(text, ""), up_to=1)

    assert str(finding).endswith("a new fact needs text.")


def test_a_ruled_line_may_name_the_season():
    assert lint(faulty("# ---- episode 3", "# ---- episode 3: season 2, episode 1")) == ()
    assert lint(faulty("# ---- episode 3", "# ---- episode 3: the end"))


def test_the_page_about_the_format_names_every_list_key_and_word():
    page = (BUNDLED.parents[1] / "docs" / "show-format.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", page)) | set(re.findall(r"`(\w+) = ", page))

    assert named >= {
        *FORMS,
        *SURE,
        *PARTS,
        *(key for form in FORMS.values() for key in form.keys.split()),
    }


LINES = {  # the old text, the new one, and the one that stands on the line that is named
    "no comma": (f"{BEAT},", f"{MORE}\n  {BEAT},", MORE),
    "a key unheard of": ('id = "4", title', 'id = "4", tittle', 'tittle = "Oskar"'),
    "a mistyped person": ('about = ["tom"], by', 'about = ["tim"], by', 'about = ["tim"], by'),
    "an id told before": ('{ id = "page", answer', '{ id = "pag", answer', 'id = "pag"'),
    "a chapter": ("after = 3", "after = 4", "[[chapter]]\nafter = 4"),
    "a comment": (f"  {BEAT},", f"  # Nell knows\n  {BEAT},", "# Nell knows"),
}


@pytest.mark.parametrize(("old", "new", "there"), LINES.values(), ids=LINES.keys())
def test_a_finding_names_its_line(old, new, there):
    text = faulty(old, new)

    (finding,) = lint(text, up_to=4)

    assert finding.line == text[: text.index(there)].count("\n") + 1


def lint_command(capsys, *arguments):
    """Run the command, and return its exit code and what it printed."""
    try:
        code = main([*map(str, arguments)])
    except SystemExit as end:
        code = end.code
    return code, *capsys.readouterr()


def test_a_viewer_who_added_a_line_is_told_in_one_sentence(capsys, tmp_path):
    show = tmp_path / "show.toml"
    show.write_text(text := faulty('to = "crew"', 'to = "crw"'))
    line = text[: text.index('"crw"')].count("\n") + 1

    said = f'Chapter 3, line {line}: "crw": no person has this id up to here.\n'
    assert lint_command(capsys, show, "--up-to", "3") == (1, said, "")
    assert lint_command(capsys, show, "--up-to", "2") == (0, "No mistakes found.\n", "")
    assert lint_command(capsys, LAMP_ROOM) == (0, "No mistakes found.\n", "")


@pytest.mark.parametrize("arguments", [["no such file"], [LAMP_ROOM, "--up-to", "-1"], []])
def test_a_wrong_use_of_the_lint_is_no_finding(capsys, arguments):
    code, out, err = lint_command(capsys, *arguments)

    assert (code, out) == (2, "")
    assert err


@given(st.data())
def test_the_lint_never_fails_whatever_the_file_says(data):
    """A value of any type, anywhere, is found and not stumbled over."""
    values = st.recursive(
        st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
        ),
        max_leaves=4,
    )
    show = tomllib.loads(LAMP)
    chapter = data.draw(st.sampled_from(show["chapter"]))
    place = data.draw(st.sampled_from(sorted(chapter)))
    if isinstance(chapter[place], list) and data.draw(st.booleans()):
        record = data.draw(st.sampled_from(chapter[place]))
        if isinstance(record, dict):
            chapter, place = record, data.draw(st.sampled_from(sorted(record)))
    chapter[place] = data.draw(values)

    for up_to in (None, 4):
        assert all(map(str, lint(tomli_w.dumps(show), up_to)))


@pytest.fixture(scope="module")
def ledger():
    """Return (id, chapter, fact) for every fact of the bundled season that has an id."""
    chapters = tomllib.loads(BUNDLED.read_text(encoding="utf-8"))["chapter"]
    told = [
        (fact["id"], chapter["after"], fact)
        for chapter in chapters
        for fact in chapter.get("fact", [])
        if re.fullmatch(r"R\d{3}", fact.get("id", ""))
    ]
    return sorted(told, key=lambda line: line[0])


def test_every_line_of_the_ledger_is_told_once_in_its_chapter_and_has_terms(ledger):
    """The ledger holds the reveals of the season; each has words that must not come earlier."""
    told = [(id_, str(after), bool(fact.get("terms"))) for id_, after, fact in ledger]

    assert told == [(f"R{n:03}", gate, True) for n, gate in enumerate(GATES, start=1)]


@pytest.mark.parametrize("position", range(9))
def test_the_ledger_opens_line_by_line_and_not_one_position_early(ledger, position):
    texts_told = {fact.text for fact in airlock.open_at(Position(position), str(BUNDLED)).facts}

    told = [id_ for id_, _, fact in ledger if fact["text"] in texts_told]

    assert told == [f"R{n:03}" for n, gate in enumerate(GATES, start=1) if int(gate) <= position]


def test_the_bundled_season_opens_at_every_position():
    for position in range(9):
        episodes = airlock.open_at(Position(position), str(BUNDLED)).episodes
        told = [bool(e.line and e.beats) for e in episodes]
        started = [bool(e.line or e.beats or e.cliffhanger) for e in episodes]
        teased = [bool(e.teaser) for e in episodes]

        assert told == started == [True] * position + [False] * (8 - position)
        assert teased == [True] * min(position + 1, 8) + [False] * (7 - position)


ASKED = ["", "next", "episodes", "recap --all", "learned", "cast", "map", "clues", "about"]


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

    parts = {
        part
        for line in [*ASKED, *(f'who "{name}"' for name in people)]
        for text in texts(json.loads(run(f"{line} --json").out))
        for part in text.split("; ")  # a role and some news
    }
    said = [*map(words, parts)]

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
