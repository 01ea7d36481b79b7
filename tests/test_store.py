"""The diary on disk: what is written, and what is never overwritten."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from runaway_cli import store
from runaway_cli.diary import Deed, fold
from runaway_cli.errors import (
    DiaryDamaged,
    DiaryNewer,
    DiaryNotSaved,
    DiaryUnreadable,
    NothingTo,
)

MOMENT = datetime(2026, 1, 2, 22, 40, 12, tzinfo=timezone(timedelta(hours=1)))


def write(*episodes, kind="watched", moment=MOMENT, **details):
    return store.append(lambda _: Deed(kind, episodes, **details), moment)[0]


@pytest.fixture
def diary(home):
    home.mkdir()
    return home / "progress.toml"


def test_what_is_appended_is_read_back(home):
    first = write(1, 2, finished=date(2026, 1, 1))
    second = write(3, finished=MOMENT)
    third = write(kind="undo", event=second.id)

    assert store.read().events == (first, second, third)


def test_the_file_is_for_people(home):
    event = write(1, 2)

    assert (home / "progress.toml").read_text() == (
        store.FIRST_LINES + f"\n[[event]] # {event.id}\n"
        'kind = "watched"\nat = 2026-01-02 22:40:12+01:00\nepisodes = [1, 2]\n'
        f'id = "{event.id}"\n'
    )


def test_a_new_diary_is_private(home):
    write(1)

    assert stat.S_IMODE((home / "progress.toml").stat().st_mode) == 0o600


def test_appending_only_ever_adds(home):
    write(1)
    before = (home / "progress.toml").read_bytes()
    write(2)

    assert (home / "progress.toml").read_bytes().startswith(before)


def test_comments_and_keys_of_a_later_runaway_stay(diary):
    text = (
        '# mine\nversion = 1\nmood = "good"\n[[event]]\nkind = "serenade"\nsong = "x"\n'
        'at = 2026-01-01T10:00:00Z\nid = "01"\n'
    )
    diary.write_text(text)
    write(1)

    assert diary.read_text().startswith(text)
    assert [e.kind for e in store.read().events] == ["serenade", "watched"]


def test_a_missing_last_newline_does_not_join_two_blocks(diary):
    diary.write_text(
        'version = 1\n[[event]]\nkind = "rewatch"\nat = 2026-01-01T10:00:00Z\nid = "01"'
    )
    write(1)

    assert len(store.read().events) == 2


def test_reading_writes_nothing(home):
    assert store.read().events == ()
    assert not home.exists()


def test_a_wish_that_cannot_be_granted_creates_nothing(home):
    with pytest.raises(NothingTo):
        store.append(lambda events: fold(events).undo(), MOMENT)

    assert not home.exists()


DAMAGE = {
    "empty": (b"", "is damaged: it is empty"),
    "cut": (b'version = 1\n\n[[event]]\nkind = "wat', "is damaged: line 4"),
    "nul bytes": (b"version = 1\n\0\0\0", "is damaged: line 2"),
    "another encoding": ('version = 1 # "é"'.encode("latin-1"), "it is not UTF-8 text"),
    "another shape": (b"event = 3", "no [[event]] blocks"),
    "no id": (b'[[event]]\nkind = "watched"\nat = 2026-01-01T10:00:00Z', "event 1 makes no sense"),
    "no offset": (b'[[event]]\nkind = "undo"\nid = "a"\nat = 2026-01-01T10:00:00', "event 1"),
    "two of one id": (
        b'[[event]]\nkind = "rewatch"\nid = "a"\nat = 2026-01-01T10:00:00Z\n' * 2,
        "two of its events have the same id",
    ),
    "a huge number": (b"version = " + b"9" * 5000, "line 1"),
    "too deep": (b"event = " + b"[" * 5000, "line 1"),
    "nothing marked": (
        b'[[event]]\nkind = "watched"\nid = "a"\nat = 2026-01-01T10:00:00Z\nepisodes = []',
        "event 1",
    ),
    "an undo of nothing": (b'[[event]]\nkind = "undo"\nid = "a"\nat = 2026-01-01T10:00:00Z', "1"),
    "odd episodes": (
        b'[[event]]\nkind = "watched"\nid = "a"\nat = 2026-01-01T10:00:00Z\nepisodes = ["3"]',
        "event 1",
    ),
}


@pytest.mark.parametrize(("damage", "sentence"), DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_diary_is_never_started_over(diary, damage, sentence):
    diary.write_bytes(damage)

    with pytest.raises(DiaryDamaged, match="is damaged") as refusal:
        write(1)

    assert sentence in str(refusal.value)
    assert str(diary) in str(refusal.value)
    assert diary.read_bytes() == damage


def test_a_folder_in_its_place_is_not_a_fresh_start(diary):
    diary.mkdir()

    with pytest.raises(DiaryUnreadable, match="cannot be read"):
        write(1)


def test_a_later_format_is_read_and_never_written(diary):
    text = (
        'version = 2\n[[event]]\nkind = "watched"\nepisodes = [1]\n'
        'at = 2026-01-01T10:00:00Z\nid = "01"\n'
    )
    diary.write_text(text)

    assert fold(store.read().events).position == 1
    with pytest.raises(DiaryNewer, match="newer runaway"):
        write(2)
    assert diary.read_text() == text


def test_a_copy_that_cannot_be_read_is_said_and_the_rest_is_read(home):
    write(1)
    (home / "progress-bak.toml").write_text("not a diary")
    (home / "progress-folder.toml").mkdir()

    diary = store.read()

    assert len(diary.events) == 1
    assert ["progress-bak.toml" in str(trouble) for trouble in diary.troubles] == [True]
    assert write(2)


def test_a_link_that_leads_nowhere_is_not_a_fresh_start(diary, tmp_path):
    diary.symlink_to(tmp_path / "unmounted" / "progress.toml")

    with pytest.raises(DiaryUnreadable, match="leads nowhere"):
        write(1)
    assert diary.is_symlink()


def test_a_byte_order_mark_is_no_damage(home):
    write(1)
    diary = home / "progress.toml"
    diary.write_text("\ufeff" + diary.read_text())

    assert len(store.read().events) == 1


def test_nothing_unreadable_is_ever_written(home):
    """An offset with seconds is a time in Python and not in TOML."""
    odd = datetime(2026, 1, 1, 10, tzinfo=timezone(timedelta(hours=1, seconds=30)))

    with pytest.raises((DiaryNotSaved, DiaryDamaged)):
        write(1, finished=odd)
    assert not (home / "progress.toml").exists()


def test_a_decision_for_nothing_writes_nothing(home):
    assert store.append(lambda _: None, MOMENT) == (None, store.Diary())
    assert not home.exists()


def test_a_place_that_cannot_be_written_is_said(home):
    home.write_text("a file where the folder should be")

    with pytest.raises(DiaryUnreadable, match="Not a directory"):
        write(1)


def test_a_full_disk_leaves_the_file_as_it_was(home, monkeypatch):
    write(1)
    before = (home / "progress.toml").read_bytes()
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 9}, {len(before) + 9}))\n"
        "from runaway_cli.cli import main; main(['watched', '2'])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.returncode == 1
    assert "could not be written" in done.stderr
    assert done.stdout == ""
    assert (home / "progress.toml").read_bytes() == before


def test_copies_that_syncing_left_are_read_too(home):
    """Whatever two machines wrote apart is one diary."""
    write(1)
    shared = (home / "progress.toml").read_text()
    write(2)
    (home / "progress.sync-conflict-20260103-101112-ABCDEFG.toml").write_text(
        shared + '\n[[event]]\nkind = "watched"\nepisodes = [3]\n'
        'at = 2026-01-03T10:00:00Z\nid = "02"\n'
    )

    assert fold(store.read().events).position == 3


def test_a_link_stays_a_link(home, tmp_path):
    home.mkdir()
    (tmp_path / "dotfiles.toml").write_text("version = 1\n")
    (home / "progress.toml").symlink_to(tmp_path / "dotfiles.toml")
    write(1)
    write(2)

    assert (home / "progress.toml").is_symlink()
    assert len(tomllib.loads((tmp_path / "dotfiles.toml").read_text())["event"]) == 2


def test_ids_sort_in_the_order_things_happened_though_the_clock_goes_back(home):
    hours = (0, 5, -300, -300, 1)
    ids = [write(1, moment=MOMENT + timedelta(hours=h)).id for h in hours]

    assert ids == sorted(ids)
    assert {len(id_) for id_ in ids} == {26}


def test_an_id_of_somebody_s_own_does_no_harm(diary):
    for own in ("mine", "z" * 26, "é", "01ke0aerk3spm7nswr9kp7f2xr-b"):
        diary.write_text(f'[[event]]\nkind = "rewatch"\nat = 2026-01-01T10:00:00Z\nid = "{own}"\n')

        ids = [own, write(1).id, write(2).id, write(3).id]

        assert ids == sorted(ids)
        assert len(ids[-1]) <= len(own) + 26


def test_programs_that_write_at_once_lose_nothing(home):
    code = (
        "from datetime import datetime, UTC; from runaway_cli import store; "
        "from runaway_cli.diary import Deed; "
        "[store.append(lambda _: Deed('rewatch'), datetime.now(UTC)) for _ in range(5)]"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(6)]
    while any(writer.poll() is None for writer in writers):
        store.read()  # a reader always sees a whole diary

    assert [writer.returncode for writer in writers] == [0] * len(writers)
    assert len({e.id for e in store.read().events}) == 30


def git(folder, *arguments):
    name = {"NAME": "a", "EMAIL": "a@a"}
    environment = {f"GIT_{who}_{k}": v for who in ("AUTHOR", "COMMITTER") for k, v in name.items()}
    subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **environment, "GIT_CONFIG_GLOBAL": os.devnull},
        check=True,
        capture_output=True,
    )


@pytest.mark.parametrize("begun", ["together", "apart"])
def test_a_diary_merged_line_by_line_keeps_both_sides(home, begun):
    """Git's union driver shares lines that are alike on both sides; no block may lose one."""
    home.mkdir()
    git(home, "init", "-q", "-b", "main")
    (home / ".gitattributes").write_text("progress.toml merge=union\n")
    if begun == "together":
        write(1)
    git(home, "add", ".")
    git(home, "commit", "-qm", "start")
    for second, branch in enumerate(("desk", "sofa")):
        git(home, "checkout", "-q", "-b", branch, "main")
        moment = MOMENT + timedelta(microseconds=second)
        write(2, run=1, moment=moment)
        write(3, run=1, finished=MOMENT, moment=moment)
        write(3, run=1, kind="unwatch", moment=moment)
        git(home, "add", ".")
        git(home, "commit", "-qm", branch)
    git(home, "merge", "-q", "desk", "-m", "both")

    assert len(store.read().events) == 6 + (begun == "together")


def test_the_home_is_where_the_platform_keeps_settings(monkeypatch, tmp_path):
    monkeypatch.delenv("RUNAWAY_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    assert store.diary_file().name == "progress.toml"
    assert store.diary_file().parent.name == "runaway"


def test_moments_keep_their_offset(home):
    moment = datetime(2026, 1, 1, 23, 30, 0, 999, tzinfo=UTC)
    write(1, moment=moment)

    assert store.read().events[0].at == moment
