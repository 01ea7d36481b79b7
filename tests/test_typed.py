"""What people really type: words they guess, and slips of the finger."""

from __future__ import annotations

import json

import pytest

from helpers import stand_at
from runaway_cli.cli.guess import nearest
from runaway_cli.cli.registry import ALIASES, COMMANDS, HINTS, INSTEAD

SAME = [  # two lines that say the same
    ("status", ""),
    ("where", ""),
    ("where did i stop", ""),
    ("where were we --json", "--json"),
    ("search harker", "find harker"),
    ("home", ""),
    ("list", "episodes"),
    ("ls", "episodes"),
    ("summary", "recap"),
    ("story 1", "recap 1"),
    ("characters", "cast"),
    ("people --json", "cast --json"),
    ("actors", "cast"),
    ("log", "history"),
    ("previously", "recap"),
    ("stop", "pause"),
    ("paused", "pause"),
    ("sleep", "tonight"),
    ("whos nell", "who nell"),
    ("who plays nell", "who nell"),
    ("who was that with the visitor", "who visitor"),
    ('"who\'s" nell', "who nell"),
    ("calendar", "plan"),
    ("Recap", "recap"),
    ("version", "--version"),
    ("-V", "--version"),
    ("--json --version", "--version"),
    ("help", "--help"),
    ("help recap", "recap --help"),
    ("help seen", "watched --help"),
]


@pytest.mark.parametrize(("guess", "line"), SAME)
def test_a_word_people_guess_works(run, home, guess, line):
    stand_at(home, 2)

    assert run(guess) == run(line)


@pytest.mark.parametrize("guess", ["seen", "done", "mark", "finished", "WATCHED"])
def test_a_word_people_guess_marks(run, guess):
    assert run(f"{guess} 2").out.startswith("Watched 1 and 2.")


FRONT = {  # an option in front of its command, and where it usually is
    "--json cast": "cast --json",
    "--as-of 1 --plain cast": "cast --as-of 1 --plain",
    "--as-of=1 who nell": "who nell --as-of=1",
    "--plain QUESTIONS": "recap --questions --plain",
    "--json help cast": "help cast --json",
    "help --json cast": "help cast --json",
    "--json": "--json",
    "--as-of 1": "--as-of 1",
}


@pytest.mark.parametrize(("line", "usual"), FRONT.items())
def test_options_may_stand_in_front_of_the_command(run, home, line, usual):
    stand_at(home, 2)

    assert run(line) == run(usual)


SENTENCES = {
    "wach": 'There\'s no command "wach". Did you mean watched?',
    "actros": 'There\'s no command "actros". Did you mean cast?',
    "undoo": 'There\'s no command "undoo". Did you mean undo?',
    "unwach": 'There\'s no command "unwach". Did you mean unwatch?',
    "rewach": 'There\'s no command "rewach". Did you mean rewatch?',
    "xyz": 'There\'s no command "xyz". Try: runaway --help',
    "nell": 'There\'s no command "nell". Try: runaway who nell',
    "nell --plain": 'There\'s no command "nell". Try: runaway who nell',
    "٣": 'There\'s no command "٣". Try: runaway --help',
    "--show": "--show needs a show. Try: runaway next --show the-lamp-room",
    "--jsno": "There's no option --jsno. Did you mean --json?",
    "nell harker": 'There\'s no command "nell". Try: runaway who nell harker',
    "is nell harker": 'There\'s no command "is". Try: runaway who nell harker',
    "wo is nell": 'There\'s no command "wo". Try: runaway who nell',
    "wo is zebra": 'There\'s no command "wo". Did you mean who?',
    "cast nell": 'I don\'t know what to do with "nell". Try: runaway who nell',
    "episodes 2": 'I don\'t know what to do with "2". Try: runaway recap 2',
    "we fell asleep": 'There\'s no command "we". Try: runaway unwatch',
    "oops": 'There\'s no command "oops". Try: runaway undo',
    "tonight until midnight": 'I don\'t know what to do with "until midnight". '
    "Try: runaway tonight --until midnight",
    "tonight 23:30": 'I don\'t know what to do with "23:30". Try: runaway tonight --until 23:30',
    "find": "find needs more than that. Try: runaway find hospital",
    "pause at": "How far into it are you? Try: runaway pause 23m",
    "4": "To mark everything up to 4 as watched: runaway watched 4",
    "what happened in episode 2": 'There\'s no command "what". Try: runaway recap',
    "when did i watch 2": 'There\'s no command "when". Try: runaway history',
    "where is nell": 'I don\'t know what to do with "is nell". Try: runaway who nell',
    "where is oskar": 'I don\'t know what to do with "is oskar". Try: runaway',
    "where is oskar --with nobody": 'I don\'t know what to do with "is oskar". '
    "Try: runaway --with nobody",
    "watch": "To see what's next: runaway next. Once you've seen it: runaway watched",
    "watching 3": "To see what's next: runaway next. Once you've seen it: runaway watched",
    "play": "To see what's next: runaway next. Once you've seen it: runaway watched",
    "start watching": 'There\'s no command "start". Try: runaway next',
    "catch up": 'There\'s no command "catch". Try: runaway recap',
    "catchup": 'There\'s no command "catchup". Try: runaway recap',
    "fell asleep at 23 minutes": "To keep your place: runaway pause at 23 minutes",
    "tonight until": 'I don\'t know what to do with "until". Try: runaway tonight --until midnight',
    "asleep '5$(touch x)'": "To keep your place: runaway pause '5$(touch' \"x)\"",
    "cast '$(touch x)'": 'I don\'t know what to do with "$(touch x)". '
    "Try: runaway who '$(touch' \"x)\"",
    "watched '3;' yesterday": 'To say when: runaway watched "3;" --at yesterday',
    "tonight until 23": 'I don\'t know what to do with "until 23". '
    "Try: runaway tonight --until 23:00",
    "tonight before midnight": 'I don\'t know what to do with "before midnight". '
    "Try: runaway tonight --until midnight",
    "tonight til 1 am": 'I don\'t know what to do with "til 1 am". '
    'Try: runaway tonight --until "1 am"',
    "episodes season 2": 'I don\'t know what to do with "season 2". Try: runaway episodes --help',
    "profiles delete ben": 'I don\'t know what to do with "delete ben". '
    "Try: runaway profiles remove ben",
    "profiles ben": 'I don\'t know what to do with "ben". Try: runaway profiles add Ben',
    "tonight 2h": 'I don\'t know what to do with "2h". Try: runaway tonight --for 2h',
    "tonight two hours": 'I don\'t know what to do with "two hours". '
    'Try: runaway tonight --for "two hours"',
    "is it too late": 'There\'s no command "is". Try: runaway tonight',
    'theory "It was Tom" 80%': "To say how sure you are: runaway theory TEXT --sure 80",
    "judge 3 no": "Say which theory, and right, wrong or partly: runaway judge 3 right",
    "note delete": "A note can't be deleted. To take back what you did last: runaway undo",
    "note remove 2": "A note can't be deleted. To take back what you did last: runaway undo",
    "theory delete": "To withdraw a theory: runaway theory --withdraw 1",
    "theory rm 3": "To withdraw a theory: runaway theory --withdraw 3",
    "next --show the-lamp": 'There\'s no show "the-lamp". Did you mean the-lamp-room?',
    "next --show the-lump-room": 'There\'s no show "the-lump-room". Did you mean the-lamp-room?',
    "next --show zzz": 'There\'s no show "zzz". To see yours: runaway shows',
    "i watched 4": 'There\'s no command "i". Try: runaway watched',
    "can we watch one more": 'There\'s no command "can". Try: runaway tonight',
    "how many episodes are left": 'There\'s no command "how". Try: runaway next',
    "one more": 'There\'s no command "one". Try: runaway tonight',
    "how much is left": 'There\'s no command "how". Try: runaway next',
    "remind me": 'There\'s no command "remind". Try: runaway recap',
    "quit": "There's nothing to leave: each command answers and ends.",
    "what is next": 'There\'s no command "what". Try: runaway next',
    "config": "There's nothing to set up. To see where your files are: runaway doctor",
    "recap --js": "There's no option --js. Did you mean --json?",
    "undo that 3": 'I don\'t know what to do with "that 3". Try: runaway undo --help',
    "recap 1 2 3": '"1 2 3" isn\'t one episode. Try 3.',
    "watched -1": '"-1" isn\'t an episode number. Try 3 or 2-4.',
    "cast --frob": "There's no option --frob. Try: runaway cast --help",
    "cast --json=3": "--json doesn't take a value.",
    "tonight --until": "--until needs a time. Try: runaway tonight --until midnight",
    "plan --by": "--by needs a day. Try: runaway plan --by sunday",
    "watched --at": '--at needs a time or a day. Try: runaway watched 3 --at "22:40"',
    "--frob cast": "There's no option --frob. Try: runaway --help",
    "--json=3 cast": "--json doesn't take a value.",
}


@pytest.mark.parametrize(("line", "sentence"), SENTENCES.items())
def test_a_line_that_fails_says_what_to_type(run, home, line, sentence):
    stand_at(home, 1)

    done = run(line, expect=2)

    if "--json" in line.split():
        assert json.loads(done.err)["sentence"] == sentence
    else:
        assert done.err == sentence + "\n"
    assert done.out == ""


OPPOSITES = [("watched", "unwatch"), ("watched", "rewatch"), ("undo", "redo"), ("cast", "doctor")]


@pytest.mark.parametrize(("one", "other"), OPPOSITES)
def test_no_slip_leads_to_the_opposite(one, other):
    """Leaving out, doubling or swapping a letter of a command."""
    slips = {one[:n] + one[n + 1 :] for n in range(len(one))}
    slips |= {one[:n] + one[n] + one[n:] for n in range(len(one))}
    slips |= {one[:n] + one[n + 1] + one[n] + one[n + 2 :] for n in range(len(one) - 1)}

    assert other not in {nearest(slip) for slip in slips}
    assert one in {nearest(slip) for slip in slips}


def test_what_people_guess_is_no_command_already():
    assert not (ALIASES.keys() | INSTEAD.keys() | HINTS.keys()) & COMMANDS.keys()
    assert not ALIASES.keys() & INSTEAD.keys()
    assert not HINTS.keys() & (ALIASES.keys() | INSTEAD.keys())
    assert {*HINTS.values(), *(name for name, *_ in ALIASES.values())} <= {"", *COMMANDS}


def test_a_name_from_ahead_is_a_word_nobody_has(run, home):
    """Oskar is met in episode 4."""
    stand_at(home, 1)

    assert run("oskar", expect=2).err == run("osker", expect=2).err.replace("osker", "oskar")


def test_an_error_is_json_where_json_was_asked_for(run):
    done = run("cast --as-of 9 --json", expect=2)

    assert json.loads(done.err) == {
        "schema": 1,
        "kind": "error",
        "error": "no_such_episode",
        "sentence": "There's no episode 9: the season has 4.",
    }
    assert done.out == ""


def test_what_stands_behind_two_hyphens_is_text_for_an_error_too(run):
    assert run("rate -- --json", expect=2).err.startswith("A rating is a whole number")
