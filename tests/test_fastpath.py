"""The short way through a plain command line parses it as the command tree does."""

from __future__ import annotations

import functools

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from runaway_cli.cli import app, fastpath
from runaway_cli.cli.params import REQUIRED, Option, parameters_of
from runaway_cli.cli.registry import COMMANDS, HOME

EVERY = [HOME, *COMMANDS.values()]
WANTED = [parameter.wanted for command in EVERY for parameter in parameters_of(command)]
OPTIONS = sorted({wanted.name for wanted in WANTED if isinstance(wanted, Option)})
VALUES = ["3", "2-4", "0", "-1", "1.5", "9" * 9, "nell", "", "-", "--", "1e1", "٣"]


@functools.cache
def lines_of(command):
    """Return a strategy for what's typed after a command, mostly with options that it has."""
    options = [p.wanted.name for p in parameters_of(command) if isinstance(p.wanted, Option)]
    words = st.one_of(
        st.sampled_from(options),
        st.sampled_from(options),
        st.sampled_from(OPTIONS),
        st.sampled_from(VALUES),
        st.sampled_from(OPTIONS).map(lambda option: f"{option}=3"),
        st.text(max_size=5),
    )
    return st.lists(words, max_size=5)


@functools.cache
def tree_of(command):
    """Return a tree of one command, and the list to which it adds what it's given."""
    handed = []

    def record(_, given, __):
        handed.append(given)

    tree = typer.Typer(pretty_exceptions_enable=False)
    tree.command()(app.wrap(command, "no season", record))
    return typer.main.get_command(tree), handed


def in_the_tree(command, words):
    """Return what the command tree would hand to a command, None when it refuses."""
    tree, handed = tree_of(command)
    handed.clear()
    try:
        tree(words, standalone_mode=False)
    except Exception as refusal:
        if not hasattr(refusal, "format_message"):
            raise
    return handed[0] if handed else None


LINES = [
    [],
    ["3"],
    ["--json", "--as-of", "2"],
    ["--until", "23:30", "--break", "10", "--speed", "1.25"],
    ["--per-day", "3", "--break", "601"],
]


def is_parsed_as_in_the_tree(command, words):
    parameters = parameters_of(command)
    given = fastpath.parse(parameters, words)
    defaults = {p.name: p.default for p in parameters if p.default is not REQUIRED}
    return given is None or in_the_tree(command, words) == defaults | given


@pytest.mark.parametrize("command", EVERY, ids=lambda command: command.name or "home")
@settings(max_examples=40)
@given(st.data())
def test_what_goes_the_short_way_is_parsed_as_in_the_tree(command, data):
    assert is_parsed_as_in_the_tree(command, data.draw(lines_of(command)))


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_usual_lines_are_parsed_as_in_the_tree(words):
    for command in EVERY:
        assert is_parsed_as_in_the_tree(command, words), command.name


@pytest.mark.parametrize("command", EVERY, ids=lambda command: command.name or "home")
def test_a_plain_line_goes_the_short_way(command):
    words = ["nell"] if command.name in ("who", "find") else []

    assert fastpath.parse(parameters_of(command), [*words, "--json"])
