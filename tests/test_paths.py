"""The viewer's things are where the platform keeps such things."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from runaway_cli.system import paths


@pytest.mark.parametrize("system", ["linux", "elsewhere"])
@pytest.mark.parametrize("xdg", [None, "", "relative", "/of/my/own", "/of/my/own/"])
@pytest.mark.parametrize("user", [None, "", "relative", "/home/nell", "/home/nell/", "/"])
def test_the_plain_way_leads_where_platformdirs_does(monkeypatch, system, xdg, user):
    """On Linux it is not asked where that is plain; elsewhere it is asked."""
    monkeypatch.delenv("RUNAWAY_HOME")
    for name, value in (("XDG_CONFIG_HOME", xdg), ("HOME", user)):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    config = platformdirs.user_config_path("runaway", appauthor=False)
    monkeypatch.setattr(sys, "platform", system)

    assert Path(paths.diary_folder()) == config


def test_who_has_no_home_is_told_so(run, monkeypatch):
    def nowhere(*_, **__):
        raise RuntimeError

    monkeypatch.delenv("RUNAWAY_HOME")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("HOME", "")
    monkeypatch.setattr(platformdirs, "user_config_dir", nowhere)

    for line in ("next", "watched 3", "doctor"):
        assert "Set RUNAWAY_HOME" in run(line, expect=1).err


def test_a_home_of_one_s_own_moves_the_diary(monkeypatch):
    monkeypatch.setenv("RUNAWAY_HOME", "/my/films")

    assert paths.diary_folder() == "/my/films"
