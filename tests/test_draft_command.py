"""`runaway draft`: from a file, from standard input, from scratch."""

from __future__ import annotations

import io
import json
import sys
import tomllib
from types import SimpleNamespace

import pytest

from drafts import drafted, episode, lamp_room, show, special
from runaway_cli.story.draft_toml import toml_of
from runaway_cli.views.story import NOT_STARTED


@pytest.fixture
def answer(tmp_path):
    """The file of an answer of TVmaze."""
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(lamp_room()), encoding="utf-8")
    return path


def pipe(monkeypatch, content):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))


def test_a_draft_of_a_file_or_of_standard_input_is_a_show_file(run, answer, monkeypatch):
    from_file = run(f"draft '{answer}'").out
    pipe(monkeypatch, answer.read_bytes())

    assert run("draft -").out == from_file == toml_of(drafted(lamp_room()))


def test_a_draft_goes_from_pipe_to_shelf(run, home, answer, monkeypatch):
    pipe(monkeypatch, run(f"draft '{answer}'").out.replace("The Lamp Room", "Gulls").encode())

    assert run("shows add -").out == (
        "Added Gulls, 4 episodes.  To see where you are: runaway --show gulls\n"
    )
    assert "Next is episode 1, Low Tide" in run("next --show gulls").out


def test_a_draft_never_overwrites_a_file(run, answer, tmp_path):
    path = tmp_path / "show.toml"

    said = run(f"draft '{answer}' --to '{path}'").out

    assert said == (
        f"Wrote The Lamp Room, 4 episodes, to {path}.  To add it: runaway shows add {path}\n"
    )
    before = path.read_bytes()
    assert tomllib.loads(before.decode())["title"] == "The Lamp Room"
    assert "already exists" in run(f"draft '{answer}' --to '{path}'", expect=1).err
    assert path.read_bytes() == before


def test_a_second_file_adds_the_specials(run, answer, tmp_path):
    extra = tmp_path / "specials.json"
    extra.write_text(json.dumps([special("A Lamp at Christmas")]), encoding="utf-8")

    assert "A Lamp at Christmas" in run(f"draft '{answer}' --specials '{extra}'").out


def test_a_draft_from_nothing_needs_a_title_and_a_number(run):
    drafted = tomllib.loads(run("draft The Gull House --episodes 3 --minutes 40").out)

    assert drafted["title"] == "The Gull House"
    assert [e["minutes"] for e in drafted["chapter"][0]["episode"]] == [40, 40, 40]
    assert "There's no file" in run("draft Gulls", expect=2).err
    assert "What is the show?" in run("draft", expect=2).err
    assert "--episodes takes a number" in run("draft Gulls --episodes x", expect=2).err


def test_a_whole_show_never_runs_over_the_screen(run, answer, monkeypatch):
    """A viewer who drafts a show is about to watch it."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    done = run(f"draft '{answer}'", expect=2)

    assert "isn't shown on the screen" in done.err
    assert "Low Tide" not in done.out + done.err


SENTENCES = {
    '[{"score": 1, "show": {"id": 7, "name": "Gulls", "schedule": {}}}]': "That's a list of shows",
    '{"name": "Not Found", "status": 404}': "TVmaze answered with an error: 404",
    "": "The answer is empty",
    "<html>": "That's no answer from TVmaze to draft from: it's a web page",
}


@pytest.mark.parametrize(("content", "sentence"), SENTENCES.items())
def test_any_other_answer_gets_a_sentence(run, monkeypatch, content, sentence):
    pipe(monkeypatch, content.encode())

    done = run("draft -", expect=None)

    assert done.err.startswith(sentence)
    assert (done.code, done.out) == (1, "")


def test_a_draft_is_no_json(run, answer):
    assert run(f"draft '{answer}' --json", expect=2).out == ""
    path = answer.with_name("show.toml")
    assert json.loads(run(f"draft '{answer}' --to '{path}' --json").out)["did"] == "drafted"


@pytest.fixture
def bare(season, tmp_path):
    """A draft before anybody has written a word."""
    season.path = tmp_path / "bare.toml"
    season.path.write_text(toml_of(drafted(show([episode(1), episode(2)]))))


@pytest.mark.parametrize(
    ("line", "at_first", "later"),
    [
        ("cast", "You haven't met anybody yet.", "Nobody you've met is written down yet."),
        ("learned", NOT_STARTED, "Nothing is written down about episode 1 yet."),
        ("recap", NOT_STARTED, "Nothing is written down about episode 1 yet. To keep what"),
        ("recap --short", NOT_STARTED, "Nothing is written down about episode 1 yet. To keep"),
    ],
)
def test_a_page_without_anything_says_so(bare, run, screen, line, at_first, later):
    assert at_first in run(line).out
    assert at_first in screen(line)

    run("watched 1")

    assert later in run(line).out
    assert later in " ".join(screen(line).split())


def test_a_note_is_better_than_nothing(bare, run):
    run("watched 1")
    run("note 'She knew.'")

    assert "Nothing is written down" not in run("recap").out


def test_a_draft_can_have_another_title_than_its_source(run, answer):
    named = run(f"draft '{answer}' --title 'The Lamp Room (1963)'").out

    assert tomllib.loads(named)["title"] == "The Lamp Room (1963)"
    assert tomllib.loads(run(f"draft '{answer}'").out)["title"] == "The Lamp Room"
    assert "can't be the title" in run(f"draft '{answer}' --title ' '", expect=2).err
    scratch = run("draft Gulls --episodes 2 --title Terns").out
    assert tomllib.loads(scratch)["title"] == "Terns"
