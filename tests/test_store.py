"""The diary on disk: what is written, and what is never overwritten."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from helpers import on_unix
from runaway_cli.diary import codec, ids, store
from runaway_cli.diary.errors import (
    DiaryBusyError,
    DiaryDamagedError,
    DiaryNeedsRepairError,
    DiaryNewerError,
    DiaryNotSavedError,
    DiaryUnreadableError,
    NothingToError,
)
from runaway_cli.diary.events import Change, Event
from runaway_cli.diary.progress import fold
from runaway_cli.system import lock

MOMENT = datetime(2026, 1, 2, 22, 40, 12, tzinfo=timezone(timedelta(hours=1)))


def folder():
    """Return the home that this test has."""
    return os.environ["RUNAWAY_HOME"]


def read():
    return store.read(folder())


def write(*episodes, kind="watched", moment=MOMENT, **details):
    return store.append(folder(), lambda _: Change(kind, episodes, **details), moment)[0]


@pytest.fixture
def diary(home):
    home.mkdir()
    return home / "progress.toml"


def test_what_is_appended_is_read_back(home):
    first = write(1, 2, finished=date(2026, 1, 1))
    second = write(3, finished=MOMENT)
    third = write(kind="undo", event=second.id)

    assert read().events == (first, second, third)


def test_the_file_is_for_people(home):
    event = write(1, 2)

    assert (home / "progress.toml").read_text() == (
        codec.FIRST_LINES + f"\n[[event]] # {event.id}\n"
        'kind = "watched"\non = "desk"\nat = 2026-01-02 22:40:12+01:00\nepisodes = [1, 2]\n'
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
    assert [e.change.kind for e in read().events] == ["serenade", "watched"]


def test_a_missing_last_newline_does_not_join_two_blocks(diary):
    diary.write_text(
        'version = 1\n[[event]]\nkind = "rewatch"\nat = 2026-01-01T10:00:00Z\nid = "01"'
    )
    write(1)

    assert len(read().events) == 2


def test_reading_writes_nothing(home):
    assert read().events == ()
    assert not home.exists()


def test_a_change_that_is_refused_creates_nothing(home):
    with pytest.raises(NothingToError):
        store.append(folder(), lambda events: fold(events).undo(), MOMENT)

    assert not home.exists()


AT = b"at = 2026-01-01T10:00:00Z"
HEAD = b"version = 1\n"
DAMAGE = {
    "empty": (b"", "line 1 (the file is empty)"),
    "blank": (b"\n \n", "line 1 (the file is empty)"),
    "cut in its head": (codec.FIRST_LINES[:90].encode(), "line 1 (no version)"),
    "cut in its version": (codec.FIRST_LINES[:-2].encode(), "line 3 (not valid TOML)"),
    "without a version": (b'[[event]]\nkind = "rewatch"\nid = "a"\n' + AT, "line 1 (no version)"),
    "version 0": (b"version = 0\n", "line 1 (not a diary)"),
    "nul bytes": (HEAD + b"\0\0\0", "line 2 (not valid TOML)"),
    "another encoding": (HEAD + '# "é"'.encode("latin-1"), "line 2 (not valid UTF-8)"),
    "another shape": (HEAD + b"event = 3", "line 1 (not a diary)"),
    "one event as a table": (HEAD + b'[event]\nkind = "undo"', "line 1 (not a diary)"),
    "no id": (HEAD + b'[[event]]\nkind = "watched"\nid = 3\n' + AT, "line 2 "),
    "no offset": (
        HEAD + b'[[event]]\nkind = "undo"\nevent = "b"\nid = "a"\nat = 2026-01-01T10:00:00',
        "no UTC offset",
    ),
    "no header": (HEAD + b'kind = "rewatch"\nid = "a"\n' + AT, "without its [[event]] header"),
    "another header": (
        HEAD + b'[[evens]]\nkind = "rewatch"\nid = "a"\n' + AT,
        "without its [[event]] header",
    ),
    "a dotted header": (
        HEAD + b'[[e.ent]]\nkind = "rewatch"\nid = "a"\n' + AT,
        "without its [[event]] header",
    ),
    "a list": (HEAD + b'event = [{kind = "rewatch", id = "a", at = 3}]', "line 1 (events must"),
    "an empty list": (HEAD + b"event = []\n", "line 1 (events must be [[event]] blocks"),
    "the year 0001": (
        HEAD + b'[[event]]\nkind = "rewatch"\nid = "a"\nat = 0001-01-01T10:00:00Z',
        'line 2 (invalid "at")',
    ),
    "a huge run": (
        HEAD + b'[[event]]\nkind = "rewatch"\nid = "a"\nrun = 1' + b"0" * 4000 + b"\n" + AT,
        'line 2 (invalid "run")',
    ),
    "a rewatch as the first run": (
        HEAD + b'[[event]]\nkind = "rewatch"\nid = "a"\nrun = 1\n' + AT,
        'line 2 (invalid "run")',
    ),
    "no name": (HEAD + b'[[event]]\nkind = "rewatch"\nid = ""\n' + AT, 'line 2 (invalid "id")'),
    "a huge number": (b"version = " + b"9" * 5000, "line 1 "),
    "too deep": (HEAD + b"event = " + b"[" * 5000, "line 2 (not valid TOML)"),
    "nothing marked": (
        HEAD + b'[[event]]\nkind = "watched"\nid = "a"\nepisodes = []\n' + AT,
        'line 2 (invalid "episodes")',
    ),
    "an undo of nothing": (
        HEAD + b'[[event]]\nkind = "undo"\nid = "a"\n' + AT,
        'line 2 (the event has no "event")',
    ),
    "odd episodes": (
        HEAD + b'[[event]]\nkind = "watched"\nid = "a"\nepisodes = ["3"]\n' + AT,
        'line 2 (invalid "episodes")',
    ),
}


@pytest.mark.parametrize(("damage", "sentence"), DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_diary_is_never_started_over(diary, damage, sentence):
    diary.write_bytes(damage)

    with pytest.raises(DiaryDamagedError, match="is damaged at line") as refusal:
        write(1)

    assert sentence in str(refusal.value)
    assert diary.read_bytes() == damage


def test_two_events_with_one_id_are_damage_of_the_second(diary):
    block = b'[[event]]\nkind = "%b"\nid = "a"\n' + AT + b"\n"
    diary.write_bytes(HEAD + block % b"rewatch" + block % b"serenade")

    found = read()

    assert {event.id for event in found.events} == {"a"}
    assert (found.troubles[0].line, found.troubles[0].reason) == (6, "duplicate id")


HURTS = {
    "garbage": b"\0\xff\xfegarbage\n",
    "a broken line": b"kind = = 3\n",
    "a block that makes no sense": b'[[event]]\nid = "x"\n\n',
}


@pytest.mark.parametrize("hurt", HURTS.values(), ids=HURTS.keys())
@pytest.mark.parametrize("block", [1, 2, 3])
def test_blocks_before_and_after_the_damage_are_read_and_nothing_is_written(home, hurt, block):
    ids = [write(number).id for number in (1, 2, 3, 4)]
    diary = home / "progress.toml"
    pieces = diary.read_bytes().split(b"\n[[event]]")
    pieces[block] += hurt
    diary.write_bytes(damaged := b"\n[[event]]".join(pieces))
    line = 1 + b"\n[[event]]".join(pieces[: block + 1]).removesuffix(hurt).count(b"\n")

    found = read()

    assert [event.id for event in found.events] == ids
    assert f"damaged at line {line}" in str(found.troubles[0])
    with pytest.raises(DiaryNeedsRepairError, match=f"line {line}, so nothing was saved"):
        write(5)
    assert diary.read_bytes() == damaged


@pytest.mark.parametrize("block", [0, 1, 2, 3])
def test_damage_in_a_block_loses_no_other(home, block):
    ids = [write(number).id for number in (1, 2, 3, 4)]
    diary = home / "progress.toml"
    pieces = diary.read_bytes().split(b"\n[[event]]")
    pieces[block + 1] = pieces[block + 1].replace(b"kind", b"\0\xff", 1)
    diary.write_bytes(b"\n[[event]]".join(pieces))

    found = read()

    assert [event.id for event in found.events] == ids[:block] + ids[block + 1 :]
    assert f"damaged at line {6 + 7 * block}" in str(found.troubles[0])


ENDINGS = {
    "a mark": {"kind": "watched", "episodes": (3,), "run": 1, "finished": MOMENT},
    "an undo": {"kind": "undo"},
    "a repair": {"kind": "unwatch", "episodes": (1, 2), "repaired": True},
    "a rewatch": {"kind": "rewatch", "run": 2},
    "an import": {"kind": "watched", "episodes": (3, 4), "times": (MOMENT, None)},
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS.keys())
def test_a_diary_cut_off_anywhere_is_repaired_by_the_next_mark(home, monkeypatch, ending):
    """A crash leaves a beginning of the last block. It never counted, and gives way."""
    monkeypatch.setattr(store, "A_MOMENT", 0)
    first = write(1, 2).id
    details = {**ending, "event": first} if ending["kind"] == "undo" else ending
    second = store.append(folder(), lambda _: Change(**details), MOMENT)[0].id
    diary = home / "progress.toml"
    whole = diary.read_bytes()
    start = whole.rindex(b"\n[[event]]")

    for end in range(start, len(whole) + 1):
        diary.write_bytes(whole[:end])
        left = read()
        kept = {event.id for event in left.events}
        assert not left.is_locked

        third = write(4).id

        healed = read()
        assert {first, third} <= (now := {event.id for event in healed.events})
        assert now - {third} == kept
        assert healed.troubles == ()
        assert second in now or end < len(whole)
        tomllib.loads(diary.read_text())


@pytest.mark.parametrize("end", [b"\0", b"\0" * 40, b"\n\n", b"\n# mine\n", b"\xff", b"\t"])
def test_only_a_clean_beginning_of_a_block_is_what_a_crash_leaves(home, end):
    """Zeros, or anything behind it, are damage, which locks the story and isn't written over."""
    write(1)
    whole = (home / "progress.toml").read_bytes()
    cuts = range(whole.rindex(b"kind"), len(whole) - 30)

    for cut in cuts:
        (home / "progress.toml").write_bytes(
            damaged := whole + b"\n" + whole[whole.rindex(b"[[") : cut] + end
        )
        assert read().is_locked, cut
        with pytest.raises(DiaryNeedsRepairError):
            write(2)
        assert (home / "progress.toml").read_bytes() == damaged


def test_a_last_block_that_a_person_wrote_is_not_cut_off(diary):
    """Without an id it is a mistake to be mended by hand, not something to write over."""
    diary.write_text('version = 1\n[[event]]\nkind = "rewatch"\n' + AT.decode() + "\n")

    with pytest.raises(DiaryDamagedError, match='no "id"'):
        write(1)


def test_a_diary_that_is_exchanged_while_it_is_written_gets_the_event_all_the_same(
    home, monkeypatch
):
    """Syncing puts a whole new file in the place of the one that runaway has open."""
    write(1)
    diary, sync = home / "progress.toml", os.fsync
    theirs = diary.read_text() + codec.block_of(Event("~", MOMENT, None, Change("rewatch")))

    def exchange(descriptor):
        sync(descriptor)
        monkeypatch.setattr(os, "fsync", sync)
        (home / "theirs").write_text(theirs)
        os.replace(home / "theirs", diary)

    monkeypatch.setattr(os, "fsync", exchange)
    event = write(2)

    assert event in read().events
    assert len(read().events) == 3


@pytest.mark.parametrize("end", [0, 1, 9, 60])
def test_a_full_disk_leaves_what_a_crash_left(home, monkeypatch, end):
    write(1)
    write(2)
    diary = home / "progress.toml"
    whole = diary.read_bytes()
    torn = whole[: whole.rindex(b"[[event]]") + end]
    diary.write_bytes(torn)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "disk full")))

    with pytest.raises(DiaryNotSavedError, match="disk full"):
        write(3)

    assert diary.read_bytes() == torn


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("less", [0, 1])
def test_an_editor_s_encoding_does_not_shift_where_a_block_was_cut_off(home, encoding, less):
    """Notepad and PowerShell write a byte order mark, and lines that end as on Windows."""
    first = write(1)
    diary = home / "progress.toml"
    text = "\ufeff" + diary.read_text().replace("\n", "\r\n")
    write(2)
    text += "\n" + diary.read_text().rpartition("\n\n")[2].rpartition("id =")[0]
    content = text.encode(encoding)
    diary.write_bytes(content[: len(content) - less])

    third = write(3)

    assert read().events == (first, third)
    assert read().troubles == ()


def test_a_reader_in_the_middle_of_a_write_looks_again(home, monkeypatch):
    write(1)
    diary = home / "progress.toml"
    whole = diary.read_text()
    diary.write_text(whole[:-9])
    monkeypatch.setattr(store.time, "sleep", lambda _: diary.write_text(whole))

    assert read().troubles == ()
    assert len(read().events) == 1


def test_a_file_exchanged_before_it_was_opened_is_not_cut(home, monkeypatch):
    """Where a torn block began in one file is no place to cut another."""
    write(1)
    diary = home / "progress.toml"
    whole = diary.read_text() + codec.block_of(Event("~~~", MOMENT, None, Change("rewatch")))
    diary.write_text(diary.read_text() + "\n[[event]] # 01")

    def exchange(*_):
        diary.write_text(whole)
        return "~~~~"

    monkeypatch.setattr(ids, "new", exchange)
    write(2)

    assert diary.read_text().startswith(whole)
    assert [event.id for event in read().events][-2:] == ["~~~", "~~~~"]


def test_a_folder_that_cannot_be_synced_is_no_failure(home, monkeypatch):
    """The diary is there; a sentence that it is not would make a liar of it."""
    real = os.open

    def refuse(path, flags, *rest):
        if os.path.isdir(path):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags, *rest)

    monkeypatch.setattr(os, "open", refuse)

    assert write(1) in read().events


def test_a_folder_in_its_place_is_not_a_fresh_start(diary):
    diary.mkdir()

    with pytest.raises(DiaryUnreadableError, match="can't be read"):
        write(1)


def test_a_later_format_is_read_and_never_written(diary):
    text = (
        'version = 2\n[[event]]\nkind = "watched"\nepisodes = [1]\n'
        'at = 2026-01-01T10:00:00Z\nid = "01"\n'
    )
    diary.write_text(text)

    assert fold(read().events).position == 1
    with pytest.raises(DiaryNewerError, match="newer runaway"):
        write(2)
    assert diary.read_text() == text


def test_a_copy_that_cannot_be_read_is_said_and_the_rest_is_read(home):
    write(1)
    (home / "progress-bak.toml").write_text("not a diary")
    (home / "progress-folder.toml").mkdir()

    diary = read()

    assert len(diary.events) == 1
    assert [Path(trouble.path).name for trouble in diary.troubles] == [
        "progress-bak.toml",
        "progress-folder.toml",
    ]
    assert write(2)


def test_a_link_that_leads_nowhere_is_not_a_fresh_start(diary, tmp_path):
    diary.symlink_to(tmp_path / "unmounted" / "progress.toml")

    with pytest.raises(DiaryUnreadableError, match="a broken link"):
        write(1)
    assert diary.is_symlink()


def test_a_byte_order_mark_is_no_damage(home):
    write(1)
    diary = home / "progress.toml"
    diary.write_text("\ufeff" + diary.read_text())

    assert len(read().events) == 1


def test_nothing_unreadable_is_ever_written(home):
    """An offset with seconds is a time in Python and not in TOML."""
    odd = datetime(2026, 1, 1, 10, tzinfo=timezone(timedelta(hours=1, seconds=30)))

    with pytest.raises((DiaryNotSavedError, DiaryDamagedError)):
        write(1, finished=odd)
    assert not (home / "progress.toml").exists()


@on_unix
def test_waiting_for_another_program_ends_with_a_sentence(home, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    write(1)
    code = (
        "import fcntl, time; lock = open(r'{}', 'ab'); fcntl.flock(lock, fcntl.LOCK_EX)\n"
        "print('held', flush=True); time.sleep(60)"
    ).format(home / ".progress.lock")
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"

        with pytest.raises(DiaryBusyError, match="Another runaway"):
            write(2)

        holder.kill()
    assert write(2)
    assert len(read().events) == 2


def test_a_decision_for_nothing_writes_nothing(home):
    assert store.append(folder(), lambda _: None, MOMENT) == (None, store.look(folder()))
    assert not home.exists()


def test_a_place_that_cannot_be_written_is_said(home):
    home.write_text("a file where the folder should be")

    with pytest.raises(DiaryUnreadableError, match="not a directory"):
        write(1)


@on_unix
def test_a_full_disk_leaves_the_file_as_it_was(home):
    write(1)
    before = (home / "progress.toml").read_bytes()
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 9}, {len(before) + 9}))\n"
        "from runaway_cli.cli.main import main; main(['watched', '2'])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.returncode == 1
    assert "Couldn't save" in done.stderr
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

    assert fold(read().events).position == 3


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
        diary.write_text(f'version = 1\n[[event]]\nkind = "rewatch"\n{AT.decode()}\nid = "{own}"\n')

        ids = [own, write(1).id, write(2).id, write(3).id]

        assert ids == sorted(ids)
        assert len(ids[-1]) <= len(own) + 26


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

    assert len(read().events) == 6 + (begun == "together")


def test_moments_keep_their_offset(home):
    moment = datetime(2026, 1, 1, 23, 30, 0, 999, tzinfo=UTC)
    write(1, moment=moment)

    assert read().events[0].at == moment


@pytest.mark.parametrize(
    "odd", ["{}b", "{}-sofa", "mine", "7zzzzzzzzzzzzzzzzzzzzzzzzz", "~", "x" * 174]
)
def test_ids_stay_in_order_and_in_their_century_after_an_odd_one(odd):
    """A hand adds a letter to one, as docs/diary.md says; another machine has a mad clock."""
    latest = first = odd.format(ids.new(MOMENT, ""))
    for minute in range(5):
        moment = MOMENT + timedelta(minutes=minute)
        new = ids.new(moment, latest)
        assert new > latest
        assert new[-26:][:5] == ids.new(MOMENT, "")[:5]  # the time is that of the clock
        assert len(new) == 26 if "{}" in odd else len(new) <= len(first) + 26
        latest = new


def test_a_sound_file_that_has_not_changed_is_not_parsed_again():
    write(1)
    before = store.look(folder())

    assert store.look(folder(), before).files[0] is before.files[0]


@pytest.mark.parametrize("later", ["", "[[event]]\n", "[[event]] # 01", "\n# with Anna\n"])
def test_what_changed_since_it_was_read_is_read_anew(home, later):
    _, before = store.append(folder(), lambda _: Change("watched", (1,)), MOMENT)
    assert before == store.look(folder())

    diary = home / "progress.toml"
    diary.write_text(diary.read_text("utf-8") + later, "utf-8")

    assert repr(store.look(folder(), before)) == repr(store.look(folder()))


def test_an_undo_is_in_doubt_only_while_what_it_undoes_is_nowhere(home):
    """Its own file stays the same; what it undoes is in a file beside it, or not there yet."""
    event = write(1)
    copy = home / "progress-sofa.toml"
    (home / "progress.toml").rename(copy)
    store.append(folder(), lambda _: Change("undo", event=event.id), MOMENT)
    sound, arrived = store.look(folder()), copy.read_bytes()

    copy.unlink()
    waiting = store.look(folder(), sound)
    copy.write_bytes(arrived)
    whole = store.look(folder(), waiting)

    assert [diary.is_locked for diary in (sound, waiting, whole)] == [False, True, False]
