"""Shows of one's own: added, kept apart, set aside; and as safe as the season that's bundled."""

from __future__ import annotations

import functools
import io
import json
import os
import shutil
import tomllib
from datetime import UTC, datetime

import pytest

from drafts import chapters, drafted, episode, role, show, special
from helpers import LAMP_ROOM, in_a_process, on_unix, snapshot, spoilers, stand_at, write_show
from runaway_cli.cli.registry import COMMANDS
from runaway_cli.errors import RunawayError
from runaway_cli.session import Session
from runaway_cli.story import draft, library
from runaway_cli.story.draft_toml import toml_of
from runaway_cli.story.library_errors import (
    BundledShowError,
    FewerEpisodesError,
    MovedError,
    NotAShowError,
    WrongFormError,
)
from runaway_cli.system import shows

MOMENT = datetime(2026, 1, 3, 22, 4, tzinfo=UTC)
LAST = 5
TITLED = "The Gull House"
ID = "the-gull-house"


def add(text, home):
    """Put a show file on the shelf of a home."""
    content = text if isinstance(text, bytes) else text.encode()
    return library.add(io.BytesIO(content), str(home), "The Lamp Room")


def aviary(episodes=LAST, **more):
    """Return an answer of TVmaze in which each text names the chapter it may be told in.

    "ch3x" stands in what is safe once episode 3 is finished, its successor's title among it.
    """
    told = [
        episode(
            n if n < 4 else n - 3,
            season=1 if n < 4 else 2,
            name=f"ch{n - 1}x{n}title",
            summary=f"<p>ch{n}x1{n} begins. ch{n}x2{n} goes on.</p>",
            airdate=f"2025-01-0{n}",
        )
        for n in range(1, episodes + 1)
    ]
    cast = [role("Ada Player", f"ch{episodes}x81"), role("Bo Player", f"ch{episodes}x82")]
    specials = [special(f"ch{episodes}x91", airdate="2025-01-03")]
    return show(told, cast, name=TITLED, **more), specials


@functools.cache
def whole_file():
    return toml_of(drafted(*aviary()))


def cut_file(position):
    """Return the same file without its later chapters."""
    head, *told = whole_file().split("\n[[chapter]]")
    return "\n[[chapter]]".join([head, *told[: position + 1]])


def put_back(kept, home):
    """Make a folder what another one is."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(kept, home)


def folder(home, id_=ID):
    return home / "shows" / id_


ARGUMENTS = {  # what makes a command say as much as it can
    "next": ["", "--short"],
    "watched": ["", "5", "2x2", "9", "3x1", "--only 5"],
    "unwatch": ["", "1", "2x9"],
    "recap": ["", "--all", "--short", "1", "1x03", "5"],
    "learned": ["", "1"],
    "who": ["ch", "ada"],
    "map": ["", "--dot"],
    "doctor": ["", "--repair --join"],
    "tonight": ["", "--for 9h"],
    "plan": ["", "--by sunday", "--ics -", "--per-day 1"],
    "shows": ["", "remove the-gull-house"],
}
LINES = ["", "--as-of 1x02", *(
    f"{name} {more}".strip() for name in COMMANDS for more in ARGUMENTS.get(name, [""])
)]  # fmt: skip


@pytest.mark.parametrize("position", [0, 2, 3, LAST - 1])
def test_no_command_tells_what_lies_ahead_in_a_draft(
    home, run, screen, monkeypatch, tmp_path, position
):
    """To the letter what it says when the later chapters don't exist."""
    monkeypatch.setenv("RUNAWAY_SHOW", ID)
    kept, said = tmp_path / "kept", {line: [] for line in LINES}

    for text in (whole_file(), cut_file(position)):
        shutil.rmtree(home, ignore_errors=True)
        add(text, home)
        stand_at(folder(home), position)
        put_back(home, kept)
        for line, told in said.items():
            put_back(kept, home)
            for say, form in ((screen, ""), (run, ""), (run, " --json")):
                if not shows.is_there(str(folder(home))):  # a form before removed it
                    put_back(kept, home)
                told.append(say(line + form, expect=None))

    for line, told in said.items():
        whole, cut = told[:3], told[3:]
        assert spoilers(str(whole), position) == set(), line
        same = whole == cut or line == "shows remove the-gull-house"  # names a folder by the time
        assert same, line


def test_the_draft_of_these_tests_tells_in_every_chapter():
    told = [json.dumps(chapter, default=str) for chapter in chapters(drafted(*aviary()))]

    assert [n for n, text in enumerate(told) if spoilers(text, n - 1)] == [*range(LAST + 1)]


def test_adding_a_show_keeps_nothing_of_it_in_the_process(home, tmp_path):
    path = tmp_path / "show.toml"
    path.write_text(whole_file())

    done = in_a_process(
        "import gc, re; gc.disable()\n"
        "from runaway_cli.story import library\n"
        f"added = library.add(open(season, 'rb'), {str(home)!r}, 'Run Away')\n"
        "strings = {s for o in gc.get_objects() for s in gc.get_referents(o) if type(s) is str}\n"
        "print(added.total, len(strings) > 1000, [s for s in strings if re.search('ch[0-9]x', s)])",
        path,
    )

    assert done.stdout == "5 True []\n"


def test_two_shows_keep_two_diaries(home, run):
    add(whole_file(), home)
    run("watched 2")
    before = snapshot(home)

    run(f"watched 2x01 --show {ID} --at yesterday")

    assert snapshot(home) == before
    assert run("history").out.count("watched") == 1
    assert "watched 1 to 4" in run(f"history --show {ID}").out
    assert json.loads(run("--json").out)["watched"] == [True, True, False, False]
    assert json.loads(run(f"--show {ID} --json").out)["watched"] == [True] * 4 + [False]
    assert run("shows").out == (
        "The Lamp Room (the-lamp-room): 2 of 4 watched, next: 3\n"
        "The Gull House (the-gull-house): 4 of 5 watched, next: 5 (2x02)\n"
        "To ask about another: runaway next --show ID\n"
    )


def test_a_show_can_be_asked_for_by_id_title_file_and_environment(home, run, tmp_path, monkeypatch):
    add(whole_file(), home)
    path = tmp_path / "elsewhere.toml"
    path.write_text(whole_file())
    asked = [f"next --show {word}" for word in (ID, f"'{TITLED}'", f"'{path}'")]

    said = {run(line).out for line in asked}
    monkeypatch.setenv("RUNAWAY_SHOW", ID)

    assert said == {run("next").out}
    assert "5 episodes" in run("next").out
    assert "4 episodes" in run("next --show the-lamp-room").out


def test_a_show_that_is_not_there_is_refused(home, run):
    assert run("next --show nobody", expect=2).err == (
        'There\'s no show "nobody". To see yours: runaway shows\n'
    )
    assert run("next --show ../../etc/passwd", expect=None).code != 0


def test_home_says_that_there_are_others_and_hints_speak_of_this_one(home, run, screen):
    assert "shows" not in run().out

    add(whole_file(), home)

    assert run().out.endswith("One of your two shows. To see them: runaway shows\n")
    again = f"--show {ID}"
    assert f"Not right? runaway undo {again}" in screen(f"watched 1 {again}")
    assert f"runaway recap {again} catches you up." in run(again).out
    assert f"runaway recap {again}  catches you up." in screen(again)
    assert max(map(len, screen(again, columns=40).splitlines())) <= 40
    assert run(f"who zzz {again}", expect=1).err.endswith(f"runaway cast {again}\n")
    assert run(f"who zzz --show={ID}", expect=1).err.endswith(f"runaway cast {again}\n")
    assert f"runaway doctor {again} shows where it is" in run(f"sync {again}", expect=2).err
    assert again not in run(f"cast {again}").out + run("watched 1").out
    for needs_none in ("update", "zzz", "cast --frob"):
        assert "--show" not in run(f"{needs_none} --show {ID}", expect=2).err


def test_a_newer_file_may_go_on_and_change_texts(home, run):
    longer, _ = aviary(episodes=6)
    longer["_embedded"]["episodes"][0]["name"] = "ch0x99"
    add(whole_file(), home)
    run(f"watched 5 --show {ID}")

    added = add(toml_of(drafted(longer)), home)

    assert (added.before, added.total) == (5, 6)
    assert "Next is episode 6" in run(f"next --show {ID}").out


def moved(change):
    """Return the file of the same show after its list of episodes was changed."""
    answer, _ = aviary()
    change(answer["_embedded"]["episodes"])
    return toml_of(drafted(answer))


def swap_titles(listed):
    listed[1]["name"], listed[2]["name"] = listed[2]["name"], listed[1]["name"]


def move_to_another_season(listed):
    listed[3]["season"], listed[3]["number"] = 1, 4


MOVES = {
    "two titles swapped": (swap_titles, MovedError, "2 is now 3 and 3 is now 2."),
    "a season grew": (move_to_another_season, MovedError, "4 is a different one."),
    "one is gone": (list.pop, FewerEpisodesError, "has 4 episodes, but the one you have has 5."),
}


@pytest.mark.parametrize(("change", "error", "said"), MOVES.values(), ids=MOVES.keys())
def test_a_newer_file_in_which_earlier_episodes_moved_is_refused_by_number(
    home, change, error, said
):
    add(whole_file(), home)
    stand_at(folder(home), 3)
    before = snapshot(folder(home))

    with pytest.raises(error) as refused:
        add(moved(change), home)

    assert said in str(refused.value)
    assert spoilers(str(refused.value), -1) == set()
    assert snapshot(folder(home)) == before


def test_a_removed_show_is_set_aside_with_its_diary_and_comes_back(home, run):
    add(whole_file(), home)
    run(f"watched 2 --show {ID}")
    before = {name: content for name, (*_, content) in snapshot(folder(home)).items()}

    done = run(f"shows remove {ID}")

    [aside] = (home / "shows").iterdir()
    assert str(aside) in done.out
    assert run("shows").out.count("watched") == 1
    assert {name: content for name, (*_, content) in snapshot(aside).items()} == before
    path = home.parent / "again.toml"
    path.write_text(whole_file())
    assert f"What you had of it before is still in {aside}." in run(f"shows add '{path}'").out
    assert "before is still" not in run(f"shows add '{path}'").out
    shutil.rmtree(folder(home))
    aside.rename(folder(home))
    assert "Next is episode 3" in run(f"next --show {ID}").out


def test_the_bundled_show_stays(home, run):
    assert run("shows remove the-lamp-room", expect=1).err == (
        '"the-lamp-room" comes with runaway, so it can\'t be removed.\n'
    )
    with pytest.raises(BundledShowError):
        add(LAMP_ROOM.read_bytes(), home)


def known(home, position, file=None):
    """Return what the stored show, or one of its files, tells at a position."""
    path = file or shows.show_file(str(folder(home)))
    stand_at(folder(home), position)
    return Session(str(path), (str(folder(home)),), MOMENT).look().known


@pytest.mark.parametrize("position", range(5))
def test_what_is_stored_tells_what_was_written(home, position):
    """The Lamp Room uses every key of the format."""
    add(LAMP_ROOM.read_text().replace('"The Lamp Room"', f'"{TITLED}"', 1), home)
    stored = folder(home) / shows.STORED

    assert shows.show_file(str(folder(home))) == str(stored)
    assert known(home, position, stored) == known(home, position, folder(home) / shows.WRITTEN)


def test_a_show_of_any_length_that_is_added_can_be_opened(home, run):
    text = toml_of(draft.blank("The Gull House", 300, 45))
    add(text.replace("\ntitle = ", "\nminutes = 13500\ntitle = ", 1), home)

    assert run("next --show the-gull-house").out.startswith("Next is episode 1")


def test_what_is_stored_is_no_larger_than_what_was_written(home):
    """In any alphabet: both are read with one limit."""
    title = "Дом чаек " * 15
    rows = "".join(f'  {{ id = "{n}", minutes = 45, title = "{title}" }},\n' for n in range(1, 51))
    head = 'format = 1\ntitle = "The Gull House"\n[[chapter]]\nafter = 0\n'
    add(f"{head}episode = [\n{rows}]\n", home)

    sizes = {path.name: path.stat().st_size for path in home.glob("shows/*/show.*")}
    assert sizes[shows.STORED] <= sizes[shows.WRITTEN]


def test_a_mark_at_the_beginning_of_a_file_does_no_harm(home, run):
    """Some editors put one there."""
    add(whole_file(), home)
    written = folder(home) / shows.WRITTEN

    written.write_text("\ufeff" + written.read_text("utf-8"), "utf-8")

    assert run(f"next --show {ID}").out.startswith("Next is episode 1")


def test_what_is_wrong_with_a_diary_is_said_in_the_list_of_shows(home, run):
    run("watched 1")
    diary = home / "progress.toml"
    diary.write_text(diary.read_text("utf-8") + "[[event]]\nkind = 7\n\n", "utf-8")

    assert "so the story is locked" in run("shows").err


@pytest.mark.parametrize("line", ["", "next", "shows"])
def test_a_show_that_is_not_there_can_be_cleared_from_the_environment(run, monkeypatch, line):
    monkeypatch.setenv("RUNAWAY_SHOW", "zzz")

    assert run(line, expect=2).err == (
        'RUNAWAY_SHOW is set to "zzz", but there\'s no such show. To clear it: unset RUNAWAY_SHOW\n'
    )


def test_a_show_of_one_episode_is_counted_right(home, run):
    add(toml_of(draft.blank("The Gull House", 1, 45)), home)

    said = run("watched --show the-gull-house").out + run("tonight --show the-gull-house").out

    assert "You've seen the only episode of The Gull House" in said
    assert "all 1" not in said
    assert "1 episodes" not in said + run("doctor --show the-gull-house").out


def test_a_line_added_by_hand_counts_at_once(home, run):
    add(whole_file(), home)
    run(f"watched 1 --show {ID}")
    written = folder(home) / shows.WRITTEN
    text = written.read_text().replace("ch1x21 goes on.", "Nell feeds the gulls.")

    written.write_text(text)

    assert "Nell feeds the gulls." in run(f"recap --show {ID}").out


REFUSED = {
    "nothing": (b"", NotAShowError),
    "no UTF-8": (b"\xff\xfe", NotAShowError),
    "an answer": (json.dumps(show([episode(1)])).encode(), NotAShowError),
    "too large": (b"#" * 20_000_001, NotAShowError),
    "too deep": (b"format = 1\ntitle = " + b"[" * 100_000, WrongFormError),
    "a number no computer reads": (b"format = " + b"1" * 5_000, WrongFormError),
    "an episode of a fortnight": (b'format = 1\ntitle = "secret"\n[[chapter]]\nafter = 0\n'
                                  b'episode = [\n  { id = "1", minutes = 20000 },\n]\n',
                                  WrongFormError),
    "no chapters": (b'format = 1\ntitle = "secret"\n', WrongFormError),
    "no title": (b'format = 1\ntitle = "!"\n[[chapter]]\nafter = 0\nepisode = [\n'
                 b'  { id = "1", minutes = 5 },\n]\n', NotAShowError),
    "no episodes": (b'format = 1\ntitle = "secret"\n[[chapter]]\nafter = 0\n', NotAShowError),
    "a chapter in a text": (b'format = 1\ntitle = "secret"\n[[chapter]]\nafter = 0\nepisode = [\n'
                            b'  { id = "1", minutes = 5, title = """\n[[chapter]]\n""" },\n]\n',
                            WrongFormError),
    "a person who isn't there": (b'format = 1\ntitle = "secret"\n[[chapter]]\nafter = 0\n'
                                 b'episode = [\n  { id = "1", minutes = 5 },\n]\ntie = [\n  { from '
                                 b'= "secret", to = "secret", is = "secret", by = ["A"], sure = '
                                 b'"explicit" },\n]\n', WrongFormError),
}  # fmt: skip


@pytest.mark.parametrize(("content", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_a_show_is_refused_and_not_quoted(home, content, error):
    with pytest.raises(error) as refused:
        add(content, home)

    assert "secret" not in str(refused.value)
    assert not home.exists()


@pytest.mark.parametrize("content", [c for c, _ in REFUSED.values()], ids=REFUSED.keys())
def test_a_file_that_was_never_looked_over_fails_in_a_sentence(home, run, tmp_path, content):
    path = tmp_path / "show.toml"
    path.write_bytes(content)

    for line in ("", "recap --all", "watched 1", "map"):
        done = run(f"{line} --show '{path}'", expect=None)
        assert done.code in (0, 1, 2)
        assert done.out or done.err


def test_control_characters_of_a_file_are_harmless(home, run, screen):
    title = "Gull\x1b[2J\u202e House\x07"
    text = whole_file().replace(f'title = "{TITLED}"', f"title = {json.dumps(title)}", 1)
    added = add(text, home)

    for line in ("shows", f"--show {added.id}", f"about --show {added.id}", "shows --json"):
        said = run(line).out + run(line).err
        said += screen(line) if "--json" not in line else ""
        assert not set("\x1b\x07\u202e") & set(said)


@on_unix
def test_a_pipe_or_a_device_is_no_file(home, run, tmp_path):
    os.mkfifo(tmp_path / "pipe")

    for path in (tmp_path / "pipe", "/dev/zero", tmp_path):
        assert run(f"shows add '{path}'", expect=1).err.startswith("Couldn't read")
        assert "no show" in run(f"next --show '{path}'", expect=2).err


def test_a_broken_diary_hides_no_other_show(home, run):
    add(whole_file(), home)
    (folder(home) / "progress.toml").write_text("not a diary")

    said = run("shows").out

    assert "The Lamp Room (the-lamp-room): 0 of 4 watched, next: 1\n" in said
    assert "damaged at line 1" in said


def test_doctor_of_a_show_takes_no_other_diary_for_a_stray_one(tmp_path, run, monkeypatch):
    monkeypatch.delenv("RUNAWAY_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    add(whole_file(), tmp_path / "runaway")
    run("watched 1")

    assert "elsewhere" not in run(f"doctor --show {ID} --json").out


def test_a_cut_copy_of_a_show_on_disk_opens(home):
    """Half a file is what a sync may leave; nothing of it is guessed."""
    add(whole_file(), home)
    stored = folder(home) / shows.STORED
    content, times = stored.read_bytes(), os.stat(folder(home) / shows.WRITTEN)
    for cut in range(0, len(content), 97):
        stored.write_bytes(content[:cut])
        os.utime(stored, ns=(times.st_atime_ns, times.st_mtime_ns))
        try:
            said, highest = repr(known(home, 2)), 2
        except RunawayError as error:
            said, highest = str(error), -1

        assert spoilers(said, highest) == set()


def test_a_show_of_the_test_season_can_be_written_back(tmp_path, home):
    """What TOML libraries write, without a curtain or a record on a line, can be added too."""
    told = tomllib.loads(whole_file())

    path = write_show(told, tmp_path / "show.toml")

    assert add(path.read_bytes(), home).total == LAST


IDS = {
    "The Lamp Room": "the-lamp-room",
    "Keeper's Book": "keepers-book",
    "Élite": "elite",
    "  24 ": "24",
    "S.W.A.T.": "s-w-a-t",
    "Krøniken": "kr-niken-",
    "하숙집": "show-",
    "Con": "con-",
    "!": "show-",
    "The Gulls " * 9: "the-gulls-the-gulls-the-gulls-the-gulls-",
}


@pytest.mark.parametrize(("title", "expected"), IDS.items())
def test_a_show_is_called_by_its_title(title, expected):
    """What isn't all there has eight digits behind it."""
    id_ = shows.id_of(title)

    rest = id_.removeprefix(expected)
    assert id_.startswith(expected)
    assert len(rest) == (8 if expected.endswith("-") else 0)


def test_two_titles_that_differ_in_letters_we_leave_out_are_two_shows():
    assert shows.id_of("하숙집") != shows.id_of("하숙")


def test_a_title_has_one_id_however_its_accents_are_encoded():
    assert shows.id_of("\u00c9lite") == shows.id_of("E\u0301LITE")


def test_an_empty_pipe_is_said_and_not_looked_at(run, monkeypatch):
    """The draft at its other end has said why."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\n")))

    assert run("shows add -", expect=1).err == "That's not a show file yet: nothing is in it.\n"
