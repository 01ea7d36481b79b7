"""The viewer's things are where the platform keeps such things."""

from __future__ import annotations

import os
import sys

import platformdirs
import pytest

from runaway_cli.system import paths

HOMES = {  # system, environment, folder
    "Linux": ("linux", {"HOME": "/home/nell"}, "/home/nell/.config/runaway"),
    "Linux, moved": (
        "linux",
        {"HOME": "/home/nell", "XDG_CONFIG_HOME": "/of/my/own"},
        "/of/my/own/runaway",
    ),
    "Linux, moved nowhere": (
        "linux",
        {"HOME": "/home/nell", "XDG_CONFIG_HOME": "relative"},
        "/home/nell/.config/runaway",
    ),
    "FreeBSD": ("freebsd14", {"HOME": "/home/nell"}, "/home/nell/.config/runaway"),
    "macOS": ("darwin", {"HOME": "/Users/nell"}, "/Users/nell/Library/Application Support/runaway"),
    "macOS, with Linux habits": (
        "darwin",
        {"HOME": "/Users/nell", "XDG_CONFIG_HOME": "/of/my/own"},
        "/Users/nell/Library/Application Support/runaway",
    ),
    "a home of one's own": ("linux", {"HOME": "/u", "RUNAWAY_HOME": "/my/films"}, "/my/films"),
    "written as shells write it": (
        "linux",
        {"HOME": "/home/nell", "RUNAWAY_HOME": "~/films"},
        "/home/nell/films",
    ),
}


@pytest.fixture
def environment(monkeypatch):
    """Return a function that sets where a system keeps things, and nothing else."""

    def inner(system, values):
        for name in ("RUNAWAY_HOME", "XDG_CONFIG_HOME", "HOME", "LOCALAPPDATA", "SNAP_REAL_HOME"):
            monkeypatch.delenv(name, raising=False)
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "platform", system)

    return inner


@pytest.mark.parametrize(("system", "values", "folder"), HOMES.values(), ids=HOMES.keys())
def test_a_diary_begins_where_the_system_keeps_such_things(environment, system, values, folder):
    environment(system, values)

    assert paths.diary_folder() == folder


def test_windows_is_asked_by_platformdirs(environment):
    environment("win32", {"HOME": "/u", "LOCALAPPDATA": "/u/Local"})

    first, *others = paths.usual_places()

    assert first == platformdirs.user_config_dir("runaway", appauthor=False)
    assert "/u/Local/runaway" in others


BEFORE = {  # system, environment below a home, and where a diary was begun before
    "an editor's terminal moves the config folder": (
        "linux",
        {"XDG_CONFIG_HOME": "snap/code/123/.config"},
        ".config/runaway",
    ),
    "a snap has another home": (
        "linux",
        {"HOME": "snap/code/123", "SNAP_REAL_HOME": ""},
        ".config/runaway",
    ),
    "a newer platformdirs": ("darwin", {"XDG_CONFIG_HOME": "moved"}, "moved/runaway"),
    "Linux habits": ("darwin", {}, ".config/runaway"),
}


@pytest.mark.parametrize(("system", "moved", "place"), BEFORE.values(), ids=BEFORE.keys())
def test_a_diary_that_is_in_another_usual_place_is_used(
    environment, tmp_path, system, moved, place
):
    values = {name: str(tmp_path / folder) for name, folder in moved.items()}
    environment(system, {"HOME": str(tmp_path), **values})
    first = paths.diary_folder()
    (tmp_path / place).mkdir(parents=True)
    (tmp_path / place / "progress.toml").write_text("version = 1\n")

    assert first != str(tmp_path / place)
    assert paths.diary_folder() == str(tmp_path / place)


@pytest.mark.parametrize("told", ["films", "./films", "'/my/films'", '"~/films"', "/my/films\r"])
def test_a_home_that_would_begin_a_second_diary_is_refused(run, monkeypatch, told):
    monkeypatch.setenv("RUNAWAY_HOME", told)

    for line in ("next", "watched 1", "doctor"):
        assert "It needs a full path, such as ~/diary." in run(line, expect=1).err


def test_a_missing_home_is_explained(run, monkeypatch):
    for name in ("RUNAWAY_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "nowhere")

    for line in ("next", "watched 3", "doctor"):
        assert "Set RUNAWAY_HOME" in run(line, expect=1).err


READ = ["progress.toml", "progress..path1.toml", "progress.toml..path1", "progress.toml.conflict1",
        "Progress.TOML", "PROGRESS-2.toml", "progress (1).toml", "progress.toml.sb-1a2b-XyZ",
        "progress.sync-conflict-20260103-101112-ABCDEFG.toml"]  # fmt: skip
KEPT = ["progress.toml~", "progress.toml.bak", ".progress.toml.swp", "progress.toml.orig",
        "damaged-20260103-220400-progress.toml", "joined-1-progress 2.toml"]  # fmt: skip
LOOKALIKES = ["Copy of progress.toml", ".progress.toml.icloud", "my progress.toml",
              "Kopie von progress.toml", "#progress.toml#"]  # fmt: skip
OTHERS = [".progress.lock", "notes.toml", "progress.txt", "progress", ".runaway-0a1b.new"]


def test_every_name_in_the_folder_is_read_or_named_or_neither(tmp_path):
    names = [*READ, *KEPT, *LOOKALIKES, *OTHERS]

    files = paths.diary_files(str(tmp_path), names)

    assert {os.path.basename(file) for file in files} == set(READ)
    assert files[0] == str(tmp_path / "progress.toml")
    assert paths.kept(names) == sorted(KEPT)
    assert paths.lookalikes(names) == sorted(LOOKALIKES)


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_link_to_the_diary_is_no_other_file(tmp_path, link):
    (tmp_path / "progress-laptop.toml").write_text("")
    link(tmp_path / "progress-laptop.toml", tmp_path / "progress.toml")

    assert paths.diary_files(str(tmp_path), os.listdir(tmp_path)) == [
        str(tmp_path / "progress.toml")
    ]
