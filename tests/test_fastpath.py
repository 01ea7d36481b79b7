"""The short way through a plain command line takes it as the command tree does."""

from __future__ import annotations

import functools
import inspect
from typing import get_args, get_type_hints

import pytest
import typer
from hypothesis import example, given
from hypothesis import strategies as st

from runaway_cli.cli import app, fastpath
from runaway_cli.cli.registry import COMMANDS, HOME, load

FUNCTIONS = [load(HOME), *(load(name) for panel in COMMANDS.values() for _, name, _ in panel)]
HINTS = [get_type_hints(function, include_extras=True) for function in FUNCTIONS]
WISHES = [get_args(hint)[-1] for hints in HINTS for name, hint in hints.items() if name != "return"]
OPTIONS = sorted({wish.name for wish in WISHES if isinstance(wish, fastpath.Option)})
WORDS = st.one_of(
    st.sampled_from(OPTIONS),
    st.sampled_from(["3", "2-4", "0", "-1", "1.5", "9" * 9, "nell", "", "-", "--", "1e1", "٣"]),
    st.sampled_from(OPTIONS).map(lambda option: f"{option}=3"),
    st.text(max_size=5),
)


def in_the_tree(function, words):
    """Return what the command tree would hand to `function`, None when it refuses."""
    seen = {}

    @functools.wraps(function)
    def record(**given):
        seen.update(given)

    tree = typer.Typer(pretty_exceptions_enable=False)
    tree.command()(app._wrap(record))
    try:
        tree(words, standalone_mode=False)
    except Exception as refusal:
        if not hasattr(refusal, "format_message"):
            raise
        return None
    return seen


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
@given(st.lists(WORDS, max_size=5))
@example([])
@example(["3"])
@example(["--json", "--as-of", "2"])
@example(["--until", "23:30", "--break", "10", "--speed", "1.25"])
@example(["--per-day", "3", "--break", "601"])
def test_what_the_shortcut_takes_it_takes_as_the_tree_does(function, words):
    taken = fastpath.take(function, words)

    if taken is not None:
        defaults = {
            name: parameter.default
            for name, parameter in inspect.signature(function).parameters.items()
            if parameter.default is not parameter.empty
        }
        assert in_the_tree(function, words) == defaults | taken.keywords


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_a_plain_line_takes_the_short_way(function):
    words = ["nell"] if function.__name__ == "who" else []

    assert fastpath.take(function, [*words, "--json"])
