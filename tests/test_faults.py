"""The diary under real processes that crowd it and are killed, and under systems that refuse.

`pytest tests/test_faults.py --long` crowds it with 200 programs and kills 1,000.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

import pytest

from helpers import READING, snapshot, stand_at
from runaway_cli.diary import store
from runaway_cli.diary.events import Change

WRITE = """
import os, sys
from datetime import UTC, datetime
from runaway_cli.diary import store
from runaway_cli.diary.events import Change
for _ in range(int(sys.argv[1])):
    event, _ = store.append(
        os.environ["RUNAWAY_HOME"], lambda _: Change("rewatch"), datetime.now(UTC)
    )
    print(event.id, flush=True)
"""


def writer(times):
    """Start a program that writes so many events and prints the id of each one that is saved."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, str(times)], stdout=subprocess.PIPE, text=True
    )


@pytest.fixture
def long(request):
    return request.config.getoption("--long")


def test_programs_that_write_at_once_lose_nothing(home, long):
    """Each event is there, once; a reader at any moment sees a whole diary, never a shorter one."""
    writers = [writer(1) for _ in range(200 if long else 20)]
    seen = 0
    while any(program.poll() is None for program in writers):
        diary = store.read(home)
        assert diary.troubles == ()
        assert len(diary.events) >= seen
        seen = len(diary.events)

    reported = [line for program in writers for line in program.communicate()[0].split()]

    assert [program.returncode for program in writers] == [0] * len(writers)
    assert sorted(event.id for event in store.read(home).events) == sorted(reported)


def test_a_program_killed_at_any_moment_loses_nothing_it_reported(home, long):
    """At most the one event that was being written is unreported, and writing goes on after it."""
    reported, kills = set(), 1000 if long else 15
    for _ in range(kills):
        with writer(1000) as program:
            reported.add(program.stdout.readline().strip())
            time.sleep(random.uniform(0, 0.02))
            program.kill()
            reported |= {line.strip() for line in program.stdout if line.endswith("\n")}

        saved = {event.id for event in store.read(home).events}

        assert reported <= saved
        assert len(saved - reported) <= 1
        reported |= saved
    store.append(str(home), lambda _: Change("rewatch"), store.read(home).events[0].at)

    assert store.read(home).troubles == ()
    assert len(store.read(home).events) == len(reported) + 1


MORTAL = """
import ctypes, os, sys
if os.geteuid() == 0:  # root may do anything; give up the right to pass over others' rights
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        if ctypes.CDLL(None).prctl(24, capability, 0, 0, 0):
            sys.exit("cannot become an ordinary user")
os.execv(sys.executable, [sys.executable, "-m", "runaway_cli", *sys.argv[1:]])
"""


def as_anybody(line):
    """Run a command line with the rights of an ordinary user."""
    return subprocess.run(
        [sys.executable, "-c", MORTAL, *line.split()], capture_output=True, text=True
    )


REFUSALS = {  # a file and its rights, whether reading goes on, and what writing says
    "a read-only folder": (("", 0o500), True, "permission denied"),
    "a read-only diary": (("progress.toml", 0o400), True, "Couldn't save"),
    "an unreadable diary": (("progress.toml", 0o000), False, "can't be read: permission denied"),
    "a locked folder": (("", 0o000), False, "can't be read: permission denied"),
}


@pytest.mark.parametrize(("change", "reads", "said"), REFUSALS.values(), ids=REFUSALS.keys())
def test_rights_that_are_missing_are_said_and_nothing_is_lost(home, change, reads, said):
    stand_at(home, 2)
    before = (home / "progress.toml").read_bytes()
    name, mode = change
    (home / name).chmod(mode)

    reading, writing, doctor = map(as_anybody, ("next --json", "watched", "doctor"))

    (home / name).chmod(0o700)
    assert ('"number": 3' in reading.stdout) == reads == (reading.returncode == 0)
    assert writing.returncode == 1
    assert writing.stdout == ""
    assert said in writing.stderr
    assert writing.stderr.count("\n") == 1
    assert doctor.returncode == 1
    assert "Traceback" not in doctor.stderr
    assert (home / "progress.toml").read_bytes() == before


def test_a_new_folder_that_may_not_be_made_is_said(home, tmp_path):
    tmp_path.chmod(0o500)

    done = as_anybody("watched 2")

    tmp_path.chmod(0o700)
    assert (done.returncode, done.stdout) == (1, "")
    assert "permission denied" in done.stderr


def circle(path):
    path.with_name("other").symlink_to(path)
    path.symlink_to(path.with_name("other"))


ODD_FILES = {
    "links in a circle": (circle, "too many levels of symbolic links"),
    "a pipe": (os.mkfifo, "not a regular file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "not a regular file"),
    "a folder": (os.mkdir, "not a regular file"),
}


@pytest.mark.parametrize(("make", "said"), ODD_FILES.values(), ids=ODD_FILES.keys())
@pytest.mark.parametrize("name", ["progress.toml", "progress-copy.toml"])
def test_what_is_no_file_is_said_and_left_alone(home, run, make, said, name):
    home.mkdir()
    if name != "progress.toml":
        stand_at(home, 2)
    make(home / name)
    is_copy = name != "progress.toml"

    reading = run("next", expect=0 if is_copy else 1)
    writing = run("watched", expect=0 if is_copy else 1)

    assert said in reading.err
    assert said in writing.err
    assert said in run("doctor", expect=1).out
    assert os.path.lexists(home / name)


@pytest.mark.parametrize("text", [None, "", "version = 1\n", "not a diary", "version = 9\n"])
def test_reading_leaves_no_trace(home, run, screen, text):
    """Not a byte, not a folder, not a time stamp; completion and wishes for nothing included."""
    if text is not None:
        home.mkdir()
        (home / "progress.toml").write_text(text)
    before = snapshot(home) if home.exists() else None

    for line in (*READING, "next --short", "undo", "redo", "unwatch", "watched 9"):
        run(line, expect=None)
        screen(line, expect=None)
    pressed = subprocess.run(
        [sys.executable, "-m", "runaway_cli", "_complete", "--", "who", ""], capture_output=True
    )

    assert pressed.returncode == 0
    assert (snapshot(home) if home.exists() else None) == before
