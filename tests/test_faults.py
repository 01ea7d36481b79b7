"""The diary under real processes that crowd it and are killed, and under systems that refuse.

`pytest tests/test_faults.py --long` crowds it with 200 programs and kills 1,000.
"""

from __future__ import annotations

import errno
import os
import random
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from helpers import READING, as_anybody, snapshot, stand_at
from runaway_cli.diary import codec, store
from runaway_cli.diary.errors import DiaryBusyError, DiaryNotSavedError
from runaway_cli.diary.events import Change, Event
from runaway_cli.diary.progress import fold
from runaway_cli.system import lock

fcntl = pytest.importorskip("fcntl", reason="needs the locks and rights of Unix")

MOMENT = datetime(2026, 1, 2, 22, 40, 12, tzinfo=UTC)

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


def writer(times, stderr=None):
    """Start a program that writes so many events and prints the id of each one that is saved."""
    line = [sys.executable, "-c", WRITE, str(times)]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=stderr, text=True)


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


def test_a_crowd_is_kept_whole_or_told_to_try_again(home, long):
    """More may write at once than are done within the patience of those who wait."""
    writers = [writer(1, stderr=subprocess.PIPE) for _ in range(300 if long else 20)]

    said = [program.communicate() for program in writers]

    reported = [out.strip() for out, _ in said if out]
    refused = [err for _, err in said if "Try again in a moment" in err]
    assert len(reported) + len(refused) == len(writers)
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
    "a pipe": (lambda path: os.mkfifo(path), "not a regular file"),
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
    """Not a byte, not a folder, not a time stamp; not even Tab, or an undo with nothing to undo."""
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


def test_files_without_an_identity_are_written_once(home, monkeypatch):
    """Some mounts give a file another inode each time it is asked for: content tells."""
    monkeypatch.setattr(os.path, "samestat", lambda *_: False)
    monkeypatch.setattr(os.path, "samefile", lambda *_: False)
    for _ in range(3):
        mark(home)

    store.append(str(home), lambda events: fold(events).undo(), MOMENT)

    assert [e.change.kind for e in store.read(str(home)).events] == ["watched"] * 3 + ["undo"]


def mark(home, number=1):
    return store.append(str(home), lambda _: Change("watched", (number,)), MOMENT)[0]


@pytest.mark.parametrize("when", ["before it is synced", "after it is synced"])
@pytest.mark.parametrize("how", ["another file", "in place"])
def test_a_diary_that_syncing_changes_meanwhile_gets_the_same_event_once(
    home, monkeypatch, when, how
):
    mark(home)
    path, sync = home / "progress.toml", os.fsync
    theirs = path.read_text() + codec.block_of(Event("~", MOMENT, "sofa", Change("rewatch")))

    def exchange(descriptor):
        monkeypatch.setattr(os, "fsync", sync)
        if when == "after it is synced":
            sync(descriptor)
        if how == "in place":
            path.write_text(theirs)
        else:
            (home / "theirs").write_text(theirs)
            os.replace(home / "theirs", path)

    monkeypatch.setattr(os, "fsync", exchange)
    event = mark(home, 2)

    assert store.read(str(home)).events.count(event) == 1
    assert len(store.read(str(home)).events) == 3


def test_a_diary_that_is_replaced_again_and_again_is_not_said_to_be_saved(home, monkeypatch):
    mark(home)
    path = home / "progress.toml"
    theirs = path.read_text()
    monkeypatch.setattr(os, "fsync", lambda _: path.write_text(theirs))

    with pytest.raises(DiaryNotSavedError, match="other programs keep changing it"):
        mark(home, 2)

    assert path.read_text() == theirs


def test_a_diary_delivered_before_the_first_mark_is_not_replaced(home, monkeypatch):
    """Syncing puts it there after runaway looked, and before it writes."""
    (home.parent / "there").mkdir()
    mark(home.parent / "there")
    theirs = (home.parent / "there" / "progress.toml").read_text()
    link = os.link

    def deliver(source, target):
        monkeypatch.setattr(os, "link", link)
        (home / "progress.toml").write_text(theirs)
        return link(source, target)

    monkeypatch.setattr(os, "link", deliver)
    mark(home, 2)

    assert (home / "progress.toml").read_text().startswith(theirs)
    assert len(store.read(str(home)).events) == 2


def test_a_file_system_without_links_gets_its_first_mark(home, monkeypatch):
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no")))

    assert mark(home) in store.read(str(home)).events


def test_a_python_without_links_gets_its_first_mark(home, monkeypatch):
    """As in WebAssembly."""
    monkeypatch.delattr(os, "link")

    assert mark(home) in store.read(str(home)).events


def test_a_mark_that_may_be_on_disk_is_not_called_unsaved(home, monkeypatch):
    """The disk doesn't confirm what it took, and it can't be taken back: there is more behind."""
    mark(home)

    def fail(_):
        with open(home / "progress.toml", "a") as file:
            file.write("# theirs\n")
        raise OSError(5, "I/O error")

    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(DiaryNotSavedError, match="It may be saved or not") as refusal:
        mark(home, 2)

    assert refusal.value.is_there
    assert len(store.read(str(home)).events) == 2


LOCKLESS = ["ENOLCK", "EACCES", "EIO", "ENOSYS", "EOPNOTSUPP"]


@pytest.mark.parametrize("name", LOCKLESS)
def test_a_lock_that_cannot_be_had_is_not_held(home, run, monkeypatch, name):
    code = getattr(errno, name)

    def refuse(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", refuse)

    done = run("watched 1", expect=1)

    assert "can't lock files" in done.err
    assert "Set RUNAWAY_HOME to a folder on another disk." in done.err
    assert not (home / "progress.toml").exists()


def test_a_pipe_in_the_place_of_the_lock_does_not_hang(home, run):
    home.mkdir()
    os.mkfifo(home / ".progress.lock")

    assert "isn't a regular file" in run("watched 1", expect=1).err


def test_two_homes_that_lead_to_one_diary_have_one_lock(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    (tmp_path / "dotfiles").mkdir()
    homes = [tmp_path / name for name in ("one", "other")]
    for home in homes:
        home.mkdir()
        (home / "progress.toml").symlink_to(tmp_path / "dotfiles" / "diary.toml")
    (tmp_path / "dotfiles" / "diary.toml").write_text(codec.FIRST_LINES)

    first, second = (store.exclusive(str(home)) for home in homes)
    with first, pytest.raises(DiaryBusyError), second:
        pass


def test_a_lock_deleted_while_we_wait_is_made_again(tmp_path):
    path = tmp_path / ".progress.lock"
    with lock.held(str(path)):
        waiting = subprocess.Popen(
            [sys.executable, "-c", WAIT, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert waiting.stdout.readline() == "waiting\n"
        time.sleep(0.2)
        path.unlink()

    assert waiting.communicate()[0] == "True\n"


WAIT = """
import os, sys
from runaway_cli.system import lock
print("waiting", flush=True)
with lock.held(sys.argv[1]):
    print(os.path.exists(sys.argv[1]))
"""


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_new_diary_is_private_whatever_the_umask(home, run, mask):
    before = os.umask(mask)
    try:
        mark(home)
    finally:
        os.umask(before)

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (home, home / "progress.toml")]
    assert modes == [0o700, 0o600]
    assert "open to other" not in run("doctor").out
    home.chmod(0o755)
    assert f"To keep it private: chmod 700 {home}" in run("doctor").out


@pytest.mark.parametrize("line", ["doctor --repair", "doctor --join"])
def test_what_changed_since_it_was_read_is_never_replaced(home, monkeypatch, line, run):
    """A newer version arrives at the last moment: it stays, and is read."""
    mark(home)
    own, sync, link = home / "progress.toml", os.fsync, os.link
    path = own if "repair" in line else home / "progress-sofa.toml"
    theirs = [Event(id_, MOMENT, "sofa", Change("rewatch")) for id_ in ("~", "~~")]
    text = own.read_text() + codec.block_of(theirs[0])
    path.write_text(text + ("junk\n" if path == own else ""))

    def deliver(*arguments):
        path.write_text(text + codec.block_of(theirs[1]))
        return (sync if len(arguments) == 1 else link)(*arguments)

    monkeypatch.setattr(os, "link" if path == own else "fsync", deliver)
    run(line, expect=None)

    assert path.read_text() == text + codec.block_of(theirs[1])
    assert {event.id for event in store.read(str(home)).events} >= {"~", "~~"}


SAVING = ["watched 3", "watched 1 --at unknown", "undo", "pause 5m", "note hi", "rate ep1 8",
          "theory x --sure 70", "judge 1 wrong --settled", "theory --withdraw 1"]  # fmt: skip


@pytest.mark.parametrize("line", [*SAVING, "next", "pause", "notes", "watched 2"])
def test_an_answer_that_cannot_be_printed_says_whether_something_was_saved(home, run, line):
    for before in ("watched 2", "theory y"):
        run(before)
    events = len(store.read(str(home)).events)

    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "runaway_cli", *line.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )

    is_saved = len(store.read(str(home)).events) > events
    assert is_saved == (line in SAVING)
    assert done.returncode == (3 if is_saved else 1)
    assert done.stderr.startswith("It's saved, but" if is_saved else "Couldn't print")


def test_a_diary_says_where_it_begins(home, run):
    assert run("watched 1").out.endswith(f"Your diary begins at {home / 'progress.toml'}.\n")
    assert "begins" not in run("watched 2").out


@pytest.mark.parametrize("zone", ["XXX-24", "UTC+24:00:30", "A+23:59:59", "<x>+12:34:56"])
def test_no_time_zone_crashes_a_command(home, zone):
    environment = {k: v for k, v in os.environ.items() if k != "RUNAWAY_NOW"}
    code = (
        "from runaway_cli.cli.main import main\n"
        "for line in ('watched 1', 'next', 'tonight', 'plan', 'undo', 'doctor'):\n"
        "    try: main(line.split())\n"
        "    except SystemExit as end: print('ended', end.code)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"TZ": zone},
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("ended 0\n") == 6
