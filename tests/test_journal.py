"""Notes, ratings and theories: to the letter, harmless, and hidden where they are ahead.

* any text comes back to the letter, from the diary and from JSON, and touches no terminal
* what was written later is hidden on a rewatch, after going back, and when looking back
* a theory is sealed; it's judged in words, once the end is seen
* two machines' journals join; an older runaway passes over all of it
"""

from __future__ import annotations

import io
import json
import shlex
import sys
import tomllib
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import START, after, stand_at
from runaway_cli.cli.registry import COMMANDS
from runaway_cli.diary import codec, journal, store
from runaway_cli.diary.errors import NotWatchedError
from runaway_cli.diary.events import LONGEST_TEXT, VERDICTS, Change, Event
from runaway_cli.diary.journal import Theory
from runaway_cli.diary.journal_errors import NoSuchTheoryError, NotATextError, TooLongError
from runaway_cli.diary.progress import Progress, fold
from runaway_cli.language.phrases import escaped, visible
from runaway_cli.story.model import Person
from runaway_cli.system import encoding
from runaway_cli.views import theories as views

TOTAL = 8
HOSTILE = {
    "escapes": "a\x1b[31mred\x1b]0;title\x07\x9b2J\r\b\t\x7f\0",
    "markup": "[bold red]x[/] :smile: [link=file:///x]y[/link]",
    "emoji": "👩‍🚒🏳️‍🌈 e\u0301\u0301",
    "right to left": "שלום \u202eevil\u2066 \u200f مرحبا",
    "wide": "灯台守　日本語",
    "toml": '"""\n[[event]] # x\nkind = "undo"\nid = "1"\n\\u0041 \\',
    "separators": "a\u2028b\u2029c\x85d\x0be\x0cf",
    "tags": "\U000e0041\ufeff\ufff9",
}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


def watched(*numbers, run=1):
    return Change("watched", numbers, run)


def note(text, stood, number=None):
    return Change("note", number=number, stood=stood, text=text)


def rating(number, score, stood):
    return Change("rate", number=number, stood=stood, score=score)


def theory(text, stood, sure=None, about=None):
    return Change("theory", stood=stood, text=text, sure=sure, about=about)


def verdict(on, verdict, stood):
    return Change("judge", theory=on, stood=stood, verdict=verdict)


def texts(progress):
    return [one.text for one in journal.notes(progress)]


# To the letter


@given(TEXTS)
@example("\r\n")
@example(" x ")
@example("\0")
def test_any_text_comes_back_to_the_letter_from_the_diary(text):
    event = Event("01", START, "desk", note(text, 0))

    block = codec.block_of(event)

    assert codec.read(codec.FIRST_LINES + block).events == (event,)
    assert block.replace("\n", "").isprintable()
    assert len(block.splitlines()) == block.count("\n") == 8


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_note_cut_off_anywhere_is_what_a_crash_leaves(text):
    """But for one place, right behind the text: there, a cut can make one text of two blocks."""
    id_ = "01ke0aerk3spm7nswr9kp7f2xr"
    block = codec.block_of(Event(id_, START, None, note(text + "é", 2, number=3))).encode()
    behind_the_text = block.index(b"\nid = ") + 1

    for end in range(1, len(block) - 1):
        cut = codec.FIRST_LINES.encode() + block[:end]
        contents = codec.read(encoding.decode(cut)[0])
        assert contents.events == ()
        assert (contents.damage is None) == (end != behind_the_text), block[:end]


@given(TEXTS)
def test_escaped_json_says_the_same_and_shows_nothing_unsafe(text):
    said = escaped(json.dumps({"x": text}, ensure_ascii=False))

    assert json.loads(said) == {"x": text}
    assert visible(said) == said


@pytest.mark.parametrize("text", ["", " ", "\n\t", "a\ud800", "\udc80"])
def test_what_is_no_text_is_refused(text):
    with pytest.raises(NotATextError):
        journal.note(Progress(), text, None)


def test_ten_thousand_characters_are_kept_and_no_more():
    longest = "界" * LONGEST_TEXT

    assert journal.note(Progress(), longest, None).text == longest
    with pytest.raises(TooLongError):
        journal.note(Progress(), longest + "界", None)


@pytest.fixture
def pipe(run, monkeypatch):
    """Return a function that runs a line with some bytes in its standard input."""

    def inner(line, content, *, expect=0):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        return run(line, expect=expect)

    return inner


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("line", ["note", "theory"])
def test_a_hostile_text_comes_back_to_the_letter_and_touches_nothing(
    run, screen, pipe, home, line, text
):
    stand_at(home, 2)
    pipe(line, text.encode() + b"\n")
    pages = {"note": ["notes", "history"], "theory": ["theories --then", "judge 1 wrong --settled"]}

    rows = json.loads(run(f"{pages[line][0].split()[0]} --json").out)["rows"]
    said = [run(page + form).out for page in pages[line] for form in ("", " --json")]
    drawn = [screen(page, columns=columns) for page in pages[line] for columns in (40, 80)]

    assert [row["text"] for row in rows] == [text]
    for page in (*said, *drawn):
        assert visible(page) == page
    if text == HOSTILE["markup"] and line == "note":
        assert text in run("notes").out


def test_words_are_one_text_and_an_episode_in_front_is_the_one_meant(run, home):
    stand_at(home, 2)

    assert run("note Who lit it?").out == "Noted after episode 2.  Not right? runaway undo\n"
    assert run("note ep1 Who lit it?").out.startswith("Noted, on episode 1.")
    assert run("note 'ep1 is a joke'").out.startswith("Noted after episode 2.")
    rows = json.loads(run("notes --json").out)["rows"]
    assert [(row["episode"], row["text"]) for row in rows] == [
        (2, "Who lit it?"),
        (1, "Who lit it?"),
        (2, "ep1 is a joke"),
    ]
    assert run("notes 1").out.count("\n") == 1


def test_a_note_may_come_through_a_pipe_in_any_encoding_that_says_so(run, pipe, home):
    stand_at(home, 2)

    pipe("note", "first\nsecond\n".encode("utf-8-sig"))
    pipe("note ep1", "wide é".encode("utf-16"))

    assert texts(fold(store.read(str(home)).events)) == ["first\nsecond", "wide é"]


def test_bytes_that_are_no_text_are_refused_in_a_sentence(run, pipe, home):
    assert "aren't UTF-8" in pipe("note", b"\xff\xfa", expect=2).err
    assert "aren't UTF-8" in run("note 'a\udcff'", expect=2).err
    assert not home.exists()


@pytest.mark.parametrize("line", ["note", "note ep1", "theory", "rate", "judge", "judge 1 maybe"])
def test_nothing_to_write_is_a_usage_error_with_an_example(run, home, line):
    stand_at(home, 2)

    assert "runaway " in run(line, expect=2).err


# Hidden where it's ahead

AHEAD = "zzahead"


def test_notes_are_hidden_until_the_viewer_is_there_again():
    story = [watched(1), note("one", 1), watched(2, 3), note("three", 3)]

    assert texts(after(*story)) == ["one", "three"]
    assert texts(after(*story, Change("unwatch", (3,), 1))) == ["one"]
    assert texts(after(*story, Change("rewatch", run=2))) == []
    assert texts(after(*story, Change("rewatch", run=2), watched(1, run=2))) == ["one"]
    assert texts(after(*story).looking_back(1)) == ["one"]


def test_a_note_written_after_looking_back_s_end_is_shown_by_where_its_writer_stood():
    """`--as-of N` goes by `stood`, not by when it was written."""
    story = [watched(1), watched(2), note("two", 2), Change("unwatch", (2,), 1), note("one", 1)]

    assert texts(after(*story, watched(2)).looking_back(1)) == ["one"]


def test_what_was_written_in_the_middle_of_an_episode_waits_for_its_end_on_a_rewatch():
    halfway = [watched(1), Change("pause", number=2, in_run=1, seconds=60)]
    story = [
        *halfway,
        journal.note(after(*halfway), "half", None),
        journal.seal(after(*halfway), "half", 90, None),
    ]
    again = [*story, watched(2), Change("rewatch", run=2), watched(1, run=2)]

    assert texts(after(*story)) == ["half"]
    assert texts(after(*again)) == []
    assert journal.theories(after(*again)) == ()
    assert texts(after(*again, watched(2, run=2))) == ["half"]


def test_a_later_rating_is_hidden_and_the_one_before_it_shows():
    story = [watched(1, 2, 3), rating(1, 5, 1), rating(1, 9, 3)]
    again = [*story, Change("rewatch", run=2), watched(1, run=2)]

    assert journal.ratings(after(*story)) == {1: 9}
    assert journal.ratings(after(*again)) == {1: 5}


def test_a_verdict_is_hidden_on_a_rewatch_and_the_theory_is_not():
    story = [watched(1), theory("him", 1, 90), watched(2, 3), verdict("001", "right", 3)]
    again = after(*story, Change("rewatch", run=2), watched(1, run=2))

    assert [t.verdict for t in journal.theories(after(*story))] == ["right"]
    assert [t.verdict for t in journal.theories(again)] == [None]
    assert views.tally(journal.theories(again)) is None


@pytest.mark.parametrize("became", VERDICTS)
def test_a_theory_on_a_rewatch_is_the_same_whatever_became_of_it(became):
    """Neither its verdict nor how sure somebody was tells what comes."""
    sealed = [watched(1), theory("him", 1, 90), watched(2, 3)]
    again = [Change("rewatch", run=2), watched(1, run=2)]

    judged = after(*sealed, verdict("001", became, 3), *again)

    assert journal.theories(judged) == journal.theories(after(*sealed, note("x", 3), *again))
    assert journal.theories(judged)[0].sure == 90


def test_the_tally_counts_no_theory_from_ahead():
    story = [
        *(watched(1), theory("a", 1, 90), theory("b", 1, 20), watched(2), theory("c", 2, 90)),
        *(verdict("001", "right", 1), verdict("004", "wrong", 2)),
    ]

    assert views.tally(journal.theories(after(*story))) == "Of two you were sure of, one was right."
    back = after(*story).looking_back(1)
    assert views.tally(journal.theories(back)) == "You were sure of one, and it was right."


def test_a_hidden_theory_is_like_none(run, home):
    stand_at(home, 3)
    run(f"theory {AHEAD} --sure 90")
    run("rewatch")

    for line in ("judge 1 right --settled", "theory --withdraw 1"):
        hidden = run(line, expect=1).err
        assert hidden.replace("1", "2") == run(line.replace("1", "2"), expect=1).err


def test_a_rewatch_says_that_words_wait_whether_or_not_there_are_any(run, home):
    said = []
    for words in ((), (f"note {AHEAD}", f"theory {AHEAD}")):
        stand_at(home, 3)
        for line in (*words, "rewatch"):
            run(line)
        said.append((run("notes").out, run("theories").out))

    assert said[0] == said[1]
    assert said[0][0].startswith("No notes up to here. What you wrote further on is hidden")
    assert said[0][1].startswith("No theories up to here.")


def test_a_locked_story_locks_the_journal_too(run, home):
    """Something may have been undone that can't be read, so nobody knows where the viewer is."""
    stand_at(home, 3)
    run(f"note {AHEAD}")
    run(f"theory {AHEAD}")
    (home / "progress-copy.toml").write_text("version = 1\n[[event]]\nkind = 'undo'\n")

    for line in ("notes", "theories", "judge 1 right --settled", "theory --withdraw 1", "episodes"):
        done = run(line, expect=None)
        assert AHEAD not in done.out + done.err


LINES = [
    *("", "--as-of 1", "nonsense", "zzahead", "note ep2 x", "rate ep1 3", "theory x --sure 80"),
    *("judge 1 right", "judge 1 wrong --settled", "theory --withdraw 1", "pause", "undo", "redo"),
    *("who visitor", "who zzahead", "theories --then", "theories --as-of 1", "notes --as-of 1"),
    *("notes 3", "episodes --as-of 1", "doctor"),
]


@pytest.fixture
def written(home, run):
    """Return two diaries of a rewatch after a first time in which other things were written."""
    diaries = []
    for text in (AHEAD, "x" * 300):
        stand_at(home, 4)
        run(f"note {text}")
        run(f"note ep1 {text}")
        run(f"theory {text} --sure 9{len(text) % 7} --about {text[:100]}")
        run("judge 1 right")
        run(f"rate ep1 {1 + len(text) % 9}")
        run("rewatch")
        run("watched 1")
        diaries.append((home / "progress.toml").read_bytes())
    return diaries


def test_no_command_tells_what_was_written_later(run, screen, home, written):
    """On a rewatch, every answer in every form is what it is if nobody had written anything."""
    for line in [*LINES, *COMMANDS]:
        said = []
        for diary in written:
            for path in home.glob("*"):
                path.unlink()
            (home / "progress.toml").write_bytes(diary)
            done = [run(line + form, expect=None) for form in ("", " --json", " --plain")]
            drawn = screen(line, columns=100, expect=None)
            said.append(drawn + "".join(one.out + one.err for one in done))

        assert AHEAD in line or AHEAD not in said[0], line
        if line != "doctor":  # which counts bytes
            assert said[0] == said[1], line


# Theories

OUTCOMES = {
    (3, "right"): "Right at episode 3, five before the end.",
    (7, "partly"): "Partly right at episode 7, one before the end.",
    (0, "right"): "Right from the poster alone.",
    (8, "right"): "Right, once you'd seen the end.",
    (2, "wrong"): "Wrong.",
    (2, None): None,
}


@pytest.mark.parametrize(("stood", "became"), OUTCOMES)
def test_how_early_it_was_right_is_said_in_words(stood, became):
    sealed = Theory("1", START, "it was the neighbour", 70, None, None, stood, became)

    assert views.outcome(sealed, TOTAL) == OUTCOMES[stood, became]


TALLIES = {
    "": None,
    "right": "You were sure of one, and it was right.",
    "wrong": "You were sure of one, and it was wrong.",
    "wrong wrong": "Of two you were sure of, none was right.",
    "right right right right wrong wrong": "Of six you were sure of, four were right.",
    "right partly wrong": "Of three you were sure of, one was right and one was partly right.",
    "partly wrong": "Of two you were sure of, one was partly right.",
    "partly partly": "Of two you were sure of, two were partly right.",
}


@pytest.mark.parametrize(("became", "sentence"), TALLIES.items())
def test_of_those_you_were_sure_of_it_is_said_how_many_were_right(became, sentence):
    sealed = [Theory("1", START, "x", 70, None, None, 1, one) for one in became.split()]
    unsure = [Theory("1", START, "x", sure, None, None, 1, "right") for sure in (69, None)]

    assert views.tally([*sealed, *unsure]) == sentence


def test_a_theory_is_judged_after_the_end_or_when_the_viewer_calls_it_settled(run, home):
    stand_at(home, 1)
    run("theory 'It was Tom' --sure 80 --about tom")

    early = run("judge 1 right", expect=1).err
    assert "runaway judge 1 right --settled" in early
    assert run("judge 1 wrong --settled").out.startswith('"It was Tom": Wrong.')
    run("watched 4")
    assert run("judge 1 RIGHT").out == (
        '"It was Tom": Right at episode 1, three before the end.  '
        "You were sure of one, and it was right.  Not right? runaway undo\n"
    )


def test_a_theory_can_be_withdrawn_and_that_stays_in_the_history(run, home):
    stand_at(home, 1)
    run("theory 'It was Tom'")
    run("theory 'It was Nell'")

    assert run("theory --withdraw 1").out.startswith('Withdrawn: "It was Tom".')
    rows = json.loads(run("theories --json").out)["rows"]
    assert [(row["number"], row["text"]) for row in rows] == [(1, "It was Nell")]
    assert "sealed a theory on desk (undone)" in run("history").out
    run("redo")
    assert "1. It was Tom" in run("theories").out


def test_each_theory_is_shown_with_what_was_known_when_it_was_sealed(run, home):
    stand_at(home, 1)
    run("theory x --about visitor")
    run("watched 4")

    then = json.loads(run("theories --then --json").out)["rows"][0]["known_then"]

    assert "Still open: Who lit the lamp on the first night?" in then
    assert "The Visitor: came ashore with one burnt glove." in then
    assert "Oskar" not in " ".join(then)


def test_a_name_is_kept_as_it_was_typed_whether_or_not_anybody_has_it(run, home):
    stand_at(home, 1)

    for name in ("oskar", "osker"):  # met in episode 4, and nobody
        assert run(f"theory x --about {name}").out == (
            "Sealed after episode 1.  Not right? runaway undo\n"
        )
    rows = json.loads(run("theories --json").out)["rows"]
    assert [row["about"] for row in rows] == ["oskar", "osker"]


@pytest.mark.parametrize("sure", ["101", "-1", "x", "7.5", "", "٣"])
def test_certainty_is_a_whole_per_cent(run, home, sure):
    assert "--sure" in run(f"theory x --sure={shlex.quote(sure)}", expect=2).err
    assert not home.exists()


# Ratings


def test_a_rating_is_for_the_last_episode_or_the_one_that_is_named(run, home):
    stand_at(home, 3)

    assert run("rate 8").out == "Rated episode 3: 8 of 10.  Not right? runaway undo\n"
    for line in ("rate ep1 7", "rate 1 7", "rate episode 1 7/10"):
        assert run(line).out.startswith("Rated episode 1: 7 of 10.")
    assert [row["rating"] for row in json.loads(run("episodes --json").out)["rows"]] == [
        *(7, None, 8, None)
    ]
    assert "8/10" in run("episodes").out


def test_an_episode_that_is_not_watched_is_not_rated():
    with pytest.raises(NotWatchedError):
        journal.rate(after(watched(1)), 2, 8)


@pytest.mark.parametrize("score", ["0", "11", "7.5", "x", "''", "٣", "3 x"])
def test_a_rating_is_a_whole_number_from_one_to_ten(run, home, score):
    stand_at(home, 3)

    assert run(f"rate {score}", expect=2).out == ""


# What recap, who and find ask for


def test_notes_about_somebody_mention_them_by_name():
    nell = Person("Nell Harker", aliases=("The Keeper",))
    story = [note(text, 0) for text in ("Nell lied", "Nellie", "THE KEEPER?", "Harker", "nell's")]

    assert [n.text for n in journal.notes_about(after(*story), nell)] == [
        *("Nell lied", "THE KEEPER?", "nell's")
    ]


def test_theories_about_somebody_are_about_them_or_mention_them():
    story = [theory("it was her", 0, about="nell"), theory("Nell did it", 0), theory("Tom", 0)]

    found = journal.theories_about(after(*story), Person("Nell Harker"))

    assert [t.text for t in found] == ["it was her", "Nell did it"]


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [("Mrs Hill is lying", False), ("Osk is lying", True), ("mrs osk!", True), ("Mrs", False)],
)
def test_a_title_is_nobody_s_name(text, mentioned):
    found = journal.notes_about(after(note(text, 0)), Person("Mrs Osk"))

    assert bool(found) == mentioned


def test_notes_belong_to_the_episode_they_were_written_after_or_name():
    story = [note("before", 0), watched(1, 2), note("after", 2), note("one", 2, number=1)]

    said = {n: [one.text for one in journal.notes_on(after(*story), n)] for n in range(3)}

    assert said == {0: ["before"], 1: ["one"], 2: ["after"]}


# A whole season


def test_a_season_played_through_judged_undone_and_joined_with_another_machine(run, home):
    """On two machines, apart from episode 2 on; then their files lie in one folder."""
    for line in ("watched", "rate 7", "theory 'It was Tom' --sure 80", "pause 23m"):
        run(line)
    shared = (home / "progress.toml").read_text()
    for line in ("note 'on the sofa'", "watched 2", "theory 'It was Nell' --sure 90", "rate 9"):
        run(line)
    sofa = (home / "progress.toml").read_text()
    (home / "progress.toml").write_text(shared)
    for line in ("pause 30m", "note 'at the desk'", "theory 'Nobody' --sure 20", "undo"):
        run(line)

    (home / "progress.sync-conflict-20260103-101112-ABCDEFG.toml").write_text(sofa)

    assert "not in the middle" in run("pause").out
    assert sorted(texts(fold(store.read(str(home)).events))) == ["at the desk", "on the sofa"]
    run("watched 4")
    run("judge 1 wrong")
    run("judge 2 right")
    assert "Of two you were sure of, one was right." in run("theories").out
    run("undo")
    assert "You were sure of one, and it was wrong." in run("theories").out
    before = [run(f"{line} --json").out for line in ("notes", "theories", "episodes")]
    run("doctor --join")
    assert [run(f"{line} --json").out for line in ("notes", "theories", "episodes")] == before
    assert run("doctor").code == 0


@given(st.lists(st.sampled_from(VERDICTS), min_size=1, max_size=5), st.randoms())
def test_of_several_verdicts_the_last_one_counts_in_whatever_order_files_are_joined(became, chance):
    changes = [watched(1), theory("x", 1), *(verdict("001", one, 1) for one in became)]
    events = [Event(f"{number:03}", START, None, change) for number, change in enumerate(changes)]
    chance.shuffle(events)

    assert journal.theories(fold(events))[0].verdict == became[-1]


def test_a_verdict_on_a_theory_that_is_not_there_changes_nothing():
    progress = after(watched(1), verdict("gone", "right", 1))

    assert journal.theories(progress) == ()
    with pytest.raises(NoSuchTheoryError):
        journal.theory(progress, 1)


def test_the_diary_is_the_export(run, home):
    """Any TOML parser finds the words."""
    stand_at(home, 2)
    run("note 'Who lit it?'")

    block = tomllib.loads((home / "progress.toml").read_text())["event"][-1]

    assert (block["kind"], block["text"], block["stood"]) == ("note", "Who lit it?", 2)


def test_in_two_blocks_no_more_than_three_lines_in_a_row_are_alike():
    """Git's merge would take a longer run for the same, and tear the blocks apart."""
    changes = (
        Change("pause", number=3, in_run=1, seconds=60),
        note("x", 2, number=3),
        rating(3, 8, 3),
        theory("x", 2, 70, about="nell"),
        verdict("01", "right", 3),
    )

    for change in changes:
        blocks = [
            codec.block_of(Event(f"0{n}", START + timedelta(n), "desk", change)).splitlines()
            for n in range(2)
        ]
        alike = "".join("=" if one == other else "|" for one, other in zip(*blocks, strict=True))
        assert max(map(len, alike.split("|"))) <= 3, blocks


@pytest.mark.parametrize("episode", ["ep2", "ep 2", "EP 2", "s1 e2", "1x 2"])
def test_an_episode_in_front_of_a_note_may_be_two_words(run, episode):
    run("watched 3")

    assert run(f"note {episode} good music").out.startswith("Noted, on episode 2.")
    assert "good music" in run("notes 2").out


def test_a_text_may_begin_like_an_episode(run):
    run("watched 3")

    for text in ("episode 2 was good", "e 2was good", "2 was good"):
        assert run(f"note {text}").out.startswith("Noted after episode 3.")


def test_at_the_end_theories_wait_for_a_verdict(run, screen):
    run("watched 3")
    run("theory 'It was Tom.' --sure 70")
    assert "judge" not in run("theories").out

    assert "Your theories are waiting to be judged: runaway theories" in run("watched 4").out
    for said in (run("theories").out, screen("theories")):
        assert "To say what became of one: runaway judge 1 right" in said
    assert "judge" not in run("theories --as-of 3").out
    run("judge 1 wrong")
    assert "runaway judge" not in run("theories").out
    run("unwatch")
    assert "waiting" not in run("watched 4").out
