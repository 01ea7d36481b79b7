"""A page that is kept is the page that would be drawn, and never any other."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import BUNDLED, LAMP_ROOM, stand_at
from runaway_cli import kept
from test_terminals import terminal
from test_views import READING

LINES = ["--help", *(li for li in READING if li.partition(" ")[0] in {"", *kept.HOLDS})]
PRELUDE = (
    "import sys; from pathlib import Path; from runaway_cli import airlock\n"
    f"airlock.DATASET = Path({str(LAMP_ROOM)!r})\n"
    "from runaway_cli.__main__ import main\n"
    "try: main()\n"
    "finally: Path('how').write_text('drawn' if 'runaway_cli.cli' in sys.modules else 'kept')"
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
@pytest.mark.parametrize("line", ["", "next --short", "who visitor --json", "cast", "recap --all"])
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


def test_the_look_of_the_terminal_makes_another_page(say, home):
    stand_at(home, 2)
    look = {"FORCE_COLOR": "1", "COLUMNS": "120"}
    wide = say(**look)

    for other in ({"COLUMNS": "40"}, {"NO_COLOR": "1"}, {"FORCE_COLOR": ""}):
        assert say(**{**look, **other})[1] != wide[1]
    assert say(**look) == (*wide[:3], "kept")


def test_tab_is_answered_for_the_words_it_is_pressed_behind(say, home):
    """Those that a shell hands over beside the command line."""
    stand_at(home, 2)
    tab = {"_RUNAWAY_COMPLETE": "complete_bash", "COMP_CWORD": "2"}
    nell, tom, nell_again = (say(**tab, COMP_WORDS=f"runaway who {w}") for w in "ntn")
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
    holds = kept.HOLDS[line.partition(" ")[0] or "next"]
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
    opened, asked = json.loads(done.stderr)
    sealed = [home, *home.iterdir(), BUNDLED, *(Path(folder) for folder in sys.path if folder)]

    assert [path for path in opened if not any(Path(path).is_relative_to(s) for s in sealed)] == []
    assert {str(home / "progress.toml"), str(BUNDLED)} < set(opened)
    assert [name for name in asked if not any(part in name for part in kept.VARIABLES)] == []


# What a drawing might depend on, at any time changed in any way: the page that is said is the one
# that would be drawn.

NAMES = st.sampled_from(["progress.toml", "progress-2.toml", "progress.sync-conflict.toml"])
CHANGES = st.one_of(
    st.tuples(st.just("diary"), NAMES, st.sampled_from([None, b"", b"one", b"two"])),
    st.tuples(st.just("variable"), st.sampled_from(["TERM", "COLUMNS", "LC_ALL"]),
              st.sampled_from(["1", "2"])),
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

    world.answer(["cast"], meanwhile=lambda: (world.home / "progress.toml").write_bytes(b"two"))

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
        ("season", "show"),
        ("variable", "TERM"),
    ],
)
def test_each_change_makes_another_page(tmp_path, monkeypatch, kind, name):
    world = World(tmp_path)
    world.enter(monkeypatch)
    for value in (b"one", b"two", b"twos"):
        world.change(monkeypatch, kind, name, value.decode() if kind == "variable" else value)

        assert world.answer(["cast"]) == world.drawing(["cast"])
    assert world.drawn == 3


def test_a_page_is_not_the_answer_to_another_question(tmp_path, monkeypatch):
    """Though of 256 files two questions may well have the same."""
    world = World(tmp_path)
    world.enter(monkeypatch)
    world.answer(["cast"])
    (cast,) = world.pages.iterdir()
    world.answer(["map"])
    (map_,) = set(world.pages.iterdir()) - {cast}
    cast.rename(map_)

    assert world.answer(["map"]) == world.drawing(["map"])


@pytest.mark.parametrize(("line", "minutes"), [("", 1), ("next", 1), ("cast", 60)])
def test_time_makes_another_page(tmp_path, monkeypatch, line, minutes):
    world = World(tmp_path)
    world.enter(monkeypatch)
    world.moment = datetime(2026, 1, 3, 22, 0)
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
    """A diary, a terminal, a season and a clock; and a drawing that shows all of them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.pages = folder, folder / "cache" / "runaway"
        self.home, self.program = folder / "home", folder / "program"
        self.moment = datetime(2026, 1, 3, 22, 4)
        self.drawn = self.changes = 0
        self.home.mkdir()
        self.program.mkdir()

    def enter(self, patch):
        patch.delenv("RUNAWAY_NOW", raising=False)
        patch.setenv("RUNAWAY_HOME", str(self.home))
        patch.setenv("XDG_CACHE_HOME", str(self.folder / "cache"))
        patch.setattr(kept, "_PROGRAM", str(self.program))
        clock = SimpleNamespace(tzname=("UTC",), strftime=lambda form: self.now(form))
        patch.setattr(kept, "time", clock)

    def now(self, form):
        return time.strftime(form, self.moment.timetuple())

    def change(self, patch, kind, name, value):
        if kind == "clock":
            self.moment += timedelta(seconds=value)
        elif kind == "variable":
            patch.setenv(name, value)
        elif value is None:
            (self.home / name).unlink(missing_ok=True)
        else:
            path = (self.home if kind == "diary" else self.program) / name
            path.write_bytes(value)
            self.changes += 1
            os.utime(path, ns=(self.changes, self.changes))  # some clocks tick every 4 ms

    def drawing(self, line):
        files = sorted(
            (p.name, p.read_bytes()) for p in (*self.home.iterdir(), *self.program.iterdir())
        )
        looks = {name: os.environ.get(name) for name in ("TERM", "COLUMNS", "LC_ALL")}
        return repr((line, files, looks, self.now(kept.HOLDS[line[0] if line else "next"])))

    def answer(self, line, *, meanwhile=lambda: None, code=0):
        """Return what is said in answer to a line."""

        def draw():
            self.drawn += 1
            print(self.drawing(line), end="", flush=True)
            meanwhile()
            raise SystemExit(code)

        out, err = self.folder / "out", self.folder / "err"
        with pytest.MonkeyPatch.context() as patch, out.open("w") as one, err.open("w") as two:
            patch.setattr(sys, "stdout", one)
            patch.setattr(sys, "stderr", two)
            with contextlib.suppress(SystemExit):
                kept.answer(line, draw)
        return out.read_text()
