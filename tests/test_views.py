"""JSON, screens and lines are three prints of one view."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections import Counter

import pytest

import runaway_cli
from helpers import READING
from runaway_cli import views
from runaway_cli.cli.registry import COMMANDS
from runaway_cli.errors import RunawayError
from runaway_cli.render import draw, learn
from runaway_cli.views import View, is_answer, kind

# more than a screen wants to say
UNSAID = {"on", "sources", "director", "titles", "line", "sentence", "place", "part", "teaser"}
UNSAID |= {"group", "branches", "of"}


def every_view():
    """Return all kinds of view."""
    names = [m.name for m in pkgutil.iter_modules(views.__path__)]
    modules = [importlib.import_module(f"runaway_cli.views.{name}") for name in names]
    found = {v for m in modules for _, v in inspect.getmembers(m, inspect.isclass)}
    return sorted((v for v in found if hasattr(v, "lines") and v is not View), key=kind)


def every(error):
    """Yield a class of errors, and all that are kinds of it."""
    yield error
    for kind_of in error.__subclasses__():
        yield from every(kind_of)


def strings(node):
    """Return every string said inside parsed JSON, times in ISO left out."""
    if isinstance(node, dict):
        said = {key: value for key, value in node.items() if key not in UNSAID}
        return [text for value in said.values() for text in strings(value)]
    if isinstance(node, list):
        return [text for item in node for text in strings(item)]
    return [node] if isinstance(node, str) and not node.startswith("2026-") else []


@pytest.mark.parametrize("line", [line for line in READING if line != "doctor"])
def test_whatever_json_says_the_screen_says(run, screen, line):
    """doctor speaks of the screen itself."""
    run("watched 3 --at yesterday")
    page = json.loads(run(f"{line} --json").out)
    del page["kind"], page["schema"]

    drawn = " ".join(screen(line, columns=200).split()).casefold()

    assert [text for text in strings(page) if text.casefold().rstrip(".") not in drawn] == []


@pytest.mark.parametrize("view", every_view(), ids=lambda view: view.__name__)
def test_every_view_can_be_drawn(view):
    if not is_answer(view):
        learn(view)
        assert draw.dispatch(view) is not draw.dispatch(View)


KINDS = {
    *("home", "next", "episodes", "marked", "changed", "history", "recap", "learned", "cast"),
    *("person", "choices", "names", "map", "find", "clues", "questions", "planted", "about"),
    *("tonight", "plan", "doctor", "text", "shows", "shelf", "help"),
    *("profiles", "profile", "shared"),
    *("pause", "written", "notes", "theories", "judged"),
}


def test_every_kind_of_json_has_the_name_that_others_rely_on():
    assert sorted(map(kind, every_view())) == sorted(KINDS)


@pytest.mark.parametrize("command", [*COMMANDS])
def test_every_command_has_help_with_an_example(run, command):
    said = run(f"{command} --help").out

    assert f"Example: runaway {command}" in said
    assert "--json" in said


WRITING = {"watched", "unwatch", "undo", "redo", "rewatch", "doctor", "shows", "draft", "profiles"}
WRITING |= {"pause", "note", "rate", "theory", "judge"}


@pytest.mark.parametrize("command", [*COMMANDS])
def test_every_reading_command_looks_back(run, command):
    assert ("--as-of" in run(f"{command} --help").out) == (command not in WRITING | {"completion"})


def test_every_command_that_looks_back_is_read():
    """By the tests of screens, JSON, hostile texts and terminals."""
    assert {c.name for c in COMMANDS.values() if c.looks_back} <= {x.split(" ")[0] for x in READING}


@pytest.mark.parametrize("line", READING)
def test_json_has_one_envelope(run, line):
    run("watched 2")

    page = json.loads(run(f"{line} --json").out)

    assert page["schema"] == 1
    assert page["kind"] in KINDS


def test_no_two_kinds_of_error_have_one_name_in_json():
    for module in pkgutil.walk_packages(runaway_cli.__path__, "runaway_cli."):
        if module.name.endswith("errors"):
            importlib.import_module(module.name)
    kinds = Counter(error.kind() for error in every(RunawayError))

    assert len(kinds) > 50
    assert [kind for kind, count in kinds.items() if count > 1] == []
