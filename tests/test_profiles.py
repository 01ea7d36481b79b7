"""People: names of every kind, a folder for each, and nobody's lost."""

from __future__ import annotations

import io
import json
import os
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from helpers import LAMP_ROOM
from runaway_cli.story import library
from runaway_cli.system import folders, profiles
from runaway_cli.system.errors import NoNameError

MOMENT = datetime(2026, 1, 3, 22, 4, tzinfo=UTC)
CALLED = [
    "Ben",
    "Ben Ö",
    "小林",
    "O'Hara Jr.",
    "علی‌رضا",
    "👨‍👩‍👧",
    "con",
    "..",
    "a/b",
    "%41",
    "~",
    "x" * 60,
]
NAMES = st.one_of(
    st.sampled_from(CALLED),
    st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=60),
    st.text(max_size=70),
)


def name(typed):
    """Return a name as it's kept; a text that can't be one isn't tried."""
    try:
        return profiles.spelled(typed)
    except NoNameError:
        assume(False)


@given(NAMES, NAMES)
@example("Ben", "BEN")
@example("ß", "SS")
@example("é", "e\u0301")
@example("小" * 60, "小" * 59 + "林")
def test_distinct_people_get_distinct_folders(one, other):
    """Two names share a folder if they differ only in case and in how they're composed."""
    one, other = name(one), name(other)

    def alike(text):
        return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())

    assert (profiles.key_of(one) == profiles.key_of(other)) == (alike(one) == alike(other))


@given(NAMES)
def test_a_name_never_leaves_the_shelf(typed):
    key = profiles.key_of(name(typed))
    root = profiles.root_of("/home", name(typed))

    assert profiles.is_key(key)
    assert key.isascii()
    assert key == key.casefold()
    assert Path(os.path.normpath(root)).parent == Path("/home/profiles")


@given(NAMES)
def test_a_name_comes_back_as_it_was_spelled(tmp_path_factory, typed):
    spelling = name(typed)
    home = str(tmp_path_factory.mktemp("home"))

    one = profiles.add(home, spelling)

    assert profiles.everybody(home) == (profiles.Profile(home), one)
    assert profiles.find(profiles.everybody(home), spelling) == [one]
    assert one.name == spelling
    assert profiles.spelled(spelling) == spelling


@given(NAMES)
def test_a_folder_without_its_name_is_read_from_what_it_is_called(tmp_path_factory, typed):
    home = str(tmp_path_factory.mktemp("home"))
    one = profiles.add(home, name(typed))
    os.unlink(os.path.join(one.root, profiles.SPELLING))

    _, found = profiles.everybody(home)

    assert profiles.find([found], one.name) == [found]
    assert found.root == one.root


REFUSED = {
    "nothing": ("", "it's empty"),
    "blanks": (" \t\u3000", "it's empty"),
    "a control character": ("Be\x00n", "can't be seen"),
    "an escape": ("\x1b[31mBen", "can't be seen"),
    "a line that turns round": ("Ben\u202e", "can't be seen"),
    "half a character": ("Ben\udcff", "can't be seen"),
    "too long": ("x" * 61, "it has 61 characters, and 60 is the most"),
}


@pytest.mark.parametrize(("typed", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_nobody_is_called_is_refused_in_a_sentence(typed, why):
    with pytest.raises(NoNameError, match=why):
        profiles.spelled(typed)


def test_somebody_renamed_keeps_their_folder_s_content(tmp_path):
    home = str(tmp_path)
    one = profiles.add(home, "Ben")
    Path(one.root, "progress.toml").write_text("kept")

    respelled = profiles.rename(home, one, "BEN")
    renamed = profiles.rename(home, respelled, "Benjamin")

    assert profiles.everybody(home) == (profiles.Profile(home), renamed)
    assert Path(renamed.root, "progress.toml").read_text() == "kept"
    assert (respelled.root, respelled.name) == (one.root, "BEN")


def test_the_first_person_can_have_a_name_and_stays_where_they_are(tmp_path):
    home = str(tmp_path)

    profiles.rename(home, profiles.Profile(home), "Anna Ö")

    assert [one.root for one in profiles.find(profiles.everybody(home), "ANNA ö")] == [home]


def test_somebody_set_aside_is_kept_and_no_longer_listed(tmp_path):
    home = str(tmp_path)
    one = profiles.add(home, "x" * 60)
    Path(one.root, "progress.toml").write_text("kept")

    aside = folders.set_aside(one.root, MOMENT)

    assert profiles.everybody(home) == (profiles.Profile(home),)
    assert Path(aside, "progress.toml").read_text() == "kept"


def test_everybody_has_a_diary_of_their_own(home, run):
    run("profiles add Ben Ö")
    run("watched 1 --profile 'ben ö'")
    run("watched 3")

    assert run("profiles").out == (
        "You: 3 of 4\nBen Ö: 1 of 4\nTo ask for somebody else: runaway next --profile NAME\n"
    )
    assert json.loads(run("--json --profile 'BEN Ö'").out)["watched"] == [True] + [False] * 3


def test_whose_diary_it_is_can_be_said_for_the_evening(run, monkeypatch):
    run("profiles add Ben")
    monkeypatch.setenv("RUNAWAY_PROFILE", "ben")
    run("watched 1")
    monkeypatch.delenv("RUNAWAY_PROFILE")

    assert "Ben: 1 of 4" in run("profiles").out


def test_everybody_has_a_diary_of_each_show(home, run):
    library.add(io.BytesIO(LAMP_ROOM.read_bytes()), str(home), "Another")
    run("profiles add Ben")
    run("watched 2 --show the-lamp-room --profile Ben")

    diary = home / "profiles" / "ben" / "shows" / "the-lamp-room" / "progress.toml"

    assert diary.exists()
    assert "Ben: 2 of 4" in run("profiles --show the-lamp-room").out
    assert not (home / "shows" / "the-lamp-room" / "progress.toml").exists()


def test_a_misspelled_name_is_asked_about_and_nobody_is_created(home, run, monkeypatch):
    run("profiles add Ben")

    slip = run("watched 1 --profile Bne", expect=2)
    stranger = run("watched 1 --profile 小林", expect=2)
    monkeypatch.setenv("RUNAWAY_PROFILE", "be n")

    assert 'There\'s nobody called "Bne". Did you mean Ben?' in slip.err
    assert "To add them: runaway profiles add 小林" in stranger.err
    assert "Did you mean Ben?" in run("next", expect=2).err
    assert run("profiles").code == 0
    assert os.listdir(home / "profiles") == ["ben"]


def test_removing_sets_aside_and_nothing_else(home, run):
    run("profiles add Ben")
    run("watched 2 --profile Ben")
    written = (home / "profiles/ben/progress.toml").read_bytes()

    said = run("profiles remove ben").out

    (aside,) = (home / "profiles").iterdir()
    assert str(aside) in said
    assert (aside / "progress.toml").read_bytes() == written
    assert "nobody called" in run("next --profile Ben", expect=2).err


REFUSALS = {
    "profiles add": "it's empty",
    "profiles add BEN": 'There\'s already somebody called "BEN". Nothing was changed.',
    "profiles rename Carl Dora": "Did you mean",
    "profiles rename Karl ben": "already somebody",
    "profiles rename Karl": "needs two names",
    "profiles remove Anna": "it stays",
    "profiles remove nobody": "nobody called",
    "profiles add You": "already somebody",
    "profiles rename Karl you": "already somebody",
    "profiles add '\u200d'": "it's empty",
    "profiles eat Ben": "I don't know what to do with",
    "next --profile": "--profile needs a name",
    "next --profile ''": "it's empty",
}


@pytest.mark.parametrize(("line", "said"), REFUSALS.items())
def test_what_cannot_be_done_is_said(home, run, line, said):
    run("profiles add Ben")
    run("profiles add Karl")
    run("profiles rename you Anna")
    before = sorted(home.rglob("*"))

    assert said in run(line, expect=2).err
    assert sorted(home.rglob("*")) == before


def test_a_folder_that_cannot_be_made_is_said(home, run):
    home.mkdir()
    (home / "profiles").write_text("a file")

    assert "Couldn't change" in run("profiles add Ben", expect=1).err


def test_somebody_s_damaged_diary_is_said_in_the_list(home, run):
    run("profiles add Ben")
    (home / "profiles/ben/progress.toml").write_text("junk")

    said = run("profiles")

    assert "Ben: 0 of 4. Ben's diary is damaged at line 1" in said.out
    assert "runaway doctor --profile Ben" in said.out
    assert said.err == ""


def test_folders_are_one_s_own_from_the_first(home, run):
    run("profiles add Ben")

    modes = [(home / part).stat().st_mode & 0o777 for part in ("", "profiles", "profiles/ben")]
    assert modes == [0o700] * 3


def test_what_lies_on_the_shelf_and_is_nobody_is_left_alone(tmp_path):
    shelf = tmp_path / "profiles"
    shelf.mkdir()
    (shelf / "ben").write_text("a file")
    (shelf / ".stfolder").mkdir()

    assert profiles.everybody(str(tmp_path)) == (profiles.Profile(str(tmp_path)),)


def test_no_name_is_lost_between_the_folder_and_its_spelling(tmp_path):
    """A rename that was cut short left the old spelling in the new folder."""
    one = profiles.add(str(tmp_path), "Ben")
    os.rename(one.root, profiles.root_of(str(tmp_path), "Carl"))

    _, found = profiles.everybody(str(tmp_path))

    assert (found.name, found.key) == ("carl", "carl")


def test_what_a_new_diary_offers_to_type_marks_nothing(run):
    """Whoever pastes it hasn't seen a thing."""
    offered = run("profiles add 'Ben K.'").out.strip().partition(": runaway ")[2]

    assert run(offered).out.startswith("The Lamp Room: 0 of 4 watched")
    assert run("history --profile 'Ben K.'").out == "Nothing yet.\n"
