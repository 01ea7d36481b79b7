"""A page that is kept is the page that would be drawn, and never any other."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import BUNDLED, LAMP_ROOM, stand_at
from runaway_cli import cli, emit, kept
from test_terminals import terminal
from test_views import READING

LINES = ["--help", *(li for li in READING if li.partition(" ")[0] in {"", *kept.HOLDS})]
PRELUDE = (
    "import sys; from pathlib import Path; from runaway_cli import airlock\n"
    f"airlock.DATASET = {str(LAMP_ROOM)!r}\n"
    "from runaway_cli.__main__ import leave, run\n"
    "code = run()\n"
    "Path('how').write_text('drawn' if 'runaway_cli.cli' in sys.modules else 'kept')\n"
    "leave(code)"
)


@pytest.fixture
def say(tmp_path):
    """Return a function that says a command line in a process of its own, and what it did: its exit
    code, stdout and stderr, and whether its answer was drawn or kept."""

    def inner(line="", **environment):
        done = subprocess.run(
            [sys.executable, "-c", PRELUDE, *line.split()],
            cwd=tmp_path,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout, done.stderr, (tmp_path / "how").read_text()

    return inner


@pytest.fixture
def pages(tmp_path):
    """Return the folder of the pages that are kept."""
    return tmp_path / "cache" / "runaway"


@pytest.mark.parametrize("style", [{}, {"FORCE_COLOR": "1"}], ids=["a pipe", "a screen"])
@pytest.mark.parametrize(
    "line", ["", "--json", "next --short", "who visitor --json", "cast", "recap --all"]
)
def test_what_is_asked_again_is_said_again_to_the_byte(say, home, line, style):
    stand_at(home, 2)

    first, again = say(line, **style), say(line, **style)

    assert (first[3], again[3]) == ("drawn", "kept")
    assert again[:3] == first[:3]


def test_a_page_is_never_older_than_the_diary(say, home):
    """Neither after a mark nor after it is taken back, by runaway or by hand."""
    say("watched 1")
    one, by_hand = say("recap"), (home / "progress.toml").read_bytes()
    say("watched 2")
    two = say("recap")
    say("undo")
    undone = say("recap")
    (home / "progress.toml").write_bytes(by_hand)

    assert one[1] != two[1]
    assert undone[:2] == one[:2]
    assert (one[3], two[3], undone[3]) == ("drawn", "drawn", "drawn")
    assert say("recap")[1] == one[1]


@pytest.mark.parametrize("line", ["undo", "unwatch", "rewatch", "watched"])
def test_what_changes_the_diary_lets_go_of_all_pages(say, pages, line):
    """A slip is not left lying about."""
    say("watched 2")
    say("recap")
    say("cast")
    assert len(list(pages.iterdir())) in (1, 2)  # two may share a file
    (pages / "a note").touch()

    say(line)

    assert [path.name for path in pages.iterdir()] == ["a note"]


def test_what_changes_nothing_lets_go_of_no_page(say, pages):
    say("watched 2")
    say("recap")

    for line in ("watched 1", "tonight", "doctor", "watched 99", "--version"):
        say(line)

    assert len(list(pages.iterdir())) == 1


@pytest.mark.parametrize("instead", ["a pipe", "a link", "too much", "a folder"])
def test_what_lies_in_place_of_a_page_is_no_page(say, home, pages, tmp_path, instead):
    """It does not hang, is not taken for a page, and what it leads to stays as it is."""
    stand_at(home, 2)
    drawn = say("cast")
    (page,) = pages.iterdir()
    page.unlink()
    other = tmp_path / "other"
    other.write_text("mine")
    if instead == "a pipe":
        os.mkfifo(page)
    elif instead == "a link":
        page.symlink_to(other)
    elif instead == "a folder":
        page.mkdir()
    else:
        with page.open("wb") as file:
            file.truncate(10**10)

    assert say("cast") == drawn
    assert say("cast")[3] == ("drawn" if instead == "a folder" else "kept")
    assert other.read_text() == "mine"


def test_where_a_page_may_not_fit_at_once_it_is_drawn(say, home, tmp_path):
    """A pipe that does not wait for its reader could take half of it, and then all of it again."""
    stand_at(home, 2)
    say("cast")
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    subprocess.run([sys.executable, "-c", PRELUDE, "cast"], cwd=tmp_path, stdout=writes, check=True)
    os.close(writes)
    os.close(reads)

    assert (tmp_path / "how").read_text() == "drawn"


def test_the_look_of_the_terminal_makes_another_page(say, home):
    stand_at(home, 2)
    look = {"FORCE_COLOR": "1", "COLUMNS": "120"}
    wide, again = say(**look), say(**look)

    assert again == (*wide[:3], "kept")
    for other in ({"COLUMNS": "40"}, {"NO_COLOR": "1"}, {"FORCE_COLOR": ""}):
        assert say(**{**look, **other})[1] != wide[1]
    assert say(**look)[:3] == wide[:3]  # kept, unless one of the others took its file


def test_tab_is_answered_for_the_words_it_is_pressed_behind(say, home):
    """Those that a shell hands over beside the command line."""
    stand_at(home, 2)
    tab = {"_RUNAWAY_COMPLETE": "complete_bash", "COMP_CWORD": "2"}
    nell, nell_again, tom = (say(**tab, COMP_WORDS=f"runaway who {w}") for w in "nnt")
    zsh = [
        say(_RUNAWAY_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=f"runaway who {w}") for w in "nt"
    ]

    assert (nell[1].split(), tom[1].split()) == (["nell"], ["tom", "the"])
    assert nell_again == (*nell[:3], "kept")
    assert ["nell" in done[1] for done in zsh] == [True, False]


def test_a_terminal_of_another_width_gets_another_page(home):
    stand_at(home, 2)
    wide, narrow, wide_again = (terminal("cast", columns=n) for n in (80, 40, 80))

    assert wide == wide_again != narrow


@pytest.mark.parametrize("line", ["who zzz", "next --nonsense", "recap 9"])
def test_no_failure_is_kept(say, pages, line):
    assert say(line) == say(line)
    assert not pages.exists()


def test_what_is_said_with_trouble_is_said_with_it_again(say, home, pages):
    stand_at(home, 2)
    (home / "progress.toml").write_text((home / "progress.toml").read_text() + "\n[[event]]\nkin")

    assert "damaged" in say("next")[2]
    assert "damaged" in say("next")[2]
    assert not pages.exists()


@pytest.mark.parametrize(
    "line", ["watched", "undo", "redo", "tonight", "plan", "doctor", "--version"]
)
def test_what_writes_or_runs_with_the_clock_is_not_kept(say, pages, line):
    say(line)

    assert not pages.exists()


def test_every_command_that_is_kept_is_one_that_is_tried_here():
    names = {line.partition(" ")[0] for line in LINES}
    commands = {name for panel in cli.COMMANDS.values() for name, _, _ in panel}

    assert kept.HOLDS.keys() - {"-h", "--help"} <= names & commands


@pytest.mark.parametrize("line", LINES)
def test_what_is_kept_only_reads(run, home, line):
    """Saying it again must not be less than doing it again."""
    run("watched 2")
    before = {path: path.read_bytes() for path in home.iterdir()}

    run(line)

    assert {path: path.read_bytes() for path in home.iterdir()} == before


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(
    "began", ["2026-01-03T04", "2026-01-03T05", "2026-01-03T17", "2026-01-04T00"]
)
def test_a_page_holds_as_long_as_it_says(run, home, monkeypatch, line, began):
    """To the minute where an end is foretold, else to the hour; no night begins or ends within."""
    stand_at(home, 3)
    holds = kept._holds(line.split())
    assert holds in (kept.HOUR, kept.MINUTE)
    said = set()
    for minute in (0, 30, 59) if holds == kept.HOUR else (30,):
        for second in ("00", "31", "59"):
            monkeypatch.setenv("RUNAWAY_NOW", f"{began}:{minute:02}:{second}+00:00")
            said.add(run(line).out + run(f"{line} --plain").out + run(f"{line} --json").out)

    assert len(said) == 1


READS = """
import os, sys
opened, asked = set(), set()
look = os._Environ.__getitem__
os._Environ.__getitem__ = lambda self, name: asked.add(name) or look(self, name)
def hear(event, details):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(details[0], str):
        opened.add(os.path.abspath(details[0]))
from runaway_cli import airlock
from pathlib import Path
from runaway_cli.cli import main
sys.addaudithook(hear)
for line in LINES:
    try: main(line.split())
    except SystemExit as end: assert not end.code
import json
print(json.dumps([sorted(opened), sorted(asked)]), file=sys.stderr)
"""


@pytest.mark.parametrize("style", [{}, {"FORCE_COLOR": "1"}], ids=["a pipe", "a screen"])
def test_a_page_is_drawn_from_nothing_that_its_seal_leaves_out(home, style):
    """Every file that is opened and every variable that is asked for is part of the seal."""
    stand_at(home, 0)
    (home / "progress-of-the-sofa.toml").write_bytes((home / "progress.toml").read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", f"LINES = {[li for li in LINES if 'who' not in li]!r}\n{READS}"],
        env={**os.environ, **style},
        capture_output=True,
        text=True,
    )
    opened, asked = map(set, json.loads(done.stderr))
    sealed = repr([*kept._program(), *kept._diary()])
    program, libraries = Path(kept._PROGRAM), [Path(folder) for folder in sys.path if folder]

    def is_sealed(path):
        if path.is_relative_to(program):  # the import system looks into folders for what it imports
            return path.is_dir() or "__pycache__" in path.parts or repr(str(path)) in sealed
        return repr(str(path)) in sealed or any(path.is_relative_to(li) for li in libraries)

    assert {str(home), str(home / "progress.toml"), str(BUNDLED)} < opened
    assert [path for path in map(Path, opened) if not is_sealed(path)] == []
    assert [
        name
        for name in asked - {"HOME", "XDG_CONFIG_HOME"}  # where the diary is, which is sealed
        if name not in kept.VARIABLES and not name.startswith(kept.FAMILIES)
    ] == []


# What a drawing might depend on, at any time changed in any way: the page that is said is the one
# that would be drawn.

NAMES = st.sampled_from(["progress.toml", "progress-2.toml", "progress.sync-conflict.toml"])
CHANGES = st.one_of(
    st.tuples(st.just("diary"), NAMES, st.sampled_from([None, b"", b"one", b"two"])),
    st.tuples(st.just("variable"), st.sampled_from(["TERM", "COLUMNS", "LC_ALL"]),
              st.sampled_from([b"1", b"2"])),
    st.tuples(st.just("season"), st.just("show"), st.sampled_from([b"old", b"new", b"new!"])),
    st.tuples(st.just("clock"), st.just(""), st.sampled_from([1, 59, 60, 3600])),
    st.tuples(st.just("ask"), st.sampled_from(["", "next", "next --short", "cast", "who a"]),
              st.just(0)),
)  # fmt: skip


@given(steps=st.lists(CHANGES, max_size=50))
def test_whatever_changes_the_page_is_the_one_that_would_be_drawn(tmp_path_factory, steps):
    world = World(tmp_path_factory.mktemp("world"))
    with pytest.MonkeyPatch.context() as patch:
        world.enter(patch)
        for kind, name, value in steps:
            if kind == "ask":
                assert world.answer(name.split()) == world.drawing(name.split())
            else:
                world.change(patch, kind, name, value)


def test_in_a_world_that_stands_still_a_page_is_drawn_once(tmp_path, monkeypatch):
    world = World(tmp_path)
    world.enter(monkeypatch)
    world.change(monkeypatch, "diary", "progress.toml", b"one")

    for _ in range(3):
        assert world.answer(["cast"]) == world.drawing(["cast"])

    assert world.drawn == 1


def test_a_page_is_not_kept_when_the_diary_changed_while_it_was_drawn(tmp_path, monkeypatch):
    """Nobody knows which of the two it shows."""
    world = World(tmp_path)
    world.enter(monkeypatch)
    world.change(monkeypatch, "diary", "progress.toml", b"one")

    world.answer(["cast"], meanwhile=lambda: (tmp_path / "diary/progress.toml").write_bytes(b"two"))

    assert not world.pages.exists()


@pytest.mark.parametrize("cache", ["a file", "a folder with a dangling link"])
def test_where_no_page_can_be_kept_each_is_drawn(say, home, tmp_path, cache):
    stand_at(home, 2)
    (tmp_path / "a file").touch()
    (tmp_path / "a folder with a dangling link").mkdir()
    (tmp_path / "a folder with a dangling link" / "runaway").symlink_to("nowhere/at/all")

    for _ in range(2):
        code, out, err, how = say("next", XDG_CACHE_HOME=str(tmp_path / cache))

        assert (code, err, how) == (0, "", "drawn")
        assert "Next is episode 3" in out


def test_pages_are_for_the_eyes_of_their_reader(say, home, pages):
    stand_at(home, 2)
    say("next")
    (page,) = pages.iterdir()

    assert (pages.stat().st_mode & 0o777, page.stat().st_mode & 0o777) == (0o700, 0o600)


def test_nobody_takes_a_kept_page_and_it_ends_as_any_other(say, home, tmp_path):
    """A reader that is gone, a full disk: the same words and exit code as when it is drawn."""
    stand_at(home, 2)
    line = [sys.executable, "-m", "runaway_cli", "next"]
    with open("/dev/full", "w") as full:
        ends = [subprocess.run(line, stdout=full, stderr=subprocess.PIPE) for _ in range(2)]
        subprocess.run(line, stdout=subprocess.DEVNULL, check=True)
        ends.append(subprocess.run(line, stdout=full, stderr=subprocess.PIPE))

    assert {(end.returncode, end.stderr) for end in ends} == {(1, ends[0].stderr)}
    assert b"No space left" in ends[0].stderr


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("diary", "progress.toml"),
        ("diary", "progress-2.toml"),
        ("diary", "progress (Sofa).TOML"),
        ("program", "known.py"),
        ("season", "show"),
        ("library", "rich"),
        ("python", "version"),
        ("encoding", "of stdout"),
        ("variable", "TERM"),
        ("variable", "TZ"),
        ("variable", "PYTHONUTF8"),
        ("variable", "LC_ALL"),
    ],
)
def test_each_change_makes_another_page(tmp_path, monkeypatch, kind, name):
    world = World(tmp_path)
    world.enter(monkeypatch)
    for value in (b"one", b"two", b"ten"):
        text = value.decode() if kind in ("python", "encoding") else value
        world.change(monkeypatch, kind, name, text)

        assert world.answer(["cast"]) == world.drawing(["cast"])
    assert world.drawn == 3


def test_the_hour_that_comes_twice_is_two_hours(tmp_path, monkeypatch):
    """When the clocks go back it is 02:30 again, an hour later."""
    world = World(tmp_path)
    world.enter(monkeypatch)
    for line in (["cast"], ["next"]):
        for hours in (2, 1):
            world.change(monkeypatch, "zone", "", hours)
            assert world.answer(line) == world.drawing(line)
            world.moment += timedelta(hours=1)

    assert world.drawn == 4


def test_what_may_never_end_is_no_diary_to_keep_pages_of(tmp_path, monkeypatch):
    world = World(tmp_path)
    world.enter(monkeypatch)
    os.mkfifo(tmp_path / "diary" / "progress-pipe.toml")

    world.answer(["cast"])

    assert not world.pages.exists()


def test_who_has_no_home_has_no_pages(tmp_path, monkeypatch):
    world = World(tmp_path)
    world.enter(monkeypatch)

    def nowhere(*_):
        raise RuntimeError

    monkeypatch.setattr(kept.places, "_folder", nowhere)
    assert world.answer(["cast"]) == world.drawing(["cast"])
    monkeypatch.setattr(kept.places, "pages_folder", lambda: str(world.pages))
    monkeypatch.delenv("RUNAWAY_HOME")
    assert world.answer(["cast"]) == world.drawing(["cast"])
    assert not world.pages.exists()


def test_a_page_too_long_to_keep_is_drawn(tmp_path, monkeypatch):
    world = World(tmp_path)
    world.enter(monkeypatch)
    world.change(monkeypatch, "diary", "progress.toml", b"x" * kept.LONGEST)

    assert world.answer(["cast"]) == world.drawing(["cast"])
    assert not world.pages.exists()


def test_where_nobody_takes_a_complaint_it_is_made_again(tmp_path, monkeypatch):
    """Though nothing arrived, it was said with trouble."""
    world = World(tmp_path)
    world.enter(monkeypatch)

    with open("/dev/full", "w") as full:
        world.answer(["cast"], meanwhile=lambda: emit.complain("damaged"), stderr=full)

    assert not world.pages.exists()


def test_a_diary_that_was_another_in_between_gets_no_page(tmp_path, monkeypatch):
    """A mark that was cut off again, a file that syncing put in place and took away."""
    world = World(tmp_path)
    world.enter(monkeypatch)
    world.change(monkeypatch, "diary", "progress.toml", b"one")
    diary = tmp_path / "diary" / "progress.toml"

    def meanwhile():
        time.sleep(0.02)  # as long as some clocks take to tick
        diary.write_bytes(b"one and two")
        diary.write_bytes(b"one")

    world.answer(["cast"], meanwhile=meanwhile)

    assert not world.pages.exists()


@pytest.mark.parametrize("stream", [None, io.StringIO(), SimpleNamespace(buffer=io.BytesIO())])
def test_what_is_no_file_gets_what_is_drawn(tmp_path, monkeypatch, stream):
    world = World(tmp_path)
    world.enter(monkeypatch)
    monkeypatch.setattr(sys, "stdout", stream)

    kept.answer(["cast"], lambda: None)

    assert not world.pages.exists()


def test_a_page_is_not_the_answer_to_another_question(tmp_path, monkeypatch):
    """Though of 256 files two questions may well have the same."""
    world = World(tmp_path)
    world.enter(monkeypatch)
    pages = []
    for line in (["cast"], ["map"]):
        world.answer(line)
        (file,) = world.pages.iterdir()
        pages.append((file, file.read_bytes()))
        file.unlink()
    (_, cast), (map_, _) = pages
    map_.write_bytes(cast)

    assert world.answer(["map"]) == world.drawing(["map"])


@pytest.mark.parametrize(("line", "minutes"), [("", 1), ("next", 1), ("cast", 60)])
def test_time_makes_another_page(tmp_path, monkeypatch, line, minutes):
    world = World(tmp_path)
    world.enter(monkeypatch)
    world.moment = datetime(2026, 1, 3, 22, 0, tzinfo=UTC)
    pages = [world.answer(line.split())]
    world.moment += timedelta(minutes=minutes, seconds=-1)
    pages.append(world.answer(line.split()))
    world.moment += timedelta(seconds=1)
    pages.append(world.answer(line.split()))

    assert pages[0] == pages[1] != pages[2]
    assert world.drawn == 2


def test_what_ends_with_a_code_is_not_kept(tmp_path, monkeypatch):
    world = World(tmp_path)
    world.enter(monkeypatch)

    world.answer(["cast"], code=1)

    assert not world.pages.exists()


@given(part=st.floats(0, 1, exclude_max=True), other=st.integers(0, 255))
def test_a_page_that_was_garbled_is_drawn_anew(tmp_path_factory, part, other):
    """With a byte that is another, or, where `other` is 0, cut off there."""
    world = World(tmp_path_factory.mktemp("world"))
    with pytest.MonkeyPatch.context() as patch:
        world.enter(patch)
        world.change(patch, "diary", "progress.toml", b"one")
        page = world.answer(["cast"])
        (file,) = world.pages.iterdir()
        whole = file.read_bytes()
        place = int(part * len(whole))
        rest = bytes([whole[place] ^ other]) + whole[place + 1 :] if other else b""
        file.write_bytes(whole[:place] + rest)

        assert world.answer(["cast"]) == page
        assert world.drawn == 2
        assert file.read_bytes() == whole


class World:
    """A diary, a terminal, a program with its season and libraries, and a clock; and a drawing that
    shows them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.pages = folder, folder / "cache" / "runaway"
        self.moment = datetime(2026, 1, 3, 22, 4, tzinfo=UTC)
        self.drawn = self.changes = 0
        for name in ("diary", "program", "season", "library"):
            (folder / name).mkdir()

    def enter(self, patch):
        patch.delenv("RUNAWAY_NOW", raising=False)
        patch.setenv("RUNAWAY_HOME", str(self.folder / "diary"))
        patch.setenv("XDG_CACHE_HOME", str(self.folder / "cache"))
        patch.setattr(kept, "_PROGRAM", str(self.folder / "program"))
        patch.setattr(kept.places, "SEASON", str(self.folder / "season" / "show"))
        patch.syspath_prepend(str(self.folder / "library"))
        patch.setattr(kept, "time", SimpleNamespace(strftime=lambda form: f"{self.moment:{form}}"))
        self.change(patch, "season", "show", b"old")

    def change(self, patch, kind, name, value):
        path = self.folder / kind / name
        self.changes += 1
        if kind == "clock":
            self.moment += timedelta(seconds=value)
        elif kind == "zone":
            self.moment = self.moment.astimezone(timezone(timedelta(hours=value)))
        elif kind == "variable":
            patch.setenv(name, value.decode())
        elif kind == "encoding":
            patch.setattr(sys, "__stdout__", SimpleNamespace(encoding=value))
        elif kind == "python":
            patch.setattr(sys, "version", value)
        elif value is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(value)
            for changed in (path, path.parent):  # some clocks tick every 4 ms
                os.utime(changed, ns=(self.changes, self.changes))

    def drawing(self, line):
        told = [
            (path.name, path.read_bytes())
            for kind in ("diary", "program", "season", "library")
            for path in sorted((self.folder / kind).iterdir())
            if path.is_file()
        ]
        looks = [os.environ.get(name) for name in ("TERM", "COLUMNS", "TZ", "LC_ALL", "PYTHONUTF8")]
        clock = f"{self.moment:{kept._holds(line)}}"
        return repr((line, told, looks, clock, sys.version, sys.__stdout__.encoding))

    def answer(self, line, *, meanwhile=lambda: None, code=0, stderr=None):
        """Return what is said in answer to a line."""

        def draw():
            self.drawn += 1
            print(self.drawing(line), end="", flush=True)
            meanwhile()
            raise SystemExit(code)

        out, err = self.folder / "out", self.folder / "err"
        with pytest.MonkeyPatch.context() as patch, out.open("w") as one, err.open("w") as two:
            patch.setattr(sys, "stdout", one)
            patch.setattr(sys, "stderr", stderr or two)
            with contextlib.suppress(SystemExit):
                kept.answer(line, draw)
        return out.read_text()
