"""The doctor: what it finds and repairs, and that it throws nothing away."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import snapshot, viewer
from runaway_cli.cli import doctor
from runaway_cli.diary import codec, repair, store
from runaway_cli.diary.errors import (
    DiaryClashError,
    DiaryDamagedError,
    DiaryNewerError,
    DiaryTroubleError,
)
from runaway_cli.diary.events import Change, Event
from runaway_cli.diary.files import DiaryFile
from runaway_cli.diary.progress import fold, joined

MOMENT = datetime(2026, 1, 3, 22, 4, tzinfo=UTC)
TOTAL = 4


def event(number, **details):
    """Return the `number`th of some events."""
    at = MOMENT + timedelta(minutes=number)
    return Event(f"{number:03}", at, None, Change("watched", (number,), **details))


def diary_of(*events, head=codec.FIRST_LINES):
    return head + "".join(map(codec.block_of, events))


def read():
    return store.read(os.environ["RUNAWAY_HOME"])


@pytest.fixture
def diary(home):
    """Return the path of a diary of three events."""
    home.mkdir()
    path = home / "progress.toml"
    path.write_text(diary_of(event(1), event(2), event(3)))
    path.chmod(0o600)
    return path


SOUND_TEXTS = st.lists(st.integers(1, 5), max_size=5).map(
    lambda numbers: diary_of(*(event(number) for number in numbers))
)
HURT = st.tuples(st.integers(0, 400), st.integers(0, 60), st.text(max_size=9))


@settings(max_examples=60)
@given(SOUND_TEXTS, st.lists(HURT, max_size=3))
def test_whatever_happens_to_a_diary_what_can_be_read_is_kept(text, hurts):
    """Cut out and put in anything: a repair leaves a sound file that holds what was read."""
    for start, length, intruder in hurts:
        text = text[:start] + intruder + text[start + length :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "progress.toml")
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        before = store.look(folder)

        done = repair.repair(folder, TOTAL, MOMENT)

        after = store.look(folder)
        if isinstance(before.files[0].trouble, DiaryNewerError):
            return
        assert after.troubles == () or not done
        assert {e.id for e in after.events} >= {e.id for e in before.events}
        assert fold(after.events).position == 0 or not before.is_locked
        assert repair.repair(folder, TOTAL, MOMENT) == ()


def repaired_text(home, text):
    """Repair a diary that says so, and return what it says then, without the step back."""
    home.mkdir(exist_ok=True)
    (home / "progress.toml").write_text(text)
    assert repair.repair(str(home), TOTAL, MOMENT)
    assert store.read(str(home)).troubles == ()
    whole, _, step = (home / "progress.toml").read_text().rpartition("\n[[event]]")
    assert "repaired = true" in step
    return whole


def test_what_is_whole_stays_as_it_stands(home):
    own = '\n# my own words\n[[event]]\nkind = "serenade"\nat = 2026-01-01T10:00:00Z\nid = "00x"\n'
    song = 'song = "Ashes"\n'
    text = diary_of(event(1)) + own + song

    assert repaired_text(home, text + "\n[[event]]\nkind = broken\n") == text + "\n"


def test_blocks_in_a_list_are_written_anew(home):
    text = 'version = 1\nevent = [{kind = "rewatch", id = "a", at = 2026-01-01T10:00:00Z}, {}]\n'

    whole = repaired_text(home, text)

    assert whole.startswith(codec.FIRST_LINES + "\n[[event]] # a\n")


def test_tables_that_do_not_go_together_do_no_harm(home):
    blocks = [codec.block_of(event(number)) for number in (1, 2)]

    whole = repaired_text(home, codec.FIRST_LINES + "[mood]\n".join([*blocks, ""]))

    assert [e.id for e in codec.read(whole).events] == ["001", "002"]


def test_blocks_that_go_together_only_one_by_one_are_written_anew(home):
    """A header that belongs to another block is read, and is no diary that way."""
    one, other = (event(n)._replace(id=f"01ke0aerk3spm7nswr9kp7f2x{n}") for n in (1, 2))
    text = diary_of(one, other).replace(f"# {one.id}", f"# {other.id}")

    whole = repaired_text(home, text)

    assert whole.replace("\n\n\n", "\n\n") == diary_of(one, other)


def test_repair_sets_the_damaged_file_aside_to_the_byte(diary, run):
    damaged = diary.read_bytes().replace(b'"002"', b"\xff\0") + b"junk"
    diary.write_bytes(damaged)

    said = run("doctor --repair").out

    aside = diary.with_name("damaged-20260103-220400-progress.toml")
    assert aside.read_bytes() == damaged
    assert "Repaired progress.toml: 2 events kept, 2 places couldn't be read." in said
    assert "you're back before episode 1: runaway undo trusts what the diary says" in said
    assert aside.name in said
    assert [e.id for e in read().events][:2] == ["001", "003"]
    assert read().troubles == ()


def test_a_repair_steps_back_and_one_undo_trusts_the_diary(diary, run):
    diary.write_text(diary.read_text() + "junk\n")

    run("doctor --repair")

    assert "Next is episode 1," in run("next").out
    assert "unwatched 1 to 4" in run("undo").out
    assert "Next is episode 4 " in run("next").out


def test_a_repair_covers_what_arrives_late(diary, run):
    """The step back names no run and comes last, so it holds for marks that were on their way."""
    blocks = list(codec.blocks(diary.read_text()))
    late = Event("0020", MOMENT, "sofa", Change("rewatch", run=2))
    diary.write_text("".join(b.text for b in blocks[:2]) + "junk\n")

    run("doctor --repair")
    diary.with_name("progress-sofa.toml").write_text(
        diary_of(event(2), late, event(4)._replace(change=Change("watched", (1, 2), 2)))
    )

    assert read().troubles == ()
    assert fold(read().events).position == 0


def test_an_undo_that_waits_is_kept_by_a_repair(diary, run):
    """Only one machine's part has arrived: it undoes what is still on its way."""
    undo = Event("z", MOMENT, None, Change("undo", event="y"))
    mark = Event("y", MOMENT, None, Change("watched", (1, 2, 3, 4)))
    diary.write_text(diary_of(undo))
    assert "Another machine's part may still be on its way." in run("next").err
    assert "Next is episode 1," in run("next").out

    run("doctor --repair")
    assert run("next").err == ""
    diary.with_name("progress-sofa.toml").write_text(diary_of(mark))

    assert "Next is episode 1," in run("next").out
    assert undo in read().events
    run("undo")
    assert "Next is episode 1," in run("next").out


def test_undoing_a_repair_says_what_still_locks_the_story(diary, run):
    diary.write_text(diary_of(event(1), Event("z", MOMENT, None, Change("undo", event="y"))))
    run("doctor --repair")

    done = run("undo")

    assert "unwatched 1 to 4" in done.out
    assert "undoes or redoes an event that isn't there" in done.err
    assert run("redo").err == ""


def test_two_machines_that_both_repair_leave_two_steps(diary, run):
    damaged = diary.read_text() + "junk\n"
    texts = []
    for _ in range(2):
        diary.write_text(damaged)
        run("doctor --repair")
        texts.append(diary.read_text())

    diary.with_name("progress-sofa.toml").write_text(texts[0])

    run("undo")
    assert "Next is episode 1," in run("next").out
    run("undo")
    assert "Next is episode 4 " in run("next").out


def test_a_mark_says_where_you_are_after_a_repair(diary, run):
    diary.write_text(diary.read_text() + "junk\n")
    run("doctor --repair")

    run("watched 2")

    assert "Next is episode 3," in run("next").out


def test_a_mark_in_a_damaged_diary_is_refused_with_the_cure(diary, run):
    diary.write_text(damaged := diary.read_text() + "junk\n")

    for line in ("watched 4", "undo", "unwatch", "rewatch"):
        assert run(line, expect=1).err == (
            "Your diary is damaged at line 22, so nothing was saved. "
            "Repair it first: runaway doctor --repair\n"
        )
    assert diary.read_text() == damaged


def test_a_repair_keeps_owner_group_and_mode(diary):
    diary.write_text(diary.read_text() + "junk\n")
    if os.geteuid() == 0:
        os.chown(diary, 1234, 2345)
    diary.chmod(0o640)
    before = diary.stat()

    repair.repair(str(diary.parent), TOTAL, MOMENT)

    after = diary.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )


def test_repairs_in_one_second_keep_every_original(diary):
    for junk in (b"one", b"two", b"three"):
        diary.write_bytes(diary.read_bytes() + junk)
        repair.repair(str(diary.parent), TOTAL, MOMENT)

    asides = sorted(diary.parent.glob("damaged-*"))
    assert len(asides) == 3
    assert {path.read_bytes()[-3:] for path in asides} == {b"one", b"two", b"ree"}


def test_a_link_stays_a_link_when_it_is_repaired(home, tmp_path):
    home.mkdir()
    (tmp_path / "dotfiles.toml").write_text(diary_of(event(1)) + "junk\n")
    (home / "progress.toml").symlink_to(tmp_path / "dotfiles.toml")

    repair.repair(str(home), TOTAL, MOMENT)

    assert (home / "progress.toml").is_symlink()
    assert (tmp_path / "dotfiles.toml").read_text().startswith(diary_of(event(1)))
    assert read().troubles == ()


def test_a_repair_on_a_full_disk_changes_nothing(diary, monkeypatch, run):
    diary.write_text(diary.read_text() + "junk")
    before = snapshot(diary.parent)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "disk full")))

    assert "couldn't be rewritten: disk full" in run("doctor --repair", expect=1).err
    after = snapshot(diary.parent)
    after.pop(".progress.lock")
    assert after == before


COPIES = {  # as the engines call them
    "Syncthing": "progress.sync-conflict-20260103-101112-ABCDEFG.toml",
    "Dropbox": "progress (sofa's conflicted copy 2026-01-03).toml",
    "Nextcloud": "progress (conflicted copy 2026-01-03 101112).toml",
    "OneDrive": "progress-sofa.toml",
    "Google Drive": "progress (1).toml",
    "iCloud": "progress 2.toml",
}


@pytest.mark.parametrize("name", COPIES.values(), ids=COPIES.keys())
def test_a_conflict_copy_is_read_and_can_be_merged(diary, run, name):
    copy = diary.with_name(name)
    copy.write_text(diary_of(event(1), event(4)) + "# mine\n")
    before = read().events
    assert "1 copy beside the diary" in run("doctor").out

    said = run("doctor --join").out

    assert "Added 1 event from" in said
    assert joined(read().events) == joined(before)
    assert len(read().events) == 4
    assert not copy.exists()
    assert (diary.parent / f"joined-20260103-220400-{name}").read_text().endswith("# mine\n")
    assert "copies" not in run("doctor").out


def test_merging_keeps_what_a_later_runaway_wrote(diary):
    song = '[[event]]\nkind = "serenade"\nat = 2026-01-01T10:00:00Z\nid = "x"\nsong = "Ashes"\n'
    diary.with_name("progress-sofa.toml").write_text("version = 1\n" + song)

    repair.merge_copies(os.environ["RUNAWAY_HOME"], MOMENT)

    assert song in diary.read_text()


def test_merging_without_a_diary_starts_one(home):
    home.mkdir()
    (home / "progress-sofa.toml").write_text(diary_of(event(1), event(2)))

    merged = repair.merge_copies(os.environ["RUNAWAY_HOME"], MOMENT)

    assert [file.kept for file in merged] == [2]
    assert (home / "progress.toml").read_text() == diary_of(event(1), event(2))


def test_merging_on_both_machines_is_merging_once(diary):
    """A merge of the two results finds the same block twice; it is one event."""
    own, theirs = diary.read_text(), diary_of(event(1), event(4))
    results = []
    for here, there in ((own, theirs), (theirs, own)):
        diary.write_text(here)
        diary.with_name("progress-copy.toml").write_text(there)
        repair.merge_copies(os.environ["RUNAWAY_HOME"], MOMENT)
        results.append(diary.read_text())

    diary.write_text(results[0] + results[1].removeprefix(codec.FIRST_LINES))

    assert read().troubles == ()
    assert [e.id for e in joined(read().events)] == [
        "001",
        "002",
        "003",
        "004",
    ]


def test_two_files_that_tell_one_event_otherwise_are_never_merged(diary, run):
    """Which of them is right nobody knows; until somebody says so the story stays locked."""
    other = Event("001", MOMENT, None, Change("watched", (1, 2, 3, 4)))
    diary.with_name("progress-copy.toml").write_text(diary_of(other))

    assert "so the story is locked" in run("next").err
    assert "Next is episode 1," in run("next").out
    assert "Make the two match" in run("doctor", expect=1).out
    with pytest.raises(DiaryClashError):
        repair.merge_copies(os.environ["RUNAWAY_HOME"], MOMENT)


UNDONE = {
    "undo": ("watched 3", "undo"),
    "unwatch": ("watched 3", "unwatch 2"),
    "rewatch": ("watched 3", "rewatch"),
}
HURTS = {
    "a quote is missing": lambda block: block.replace('kind = "', "kind = "),
    "garbage at its end": lambda block: block.replace("id =", "\0junk\nid ="),
    "its last bytes are zeros": lambda block: block[:-2] + "\0\0",
    "its time is lost": lambda block: block.replace("at =", "when ="),
    "only its beginning can be read": lambda block: block[:45] + "#" * 200 + "\n",
}


@pytest.mark.parametrize("hurt", HURTS.values(), ids=HURTS.keys())
@pytest.mark.parametrize("lines", UNDONE.values(), ids=UNDONE.keys())
def test_damage_to_an_undo_brings_nothing_back(home, run, lines, hurt):
    """Nobody is told what they undid, not by a repair or the next mark either."""
    for line in lines:
        run(line)
    diary = home / "progress.toml"
    stands = fold(read().events).position
    head, mark, last = diary.read_text().rpartition("\n[[event]]")
    diary.write_text(head + mark + hurt(last))

    assert read().is_locked
    assert viewer().known.position == 0
    run("watched", expect=1)
    run("doctor --repair")
    assert viewer().known.position == 0
    run("watched")
    assert viewer().known.position <= stands + 1


def test_an_undo_that_breaks_off_was_never_reported_and_does_not_count(home, run):
    run("watched 3")
    run("undo")
    diary = home / "progress.toml"
    diary.write_text(diary.read_text().rpartition('\nevent = "')[0])

    assert "Next is episode 4 " in run("next").out
    assert "truncated at line 14, probably by a crash" in run("next").err
    assert "watched 1, 2 and 3." in run("undo").out
    assert run("next").err == ""
    assert "Next is episode 1," in run("next").out


def test_what_is_damaged_beyond_reading_locks_the_story(home, run):
    run("watched 1")
    run("watched 2")
    run("undo")
    diary = home / "progress.toml"
    diary.write_bytes(diary.read_bytes().replace(b'kind = "undo"', b"\0" * 13))

    done = run("next")

    assert "Next is episode 1," in done.out
    assert "so the story is locked until it's repaired: runaway doctor --repair" in done.err
    assert "1 place couldn't be read" in run("doctor --repair").out


def test_damage_to_a_mark_locks_the_story_too(home, run):
    """What it was is not for a guess to say."""
    run("watched 1")
    run("watched 2")
    diary = home / "progress.toml"
    diary.write_text(diary.read_text().replace("episodes = [2]", "episodes = [2"))

    assert "Next is episode 1," in run("next").out
    assert "locked" in run("next").err


def test_an_empty_diary_is_repaired_once(home, run):
    home.mkdir()
    (home / "progress.toml").write_text("")

    run("doctor --repair")

    assert (home / "progress.toml").read_text().startswith(codec.FIRST_LINES)
    assert "Nothing to repair." in run("doctor --repair").out


def test_a_head_that_nothing_can_stand_behind_is_written_anew(home):
    text = '"event" = []\n' + codec.block_of(event(1))

    assert repaired_text(home, text).replace("\n\n", "\n") == diary_of(event(1)).replace(
        "\n\n", "\n"
    )


@pytest.mark.parametrize("damaged", ['mood = "\n', "\0", "[[event]]\nkind = 3\n"])
def test_a_later_format_is_never_repaired_and_its_damage_locks_the_story(diary, damaged, run):
    """What it says may be for a later runaway to read, or an undo that nobody can."""
    diary.write_text(later := "version = 2\n" + damaged)
    diary.with_name("progress-2.toml").write_text(diary_of(event(1)))

    assert repair.repair(str(diary.parent), TOTAL, MOMENT) == ()
    assert "Next is episode 1," in run("next").out
    assert "so the story is locked; to mark anything, update runaway." in run("next").err
    assert diary.read_text() == later


def test_one_block_that_does_not_fit_leaves_the_others_as_they_stand(home):
    song = '\n[[event]]\nkind = "serenade"\nat = 2026-01-01T10:00:00Z\nid = "00x"\nsong = "Ashes"\n'
    blocks = [codec.block_of(event(number)) + "[mood]\n" for number in (1, 2)]

    whole = repaired_text(home, codec.FIRST_LINES + song + "".join(blocks))

    assert song in whole
    assert len(codec.read(whole).events) == 3


def test_repair_tells_what_it_did_though_joining_fails(diary, run):
    diary.write_text(diary.read_text() + "junk\n")
    (diary.parent / "progress-folder.toml").mkdir()

    done = run("doctor --repair --join", expect=1)

    assert "3 events kept" in done.out
    assert "can't be read" in done.err


def test_a_kind_nobody_knows_is_noted(diary, run):
    song = '\n[[event]]\nkind = "serenaded"\nat = 2026-01-01T10:00:00Z\nid = "x"\non = "desk"\n'
    diary.write_text(diary.read_text() + song)

    assert 'has a kind this runaway doesn\'t know: "serenaded"' in run("doctor").out


def test_an_id_from_beyond_all_years_is_a_damage_like_any_other(home, run):
    run("watched 3")
    run("undo")
    diary = home / "progress.toml"
    head, _, last = diary.read_text().rpartition("[[event]] # ")
    diary.write_text(f"{head}[[event]] # 7z{last[2:].replace('kind', 'kind =', 1)}")

    assert "Next is episode 1," in run("next").out


@pytest.mark.parametrize("slip", ["unwatchd", "ndo", "un", "]undo", "rewach"])
def test_a_typo_in_an_undo_locks_the_story(home, run, slip):
    run("watched 3")
    run("undo")
    diary = home / "progress.toml"
    diary.write_text(diary.read_text().replace('"undo"', f'"{slip}"'))

    assert "Next is episode 1," in run("next").out
    assert "damaged" in run("next").err
    run("doctor --repair")
    assert read().troubles == ()


@pytest.mark.parametrize("part", ["event", "id"])
def test_an_id_that_damage_changed_locks_the_story(home, run, part):
    """Of the mark, or of where the undo names it: either way the undo is lost."""
    run("watched 3")
    run("undo")
    diary = home / "progress.toml"
    head, _, last = diary.read_text().partition(f"\n{part} = ")
    diary.write_text(f"{head}\n{part} = {last[:9]}z{last[10:]}")

    assert "Next is episode 1," in run("next").out
    assert "so the story is locked" in run("next").err
    run("doctor --repair")
    assert read().troubles == ()


@pytest.mark.parametrize("name", ["progress.toml", "progress-sofa.toml"])
def test_nothing_is_merged_while_something_is_damaged(diary, name):
    diary.with_name("progress-sofa.toml").write_text(diary_of(event(4)))
    with open(diary.with_name(name), "a") as file:
        file.write("junk = = \n")
    before = snapshot(diary.parent)

    with pytest.raises(DiaryDamagedError):
        repair.merge_copies(os.environ["RUNAWAY_HOME"], MOMENT)

    after = snapshot(diary.parent)
    after.pop(".progress.lock")
    assert after == before


def test_a_later_format_beside_the_diary_is_no_copy(diary, run):
    later = diary.with_name("progress-2.toml")
    later.write_text("version = 2\n")

    assert "copies" not in run("doctor").out
    run("doctor --join")
    assert later.exists()


OURS = event(1)._replace(id="01ke0aerk3spm7nswr9kp7f2xr")
STATES = {  # what stands in progress.toml: exit code, and what doctor says of it
    "missing": (None, 0, "none yet; your first mark creates it"),
    "sound": (diary_of(event(1)), 0, "1 event in "),
    "empty": ("", 1, "damaged at line 1 (the file is empty); 0 events readable"),
    "damaged": (diary_of(event(1)) + "junk\n", 1, "line 10 (not valid TOML); 1 event readable"),
    "cut off": (diary_of(OURS)[:-20], 0, "truncated at line 5"),
    "newer": ("version = 2\n", 1, "written by a newer runaway (format 2)"),
    "strange": (diary_of(event(9)), 1, "line 5 of the diary names episode 9, but the season has 4"),
    "an undo of nothing": (
        diary_of(Event("x", MOMENT, None, Change("undo", event="gone"))),
        1,
        "line 5 undoes or redoes an event that isn't there",
    ),
}


@pytest.mark.parametrize(("text", "code", "found"), STATES.values(), ids=STATES.keys())
def test_doctor_tells_every_state_and_changes_nothing(home, run, screen, text, code, found):
    home.mkdir()
    if text is not None:
        (home / "progress.toml").write_text(text)
        (home / "progress.toml").chmod(0o600)
    before = snapshot(home)

    said = run("doctor", expect=code)

    assert found in said.out
    assert found in " ".join(screen("doctor", expect=code).split())
    assert json.loads(run("doctor --json", expect=code).out)["is_sound"] is (code == 0)
    assert snapshot(home) == before


def test_doctor_tells_an_unreadable_diary(home, run):
    (home / "progress.toml").mkdir(parents=True)

    assert "unreadable: not a regular file" in run("doctor", expect=1).out
    assert "can't be read" in run("next", expect=1).err


def test_doctor_works_in_a_home_that_cannot_be(home, run):
    home.write_text("a file where the folder should be")

    said = run("doctor", expect=1).out

    assert "not a folder" in said


@pytest.mark.parametrize(
    ("to", "found"),
    [
        ("home", "can't be checked: too many levels of symbolic links"),
        ("nowhere", "a broken link"),
    ],
)
def test_doctor_works_in_a_home_that_cannot_be_looked_at(home, run, to, found):
    home.symlink_to(home.with_name(to))

    assert f"folder (problem): {found} ({home})" in run("doctor", expect=1).out


def test_doctor_tells_a_diary_that_others_can_read(diary, run):
    diary.chmod(0o644)

    assert f"To keep it private: chmod 600 {diary}" in run("doctor").out


def test_doctor_tells_a_broken_season(diary, run, season, tmp_path):
    season.path = tmp_path / "none.toml"

    assert "The season's file is broken" in run("doctor", expect=1).out


def test_an_undo_in_a_copy_waits_and_can_be_repaired_like_any_other(diary, run):
    undo = Event("z", MOMENT, None, Change("undo", event="y"))
    diary.with_name("progress-sofa.toml").write_text(diary_of(undo))
    assert "Line 5 of progress-sofa.toml undoes or redoes an event" in run("next").err

    assert "Kept all of progress.toml as it stands." in run("doctor --repair").out
    assert run("next").err == ""


def test_files_that_disagree_can_be_repaired(diary, run):
    other = event(1)._replace(change=Change("watched", (1, 2, 3, 4)))
    diary.with_name("progress-copy.toml").write_text(diary_of(other))

    run("doctor --repair")

    assert read().troubles == ()
    assert fold(read().events).position == 0
    assert {e.id for e in read().events} >= {"001", "002", "003"}


def test_a_lookalike_is_named_until_it_is_dealt_with(diary, run):
    """Renamed as doctor says, it's read; moved away, it's gone."""
    undo = Event("z", MOMENT, None, Change("undo", event="003"))
    other = diary.with_name("Copy of progress.toml")
    other.write_text(diary_of(undo))
    assert "Copy of progress.toml looks like a part of your diary" in run("next").err
    assert "Rename it so that its name starts with progress, or move it away." in run("doctor").out

    other.rename(diary.with_name("progress copy.toml"))

    assert run("next").err == ""
    assert "Next is episode 3" in run("next").out


def test_what_is_set_aside_is_named_by_doctor_and_never_read(diary, run):
    diary.with_name("progress.toml~").write_text("junk")

    assert run("next").err == ""
    assert "1 file set aside, not read: progress.toml~" in run("doctor").out


def test_a_folder_that_cannot_be_listed_locks_the_story(diary, run, monkeypatch):
    """A copy in it may hold an undo."""

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)

    assert "can't be read: permission denied, so the story is locked" in run("next").err
    assert "Next is episode 1," in run("next").out


def test_joining_never_sets_the_diary_itself_aside(diary, run):
    """A link to a file beside it is that file, not a copy of it."""
    diary.rename(diary.with_name("progress-laptop.toml"))
    diary.symlink_to(diary.with_name("progress-laptop.toml"))

    assert "copies" not in run("doctor").out
    assert "No copies to merge." in run("doctor --join").out
    assert len(read().events) == 3


def test_a_diary_elsewhere_is_named(diary, run, monkeypatch, tmp_path):
    (tmp_path / "runaway").mkdir()
    (tmp_path / "runaway" / "progress.toml").write_text(diary_of(event(1)))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    said = run("doctor").out

    assert f"To use that one: RUNAWAY_HOME={tmp_path / 'runaway'}" in said
    monkeypatch.setenv("RUNAWAY_HOME", str(tmp_path / "runaway"))
    assert "Next is episode 2" in run("next").out


def test_a_file_system_without_modes_is_not_bad(diary, run):
    diary.chmod(0o755)

    assert "open to other" not in run("doctor").out


def test_a_trouble_that_doctor_has_no_words_for_is_not_called_sound(home):
    file = DiaryFile(str(home / "progress.toml"), trouble=DiaryTroubleError("x", "new"))

    with pytest.raises(AssertionError):
        doctor._file(file, is_own=True)
