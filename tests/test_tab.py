"""The short way offers behind Tab what the command tree offers."""

from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import stand_at
from runaway_cli import cli, tab

NAMES = [name for panel in cli.COMMANDS.values() for name, _, _ in panel]
WORDS = st.one_of(
    st.sampled_from(
        ["3", "2-4", "nell", "The", "h", "--json", "--as-of", "-", "--", '"', "\\", "'"]
    ),
    st.text("anelt013-'\"\\$:`\x1c\té", max_size=3),
)
LINES = st.lists(st.one_of(st.sampled_from(NAMES), WORDS), max_size=4)
SHELLS = ["bash", "zsh", "fish", "powershell"]


def offered(shell, words, *, action="get-args"):
    """Press Tab behind the last of `words`; return what the shell is told, and the exit code."""
    line = " ".join(["runaway", *words])
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.setenv("_RUNAWAY_COMPLETE", f"complete_{shell}")
        patch.setenv("COMP_WORDS", line.replace(" ", "\n"))
        patch.setenv("COMP_CWORD", str(len(words)))
        patch.setenv("_TYPER_COMPLETE_ARGS", line)
        patch.setenv("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
        patch.setenv("_TYPER_COMPLETE_FISH_ACTION", action)
        with pytest.raises(SystemExit) as stop:
            cli.main([])
    return said.getvalue(), stop.value.code or 0


def by_the_tree(*asked, **action):
    """Return the same, without the short way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tab, "line", lambda: None)
        return offered(*asked, **action)


@pytest.fixture(autouse=True)
def _two_watched(home):
    stand_at(home, 2)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("action", ["get-args", "is-args"])
@given(words=LINES)
@settings(max_examples=40)
@example(words=["who", ""])
@example(words=["who", "n"])
@example(words=["who", "nell", ""])
@example(words=["who", "nell", "harker", ""])
@example(words=["who", "zzz"])
@example(words=["watched", ""])
@example(words=["watched", "3", ""])
@example(words=["recap", ""])
@example(words=["recap", "1", ""])
@example(words=["cast", ""])
@example(words=["who", '"nell', "h"])
@example(words=["who", "nell\xa0h"])
@example(words=["who", "nell\x1ch"])
@example(words=["next"])
@example(words=[])
def test_the_short_way_offers_what_the_tree_offers(shell, action, words):
    assert offered(shell, words, action=action) == by_the_tree(shell, words, action=action)


@pytest.mark.parametrize("shell", SHELLS[:3])
@pytest.mark.parametrize("words", [["who", "n"], ["watched", ""], ["recap", ""]])
def test_what_is_plain_takes_the_short_way(monkeypatch, shell, words):
    short = offered(shell, words)
    monkeypatch.setattr("runaway_cli.tree.run", None)

    assert offered(shell, words) == short
    assert short[0].strip()


def test_a_name_with_signs_that_zsh_would_read_is_quoted(monkeypatch):
    """As the tree quotes it."""
    names = ["O'Hara", 'the "Mole"', "$HOME", "`ls`", "a:b"]
    monkeypatch.setattr(
        "runaway_cli.commands.people.Name.__metadata__",
        (tab.Argument("NAME", "", lambda ctx, incomplete: names),),
    )

    assert offered("zsh", ["who", ""]) == by_the_tree("zsh", ["who", ""])
