"""The short way through a plain command line parses it as the command tree does."""

from __future__ import annotations

import functools

import pytest
import typer
from hypothesis import example, given
from hypothesis import strategies as st

from runaway_cli.cli import app, fastpath
from runaway_cli.cli.params import REQUIRED, Option, parameters_of
from runaway_cli.cli.registry import COMMANDS, HOME

EVERY = [HOME, *COMMANDS.values()]
WANTED = [parameter.wanted for command in EVERY for parameter in parameters_of(command)]
OPTIONS = sorted({wanted.name for wanted in WANTED if isinstance(wanted, Option)})
WORDS = st.one_of(
    st.sampled_from(OPTIONS),
    st.sampled_from(["3", "2-4", "0", "-1", "1.5", "9" * 9, "nell", "", "-", "--", "1e1", "٣"]),
    st.sampled_from(OPTIONS).map(lambda option: f"{option}=3"),
    st.text(max_size=5),
)


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


@pytest.mark.parametrize("command", EVERY, ids=lambda command: command.name or "home")
@given(st.lists(WORDS, max_size=5))
@example([])
@example(["3"])
@example(["--json", "--as-of", "2"])
@example(["--until", "23:30", "--break", "10", "--speed", "1.25"])
@example(["--per-day", "3", "--break", "601"])
def test_what_goes_the_short_way_is_parsed_as_in_the_tree(command, words):
    parameters = parameters_of(command)

    given = fastpath.parse(parameters, words)

    if given is not None:
        defaults = {p.name: p.default for p in parameters if p.default is not REQUIRED}
        assert in_the_tree(command, words) == defaults | given


@pytest.mark.parametrize("command", EVERY, ids=lambda command: command.name or "home")
def test_a_plain_line_goes_the_short_way(command):
    words = ["nell"] if command.name in ("who", "find") else []

    assert fastpath.parse(parameters_of(command), [*words, "--json"])
