"""Two people, one show, nobody spoiled: what company may know, and one act in every diary."""

from __future__ import annotations

import functools
import io
import itertools
import json
import random
import tomllib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import LAMP_ROOM, canaries, in_a_process, on_unix, spoilers, write_show
from runaway_cli.cli.cursor import answer
from runaway_cli.cli.registry import COMMANDS
from runaway_cli.diary import codec, store
from runaway_cli.diary.events import KINDS, Change, Event
from runaway_cli.diary.progress import fold
from runaway_cli.diary.together import shared
from runaway_cli.story import library
from runaway_cli.system import profiles

START = datetime(2026, 1, 1, 20, tzinfo=UTC)
TOTAL = 4
PLACES = range(TOTAL + 1)
NAMES = ("Ben", "小林")
COMPANY = "--with Ben --with 小林"


@pytest.fixture(scope="session")
def aviary(tmp_path_factory):
    """Return, for each position, the Lamp Room in which each string names its chapter, without the
    chapters after that."""
    show, seen = tomllib.loads(LAMP_ROOM.read_text()), {}
    told = [canaries(chapter, chapter["after"], seen) for chapter in show["chapter"]]
    folder = tmp_path_factory.mktemp("aviary")
    return [write_show(show | {"chapter": told[: n + 1]}, folder / f"{n}.toml") for n in PLACES]


def folder_of(home, name):
    return home / "profiles" / profiles.key_of(name) if name else home


def life(position, *, words_to=TOTAL):
    """Return what somebody did up to a position: episodes, and words that name their episode."""
    done = []
    for n in range(position + 1):
        may_tell = n <= words_to
        is_over = words_to == TOTAL  # nobody may see a theory before everybody has finished
        done += [
            Change("watched", (n,), 1) if n else None,
            Change("note", stood=n, text=f"ch{n}x90 about ch0x1") if may_tell else None,
            Change("rate", number=n, stood=n, score=9 - n) if n and may_tell else None,
            Change("theory", stood=n, text=f"ch{TOTAL}x91{n}", sure=80) if is_over else None,
        ]
    return done


def write(folder, changes):
    """Give somebody a diary in which these changes were made, one an hour; None is no change."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "progress.toml").write_text(text_of(tuple(changes)))


@functools.cache
def text_of(changes):
    events = [
        Event(f"{n:04}", START + timedelta(hours=n), "desk", change)
        for n, change in enumerate(changes)
        if change
    ]
    return codec.FIRST_LINES + "".join(map(codec.block_of, events))


def gather(home, positions, *, words_to=TOTAL):
    """Give people diaries, you first, and return the options that bring them together."""
    names = (None, *NAMES[: len(positions) - 1])
    for name, position in zip(names, positions, strict=True):
        if name:
            profiles.add(str(home), name)
        write(folder_of(home, name), life(position, words_to=words_to))
    return " ".join(f"--with {name}" for name in names[1:])


def stands(home, name=None):
    return fold(store.read(str(folder_of(home, name))).events).position


SAY_MOST = {  # arguments that make a command say as much as it can, or complain in every way
    "next": ["", "--short"],
    "watched": ["", "1", "4", "3 --only", "4 --at yesterday", "9", "x"],
    "unwatch": ["", "1", "4"],
    "undo": ["", "--steps 9"],
    "redo": ["", "--steps 9"],
    "recap": ["", "--all", "--short", "--questions", "1", "4"],
    "learned": ["", "1", "4"],
    "clues": ["", "--by-episode"],
    "who": ["", "ch", "ch0x", "zzz"],
    "map": ["", "--mermaid", "--dot", "ch0x"],
    "find": ["ch", "about", "zzz"],
    "doctor": ["", "--repair --join"],
    "tonight": ["", "--for 9h"],
    "pause": ["", "23m", "ep4 23m"],
    "note": ["ch", "ep4 ch"],
    "notes": ["", "1", "4"],
    "rate": ["8", "ep4 8"],
    "theory": ["--withdraw 1", "ch --sure x"],
    "theories": ["", "--then"],
    "judge": ["1 right", "1 wrong --settled", "4 partly --settled"],
    "plan": ["", "--ics -", "--per-day 1"],
}
WRITES = ("watched", "unwatch", "undo", "redo", "rewatch", "pause", "note", "rate", "theory")
TELLS_OF_WORDS = (*WRITES, "judge", "history", "doctor", "profiles")  # or counts one's own
LINES = ["", "--as-of 1", "nonsense"]
LINES += [f"{name} {more}".strip() for name in COMMANDS for more in SAY_MOST.get(name, [""])]


@pytest.fixture
def long(request):
    return request.config.getoption("--long")


def companies(line, long):
    """Return at which positions people may be together: some for each line, all in the long run."""
    pairs, triples = (list(itertools.product(PLACES, repeat=n)) for n in (2, 3))
    if long:
        return [*pairs, *triples]
    chance = random.Random(line)
    return [*chance.sample(pairs, 3), chance.choice(triples)]


@pytest.mark.parametrize("line", LINES)
def test_no_command_tells_company_what_one_of_them_has_not_earned(
    aviary, season, home, run, screen, line, long
):
    """Nothing of the show or of anybody's words from beyond the lowest position; and to the letter
    what is said when those chapters and words don't exist."""
    tells_of_words = line.split(" ")[0] in TELLS_OF_WORDS

    def said(show, words_to):
        season.path = show
        for form in ("", " --json"):
            company = gather(home, positions, words_to=words_to)
            done = run(f"{line} {company}{form}", expect=None)
            yield done.out + done.err
        company = gather(home, positions, words_to=words_to)
        yield screen(f"{line} {company}", columns=300, expect=None)

    for positions in companies(line, long):
        lowest = min(positions)
        words_to = TOTAL if lowest == TOTAL or tells_of_words else lowest

        whole = "".join(said(aviary[-1], TOTAL))
        same = whole == "".join(said(aviary[lowest], words_to))

        assert spoilers(whole, lowest) == set(), positions
        assert same, positions


KNOWLEDGE = ["recap", "recap --all", "recap --questions", "learned", "cast", "who", "who ch0x"]
KNOWLEDGE += ["map", "clues", "about", "find ch0", "next", "tonight", "plan", "episodes", ""]


@pytest.mark.parametrize("line", KNOWLEDGE)
@pytest.mark.parametrize("positions", list(itertools.product(PLACES, repeat=2)))
def test_being_together_is_being_the_one_behind(aviary, season, home, run, line, positions):
    """What company is told is what the one furthest behind is told alone."""
    season.path = aviary[-1]
    company = gather(home, positions, words_to=-1)
    behind = "" if positions[0] <= positions[1] else "--profile Ben"

    alone = json.loads(run(f"{line} {behind} --json").out)
    together = json.loads(run(f"{line} {company} --json").out)

    people = [row["position"] for row in together.pop("with")]
    together.pop("incomplete")
    together.pop("yours")
    for page in (alone, together):  # these say whose they are
        page.pop("recently", None)
        page.pop("catching_up", None)
        page.get("next", {}).pop("catching_up", None)
    assert together == alone
    assert people == list(positions)


def test_nothing_beyond_the_lowest_position_is_in_the_process(aviary, home):
    """Not read, not kept: whoever is ahead brings no word of it into memory."""
    company = gather(home, (4, 1, 3), words_to=-1).split()
    code = (
        "import gc, re; gc.disable()\n"
        "from runaway_cli.cli.main import main\n"
        f"for line in {['', *(name for name in COMMANDS if name not in WRITES)]!r}:\n"
        f"    try: main([*filter(None, [line]), *{company!r}], season=season)\n"
        "    except SystemExit: pass\n"
        "strings = {s for o in gc.get_objects() for s in gc.get_referents(o) if type(s) is str}\n"
        "ahead = [s for s in strings for n in re.findall(r'ch(\\d+)x', s) if int(n) > 1]\n"
        "print('END', len(strings) > 1000, len(ahead))"
    )

    done = in_a_process(code, aviary[-1])

    assert done.stdout.endswith("END True 0\n"), done.stderr[-2000:]


@pytest.mark.parametrize(
    ("company", "lowest"),
    {
        ("--with", "Ben"): TOTAL,
        ("--with", "Ben", "--with", "小林"): 1,
        ("--with=小林", "--with", "Ben"): 1,
    }.items(),
)
def test_completion_offers_what_everybody_has_met(aviary, home, capsys, company, lowest):
    gather(home, (TOTAL, TOTAL, 1))

    answer(["who", *company, ""], str(aviary[-1]))
    said = capsys.readouterr().out

    assert spoilers(said, lowest) == set()
    assert spoilers(said, lowest - 1)


def test_a_word_that_is_no_command_does_not_tell_who_is_known_to_one(home, run):
    gather(home, (4, 0))

    assert "runaway who" in run("osk", expect=2).err
    for company in ("--with Ben", "--with=Ben", "--profile Ben", "--profile=Ben"):
        assert "runaway who" not in run(f"osk {company}", expect=2).err
    gather(home, (4, 4))
    assert "runaway who --with Ben osk" in run("osk --with Ben", expect=2).err


@given(st.lists(st.sets(st.integers(1, TOTAL)), min_size=2, max_size=3))
def test_company_stands_where_the_one_furthest_behind_does(watched):
    people = [
        fold([Event("01", START, None, Change("watched", tuple(sorted(seen))))] if seen else [])
        for seen in watched
    ]

    together = shared(people)

    assert together.position == min(one.position for one in people)
    assert set(together.watched) == set.intersection(*watched)


WORDS = {  # what somebody did after watching 1 and 2 of 4, and whether its note may be seen at 2
    "a note": ([Change("note", stood=2, text="x")], True),
    "a note before going on": ([Change("note", stood=2, text="x"), Change("watched", (3,))], True),
    "a note on a later one": ([Change("note", stood=2, number=3, text="x")], False),
    "after another, unmarked": (
        [Change("watched", (3,), 1), Change("unwatch", (3,), 1), Change("note", stood=2, text="x")],
        False,
    ),
    "after one out of order": (
        [Change("watched", (4,), 1), Change("note", stood=2, text="x")],
        False,
    ),
    "in the middle of the next": (
        [Change("pause", number=3, in_run=1, seconds=60), Change("note", stood=2, text="x")],
        False,
    ),
    "on a rewatch": (
        [
            Change("watched", (3, 4), 1),
            Change("rewatch", run=2),
            Change("watched", (1, 2), 2),
            Change("note", stood=2, text="x"),
        ],
        False,
    ),
}


@pytest.mark.parametrize(("changes", "is_seen"), WORDS.values(), ids=WORDS.keys())
def test_a_note_is_seen_if_its_writer_had_seen_no_more_than_everybody(home, run, changes, is_seen):
    gather(home, (0, 2), words_to=-1)
    write(home, [Change("watched", (1, 2), 1), *changes])

    page = json.loads(run("notes --with Ben --json").out)

    assert len(page["rows"]) == is_seen


def test_theories_are_sealed_until_all_are_finished_and_then_side_by_side(home, run, screen):
    gather(home, (4, 3))

    assert run("theories --with Ben").out.startswith("Theories stay sealed until you've all seen")

    gather(home, (4, 4))
    said = run("theories --with Ben").out

    assert said.count("ch4x91") == 10
    assert said.index("Ben:") > said.index("5. ch4x914")
    assert "BEN'S THEORIES" in screen("theories --with Ben")
    assert "ch4x91" not in run("theories --with Ben --as-of 0").out.replace("ch4x910", "")


def test_notes_and_ratings_are_one_s_own(home, run):
    """What another wrote is theirs, even about what all have seen."""
    gather(home, (2, 2), words_to=-1)
    write(folder_of(home, "Ben"), [Change("watched", (1, 2), 1), Change("note", stood=2, text="x")])

    assert json.loads(run("notes --with Ben --json").out)["rows"] == []
    assert len(json.loads(run("notes --profile Ben --json").out)["rows"]) == 1


@pytest.mark.parametrize("line", ["note hi", "rate 1 8", "unwatch", "rewatch"])
def test_what_is_written_in_one_diary_only_is_said_to_be(home, run, line):
    gather(home, (2, 2), words_to=-1)

    assert "That's in your diary only.\n" in run(f"{line} --with Ben").out
    assert "your diary only" not in run("next --with Ben").out
    assert "your diary only" not in run("watched 4 --with Ben").out


def test_there_may_be_nothing_to_undo_that_you_did_together(home, run):
    gather(home, (2, 2), words_to=-1)

    assert run("undo --with Ben", expect=1).err == "Nothing to undo that you did together.\n"
    assert run("redo --with Ben", expect=1).err == "Nothing to redo that you did together.\n"


def test_a_history_stays_one_s_own(home, run):
    gather(home, (2, 1), words_to=-1)

    assert run("history --with Ben").out.count("watched") == 2
    assert "undone" not in run("history --with Ben").out


def test_a_damaged_diary_of_one_locks_the_story_for_all(home, run):
    gather(home, (3, 3), words_to=-1)
    path = folder_of(home, "Ben") / "progress.toml"
    path.write_text(path.read_text() + "junk\n")

    told = run("cast --with Ben --json")
    refused = run("watched 4 --with Ben", expect=1)

    assert json.loads(told.out)["as_of"] == 0
    assert "Ben's diary is damaged at line" in told.err
    assert "runaway doctor --repair --profile Ben" in told.err
    assert "Ben's diary is damaged" in refused.err
    assert stands(home) == 3


def test_a_diary_of_one_that_cannot_be_read_at_all_locks_it_too(home, run):
    gather(home, (3, 3), words_to=-1)
    (folder_of(home, "Ben") / "progress.toml").write_text("junk")

    told = run("cast --with Ben --json")

    assert json.loads(told.out)["as_of"] == 0
    assert "Ben's diary is damaged at line 1" in told.err
    assert run("watched 4 --with Ben", expect=1).err.startswith("Ben's diary is damaged at line 1")
    assert stands(home) == 3


def acts(home, name=None):
    """Return the shared acts in somebody's diary, with their kinds."""
    events = store.read(str(folder_of(home, name))).events
    return [
        (e.change.together, e.change.kind, e.change.episodes) for e in events if e.change.together
    ]


def test_watching_together_marks_the_next_of_the_one_behind_for_who_has_not_seen_it(home, run):
    company = gather(home, (2, 1, 1), words_to=-1)

    said = run(f"watched {company}").out

    assert said.startswith(
        f"Watched 2 for Ben and 小林.  You had already.  Not right? runaway undo {company}\n"
    )
    assert "You, Ben and 小林 are all at 2." in said
    assert acts(home) == []
    assert acts(home, "Ben") == acts(home, "小林")
    assert [kind for _, kind, _ in acts(home, "Ben")] == ["watched"]


def test_each_diary_gets_one_event_of_the_same_act(home, run):
    gather(home, (2, 0), words_to=-1)

    page = json.loads(run("watched 3 --with Ben --json").out)

    assert [row["episodes"] for row in page["rows"]] == [[3], [1, 2, 3]]
    assert [row["position"] for row in page["with"]] == [3, 3]
    assert acts(home)[0][0] == acts(home, "Ben")[0][0]
    assert acts(home)[0][1:] == ("watched", (3,))
    assert acts(home, "Ben")[0][1:] == ("watched", (1, 2, 3))


def test_undo_together_takes_back_the_shared_act_wherever_it_stands(home, run):
    gather(home, (1, 1), words_to=-1)
    run("watched 2 --with Ben")
    run("watched 3")
    run("note later --profile Ben")

    said = run("undo --with Ben").out

    assert said.startswith("Undone: watched 2 for you and Ben.")
    assert (stands(home), stands(home, "Ben")) == (1, 1)
    assert "wrote a note\n" in run("history --profile Ben").out
    assert run("undo --with Ben", expect=1).err == "Nothing to undo that you did together.\n"


def test_redo_together_brings_acts_back_in_order(home, run):
    gather(home, (0, 0), words_to=-1)
    run("watched 1 --with Ben")
    run("watched 2 --with Ben")

    run("undo --steps 2 --with Ben")
    once = run("redo --with Ben").out
    run("redo --with Ben")

    assert once.startswith("Redone: watched 1 for you and Ben.")
    assert (stands(home), stands(home, "Ben")) == (2, 2)
    assert run("redo --with Ben", expect=1).err == "Nothing to redo that you did together.\n"


def test_undo_alone_takes_back_yours_and_names_whose_remains(home, run):
    company = gather(home, (1, 1, 1), words_to=-1)
    run(f"watched {company}")

    said = run("undo").out

    assert "It's still in Ben's diary and 小林's diary." in said
    assert "runaway undo" not in said
    assert (stands(home), stands(home, "Ben")) == (1, 2)
    assert "Undone: watched 2 for Ben." in run("undo --with Ben").out
    assert stands(home, "小林") == 2


def test_undo_together_leaves_alone_what_one_did_with_others(home, run):
    gather(home, (1, 1, 1), words_to=-1)
    run("watched --profile Ben --with 小林")

    assert run("undo --with Ben", expect=1).err == "Nothing to undo that you did together.\n"
    assert stands(home, "Ben") == 2


def test_undo_together_leaves_alone_what_you_did_with_others(home, run):
    gather(home, (1, 1, 1), words_to=-1)
    run("watched --with 小林")

    assert run("undo --with Ben", expect=1).err == "Nothing to undo that you did together.\n"
    assert stands(home) == 2


def test_undo_together_names_who_took_part_and_is_not_there(home, run):
    gather(home, (1, 1, 1), words_to=-1)
    run("watched --with Ben --with 小林")

    said = run("undo --with Ben").out

    assert "Undone: watched 2 for you and Ben.  It's still in 小林's diary.\n" in said


def test_several_steps_say_all_that_each_of_them_says(home, run):
    gather(home, (0, 0, 0), words_to=-1)
    run("watched 1 --with Ben --with 小林")
    run("watched 2 --with Ben")

    said = json.loads(run("undo --with Ben --steps 2 --json").out)

    assert said["what"] == ("Undone: watched 2 for you and Ben. Undone: watched 1 for you and Ben.")
    assert said["asides"] == ["It's still in 小林's diary."]
    assert [row["episodes"] for row in said["rows"]] == [[1, 2], [1, 2]]


def test_what_was_done_with_somebody_else_is_not_redone(home, run):
    gather(home, (1, 1, 1), words_to=-1)
    run("watched --with 小林")
    run("undo --profile 小林")

    assert run("undo --with Ben", expect=1).err == "Nothing to undo that you did together.\n"
    run("undo --with 小林")
    assert run("redo --with Ben", expect=1).err == "Nothing to redo that you did together.\n"


def test_a_note_in_company_is_undone_alone(home, run, monkeypatch):
    gather(home, (1, 1), words_to=-1)
    run("watched --with Ben")

    assert "--with" not in run("note hm --with Ben").out
    monkeypatch.setenv("RUNAWAY_WITH", "Ben")
    assert 'Not right? runaway undo --with ""\n' in run("note hm").out
    assert run("undo --with ''").out.startswith("Undone: wrote a note")
    assert run("undo").out.startswith("Undone: watched 2 for you and Ben.")


def test_a_pause_in_company_is_in_the_episode_you_watch_together(home, run):
    gather(home, (3, 1, 1), words_to=-1)

    said = run(f"pause 23m {COMPANY}").out

    assert said.startswith("Paused 23:00 into 2 for Ben and 小林.  Not right? runaway undo")
    assert "diary only" not in said
    assert "You're 23:00 into episode 2." in run(f"pause {COMPANY}").out
    assert "You're not in the middle of" in run("pause").out
    assert "Cleared the pause in 2 for Ben and 小林." in run(f"pause clear {COMPANY}").out
    assert "Nothing to clear." in run(f"pause clear {COMPANY}").out


def test_looking_back_in_company_shows_your_own_history(home, run):
    gather(home, (3, 0), words_to=-1)
    changes = [Change("watched", (1,), 1), Change("note", stood=1, text="x"), None]
    write(home, [*changes, Change("watched", (2,), 1)])
    write(folder_of(home, "Ben"), [None] * 9 + [Change("watched", (1,), 1)])

    said = run("history --as-of 1 --with Ben").out.splitlines()[:-1]

    assert [line.partition(": ")[2] for line in said] == ["watched 1"]


def test_a_line_that_completes_an_act_marks_no_more_than_that(home, run):
    gather(home, (0, 0), words_to=-1)
    run("watched 3 --only --with Ben")
    (folder_of(home, "Ben") / "progress.toml").unlink()

    line = run("next --with Ben").out.partition("If Ben watched with you: runaway ")[2].strip()
    run(line)

    assert line == "watched 3 --only --with Ben"
    assert fold(store.read(str(folder_of(home, "Ben"))).events).watched == (3,)
    assert acts(home) == acts(home, "Ben")
    assert "Undone: watched 3 for you and Ben." in run("undo --with Ben").out


def test_nobody_is_asked_about_what_two_others_watched(home, run):
    gather(home, (1, 1, 1), words_to=-1)
    run("watched --with 小林")

    assert "isn't in" not in run("next --with Ben").out
    run("undo --with 小林")
    run("note hm --profile 小林")
    assert "isn't in" not in run("next --with 小林").out


def test_nobody_is_asked_about_what_cannot_be_read(home, run):
    gather(home, (1, 1), words_to=-1)
    run("watched --with Ben")
    (folder_of(home, "Ben") / "progress.toml").write_text("junk")

    assert "isn't in" not in run("next --with Ben").out


def test_what_everybody_has_seen_changes_nothing(home, run):
    gather(home, (3, 2), words_to=-1)
    before = [(folder_of(home, name) / "progress.toml").read_bytes() for name in (None, "Ben")]

    assert "Everybody has already watched that" in run("watched 2 --with Ben").out
    assert [
        (folder_of(home, name) / "progress.toml").read_bytes() for name in (None, "Ben")
    ] == before


def test_a_slip_is_asked_about_in_company(home, run):
    gather(home, (1, 1), words_to=-1)
    run("watched --with Ben")

    assert (
        "If you've seen 3 as well: runaway watched --with Ben 3"
        in run("watched --with Ben", expect=1).err
    )


def test_next_says_who_catches_up_with_what(home, run, screen):
    company = gather(home, (4, 2, 3), words_to=-1)

    said = run(f"next {company}").out

    assert "Next is episode 3" in said
    assert "3 and 4 are new to Ben.\n4 is new to 小林.\n" in said
    assert said.endswith("Ben is at 2, 小林 is at 3, you're at 4.\n")
    assert "3 and 4 are new to Ben." in screen(f"next {company}")
    assert "is at" not in run(f"next --short {company}").out


def test_who_is_there_can_be_said_for_the_evening(home, run, monkeypatch):
    company = gather(home, (4, 2, 3), words_to=-1)
    monkeypatch.setenv("RUNAWAY_WITH", "ben, 小林")

    assert run("cast").out == run(f"cast {company}").out
    assert "2 of 4" in run().out
    assert run("cast --with 小林").out != run("cast").out
    assert "小林 is at" not in run("profiles").out


def test_somebody_s_name_may_hold_a_comma(home, run, monkeypatch):
    profiles.add(str(home), "Sammy, Jr.")
    monkeypatch.setenv("RUNAWAY_WITH", "sammy, jr.")

    assert run("next").out.endswith("You and Sammy, Jr. haven't started.\n")
    assert "Watched 1 for you and Sammy, Jr.  Not right?" in run("watched").out
    assert run("undo").out.startswith("Undone: watched 1 for you and Sammy, Jr.")
    run("watched 1 --profile 'Sammy, Jr.' --with ''")
    assert "You haven't started, Sammy, Jr. is at 1.\n" in run("next").out
    run("watched 1-2 --with ''")
    assert "\n2 is new to Sammy, Jr.\n" in run("next").out


def test_one_who_is_named_twice_or_is_oneself_is_there_once(home, run):
    gather(home, (2, 1), words_to=-1)

    said = run("watched --with Ben --with BEN").out

    assert "Watched 2 for Ben." in said
    assert len(acts(home, "Ben")) == 1


def test_nobody_is_their_own_company(home, run, monkeypatch):
    """Somebody who forgets to say who they are mustn't be told everything."""
    gather(home, (4, 1), words_to=-1)
    run("profiles rename you Anna")

    said = run("cast --with Anna", expect=2).err
    assert said.startswith('"Anna" is you, so --with needs somebody else.')
    assert '"Ben" is you' in run("cast --profile Ben --with ben", expect=2).err
    assert "You're at 1, Anna is at 4." in run("next --profile Ben --with you").out
    monkeypatch.setenv("RUNAWAY_WITH", "Anna, Ben")  # the same on every machine
    assert run("cast").out == run("cast --with Ben").out


def test_two_of_one_name_are_told_apart_first(home, run):
    gather(home, (4, 1), words_to=-1)
    profiles.rename(str(home), profiles.Profile(str(home)), "Ben")

    assert "Two people here are called" in run("cast --with Ben", expect=2).err
    run("profiles rename you Anna")
    assert "Ben is at 1, you're at 4." in run("next --with Ben").out


@pytest.mark.parametrize("company", ["--with Ben --", "--with=Ben --no-pager --", "--with Ben"])
def test_company_holds_in_front_of_the_command_too(home, run, company):
    gather(home, (4, 1))

    assert run(f"{company} cast").out == run("cast --with Ben").out
    assert run(f"{company} help cast").out == run("help cast").out
    assert run("--with Nobody -- cast", expect=2).out == ""


@on_unix
def test_two_diaries_with_one_lock_are_written_together(home, run, tmp_path):
    gather(home, (1, 1), words_to=-1)
    for name in (None, "Ben"):
        file = folder_of(home, name) / "progress.toml"
        shared_folder = tmp_path / "shared" / f"{name}.toml"
        shared_folder.parent.mkdir(exist_ok=True)
        file.rename(shared_folder)
        file.symlink_to(shared_folder)

    assert run("watched --with Ben").out.startswith("Watched 2 for you and Ben.")


def test_bytes_that_are_no_name_are_refused_in_a_sentence(home, run, monkeypatch):
    monkeypatch.setenv("RUNAWAY_WITH", "\udcff")

    assert "can't be seen" in run("next", expect=2).err


@pytest.mark.parametrize("variable", ["RUNAWAY_WITH", "RUNAWAY_PROFILE"])
def test_a_variable_that_names_nobody_is_named(home, run, monkeypatch, variable):
    monkeypatch.setenv(variable, "zed")

    assert run("next", expect=2).err.endswith(f"To clear {variable}: unset {variable}\n")


def test_theories_of_the_finished_stay_open_however_far_one_looks_back(home, run):
    gather(home, (4, 4))

    assert "sealed" not in run("theories --with Ben --as-of 0").out
    gather(home, (4, 3))
    assert "stay sealed" in run("judge 1 right --with Ben", expect=2).err


def test_doctor_says_what_is_wrong_with_the_others(home, run):
    gather(home, (1, 1))
    (folder_of(home, "Ben") / "progress.toml").write_text("junk")

    assert "Ben's diary is damaged" in run("doctor --with Ben").err


def test_two_names_for_one_diary_are_one_person(home, run):
    gather(home, (1, 1), words_to=-1)
    folder_of(home, "Twin").symlink_to(folder_of(home, "Ben"))

    run("watched --with Ben --with Twin")

    assert len(acts(home, "Ben")) == 1


def test_a_misspelled_companion_is_asked_about(home, run):
    gather(home, (2, 1), words_to=-1)

    assert "Did you mean Ben?" in run("watched --with Bne", expect=2).err
    assert stands(home) == 2


def test_each_show_has_its_company(home, run):
    library.add(io.BytesIO(LAMP_ROOM.read_bytes()), str(home), "Another")
    profiles.add(str(home), "Ben")

    said = run("watched 2 --with Ben --show the-lamp-room").out

    assert "Watched 1 and 2 for you and Ben." in said
    assert (folder_of(home, "Ben") / "shows" / "the-lamp-room" / "progress.toml").exists()
    assert "runaway undo --show the-lamp-room --with Ben\n" in said
    assert "Nothing yet." in run("history").out


def test_time_can_be_said_and_corrected_in_company(home, run):
    gather(home, (1, 1), words_to=-1)

    marked = run("watched 2 --at yesterday --with Ben").out
    corrected = run("watched 2 --at 2025-12-24 --with Ben").out

    assert "Watched 2 (yesterday) for you and Ben." in marked
    assert "Corrected the time of 2" in corrected
    assert "24 Dec" in run("episodes --profile Ben").out + run("history --profile Ben").out


def test_the_first_diary_needs_no_name_to_be_told_of(home, run):
    gather(home, (1, 1), words_to=-1)
    run("watched 2 --with Ben")

    said = run("undo --profile Ben").out

    assert "It's still in the first diary." in said
    assert stands(home) == 2


@pytest.mark.parametrize("line", ["watched", "undo", "redo"])
def test_an_act_is_said_on_a_screen_as_in_a_pipe(home, run, screen, line):
    gather(home, (2, 2), words_to=-1)
    if line != "watched":
        run("watched --with Ben")
    if line == "redo":
        run("undo --with Ben")

    said = screen(f"{line} --with Ben")

    assert "atched 3 for you and Ben." in said
    assert "You and Ben are both at" in said


def test_every_number_of_an_event_is_an_episode_or_is_known_to_be_none():
    """What company may see is decided by the episodes that an event tells of."""
    numeric = {
        field.key: field.tells_of
        for kind in KINDS.values()
        for field in kind.fields
        if field.is_valid(2) or field.is_valid([2])
    }

    none = {"run", "in_run", "seconds", "score", "sure"}
    assert {key for key, tells in numeric.items() if not tells} == none
    assert {"episodes", "numbers", "number", "stood"} == numeric.keys() - none


OWN_WORDS = ["The runaway who lit it", "Careful: runaway watched is a film", "runaway recap"]


@pytest.mark.parametrize("words", OWN_WORDS)
def test_what_somebody_wrote_is_no_command_to_complete(home, run, screen, words):
    gather(home, (2, 2), words_to=-1)
    run(f"note '{words}' --profile Ben")

    for said in (run("notes --profile Ben").out, screen("notes --profile Ben")):
        assert words in said


@pytest.mark.parametrize("line", ["watch", "delete", "where zzz", "play"])
def test_each_command_of_a_sentence_is_about_the_same_diary(home, run, line):
    gather(home, (2, 2), words_to=-1)

    said = run(f"{line} --profile Ben", expect=2).err

    assert said.count("--profile Ben") == said.count(": runaway") > 0
