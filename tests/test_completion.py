"""What Tab offers, and the scripts that bring it into bash, zsh and fish."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helpers import LAMP_ROOM, stand_at
from runaway_cli.cli import completion
from runaway_cli.cli.cursor import FILES, answer
from runaway_cli.cli.main import main
from runaway_cli.cli.params import Option, parameters_of
from runaway_cli.cli.registry import ALIASES, COMMANDS
from runaway_cli.cli.shells import SCRIPTS
from runaway_cli.language import parse
from runaway_cli.system import profiles


@pytest.fixture
def tab(capsys):
    """Return a function that presses Tab at the end of some words, and returns what is offered."""

    def inner(*words, show=LAMP_ROOM, expect=0):
        code = answer(words, str(show))
        assert expect in (code, None)
        said = capsys.readouterr()
        assert said.err == ""
        return [line.partition("\t")[0] for line in said.out.splitlines()]

    return inner


EVERYDAY = [command.name for command in COMMANDS.values() if command.is_common]
TO_ALL = ["--json", "--plain", "--show", "--profile", "--with", "--no-pager"]
LOOKING = [*TO_ALL, "--as-of", "--help"]
WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
OFFERED = {  # two episodes of the Lamp Room watched
    # commands, and what stands for them
    ("",): [*EVERYDAY, "help"],
    ("wat",): ["watched"],
    ("WAT",): ["watched"],
    ("comp",): ["completion"],
    ("l",): ["learned"],
    ("li",): ["list"],
    ("xyz",): [],
    ("help", "tonig"): ["tonight"],
    ("help", "--"): ["--all"],
    ("help", "recap", ""): [],
    ("xyz", ""): [],
    # names
    ("who", ""): ["Nell Harker", "Tom Harker", "The Visitor"],
    ("who", "n"): ["Nell Harker"],
    ("who", "TO"): ["Tom Harker"],
    ("who", "h"): ["Harker"],
    ("who", "the"): ["The Visitor"],
    ("who", "the "): ["The Visitor"],
    ("who", "nell h"): ["Nell Harker"],
    ("who", "nell", ""): ["Harker"],
    ("who", "nell", "harker", ""): [],
    ("who", "the", "v"): ["Visitor"],
    ("who", "a"): [],
    ("who", "--", "n"): ["Nell Harker"],
    ("who", "--as-of", "1", "g"): [],
    ("who", "--as-of", "4", "n"): [],
    # episodes
    ("watched", ""): ["3", "4"],
    ("watched", "3", ""): ["4"],
    ("seen", ""): ["3", "4"],
    ("SEEN", ""): ["3", "4"],
    ("watched", "--only", ""): ["3", "4"],
    ("recap", ""): ["1", "2"],
    ("recap", "1", ""): [],
    ("unwatch", ""): ["1", "2"],
    # options
    ("map", "--"): ["--mermaid", "--dot", *LOOKING],
    ("map", ""): ["Nell Harker", "Tom Harker", "The Visitor"],
    ("map", "--dot", "--"): ["--mermaid", *LOOKING],
    ("map", "-", "--J"): ["--json"],
    ("map", "x"): [],
    ("watched", "--", "--"): [],
    ("--",): [*LOOKING, "--version"],
    ("--json", ""): [*LOOKING[1:], "--version"],
    ("watched", "3", "--date", "y"): ["yesterday"],
    ("watched", "3", "--on", "y"): ["yesterday"],
    ("undo", ""): ["--steps", *TO_ALL, "--help"],
    # their values
    ("cast", "--as-of", ""): ["1", "2"],
    ("cast", "--as-of="): ["--as-of=1", "--as-of=2"],
    ("--as-of", ""): ["1", "2"],
    ("plan", "--by", "t"): ["tomorrow", "tuesday", "thursday"],
    ("plan", "--start=TOM"): ["--start=tomorrow"],
    ("plan", "--days", "sat,s"): ["sat,sun"],
    ("tonight", "--until", ""): ["midnight"],
    ("watched", "--at", ""): ["yesterday", "last night", *WEEK],
    ("watched", "--at", "last n"): ["last night"],
    ("plan", "--speed", ""): [],
    ("plan", "--json="): [],
    ("plan", "--nonsense="): [],
    ("completion", ""): ["bash", "zsh", "fish"],
    ("completion", "bash", ""): [],
}  # fmt: skip


@pytest.mark.parametrize(("words", "offered"), OFFERED.items())
def test_tab_offers_what_fits(tab, home, words, offered):
    stand_at(home, 2)

    assert tab(*words) == offered


@pytest.mark.parametrize(
    "words", [("plan", "--ics", ""), ("plan", "--ics", "pl"), ("plan", "--utc", "--ics=pl")]
)
def test_the_shell_is_asked_for_files_where_one_is_meant(tab, words):
    assert tab(*words, expect=FILES) == []


def test_options_come_with_their_help(capsys):
    answer(["next", "--sho"], str(LAMP_ROOM))

    assert capsys.readouterr().out == (
        "--short\tOne line, for a shell prompt.\n--show\tAnother show: its id, or its file.\n"
    )


@pytest.mark.parametrize("position", range(5))
def test_an_article_is_no_name(tab, home, position):
    stand_at(home, position)

    for begun in ("", "t", "the", "a", "o"):
        assert not {word.casefold() for word in tab("who", begun)} & {*completion.ARTICLES}


def test_no_name_begins_with_an_article_inside_another(tab, tmp_path):
    show = tmp_path / "show.toml"
    show.write_text(LAMP_ROOM.read_text().replace("Tom Harker", "Tom the Keeper"))

    assert tab("who", "t", show=show) == ["Tom the Keeper"]
    assert tab("who", "k", show=show) == ["Keeper"]


@pytest.mark.parametrize("text", ["not a diary", "version = 9\n", None])
def test_tab_says_nothing_of_trouble(tab, home, text):
    if text is None:
        home.write_text("a file where a folder should be")
    else:
        home.mkdir()
        (home / "progress.toml").write_text(text)

    assert tab("who", "osk") == []


@pytest.mark.parametrize("variable", ["RUNAWAY_NOW", "RUNAWAY_BEDTIME"])
def test_tab_says_nothing_of_odd_settings(tab, monkeypatch, variable):
    monkeypatch.setenv(variable, "whenever")

    assert tab("who", "") == []


def test_damage_offers_nothing_that_may_have_been_undone(tab, home):
    home.mkdir()
    whole = 'version = 1\n[[event]]\nkind = "watched"\nepisodes = [1]\nid = "01"\n'
    whole += "at = 2026-01-02T23:10:00+00:00\n"
    (home / "progress.toml").write_text(whole + '[[event]]\nkind = "und\n[[event]]\n')

    assert tab("who", "v") == []


NAMES = [*COMMANDS, *ALIASES, "help"]
WANTED = [p.wanted for command in COMMANDS.values() for p in parameters_of(command)]
OPTIONS = sorted({wanted.name for wanted in WANTED if isinstance(wanted, Option)})
WORDS = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(OPTIONS),
    st.sampled_from(OPTIONS).map(lambda option: f"{option}="),
    st.sampled_from(["", "-", "--", "3", "the", "nell", "sat,", "\udcff", "'", '"']),
    st.text(max_size=5),
)


@given(st.lists(WORDS, max_size=5))
@example(["who", "'"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_typed_is_continued_and_never_a_traceback(tab, home, words):
    stand_at(home, 2)
    begun = words[-1] if words else ""

    offered = tab(*words, expect=None)

    assert all(word.casefold().startswith(begun.casefold()) for word in offered)
    assert len(offered) == len(set(offered))


@given(st.integers(0, 20000))
def test_every_day_and_time_that_is_offered_is_understood(hours):
    moment = datetime(2026, 1, 3, tzinfo=UTC) + timedelta(hours=hours)
    offered = completion.by_metavar

    assert all(parse.past(word, moment) for word in offered("WHEN", ""))
    assert all(parse.day_ahead(word, moment) for word in offered("DAY", ""))
    assert all(parse.weekdays(word) for word in offered("DAYS", "mon,"))
    assert all(parse.ahead(word, moment) for word in offered("TIME", ""))


def loaded(*arguments):
    """Return which modules a command line loads that are slow, or a command's own."""
    code = (
        "import sys; from runaway_cli.cli.main import main\n"
        f"try: main({list(arguments)!r})\n"
        "except SystemExit: pass\n"
        "slow = {'typer', 'click', 'rich', 'dataclasses', 'inspect', 'pathlib', 'tomli_w'}\n"
        "own = {name for name in sys.modules if name.startswith('runaway_cli.cli.commands.')}\n"
        "print(*(slow | own) & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return {name.removeprefix("runaway_cli.cli.commands.") for name in done.stderr.split()}


@pytest.mark.parametrize(
    ("words", "modules"),
    [
        ("wat", set()),
        ("help wat", set()),
        ("who s", {"people"}),
        ("cast --as", {"people"}),
        ("plan --by t", {"plan"}),
    ],
)
def test_tab_loads_no_more_than_a_plain_answer(words, modules):
    assert loaded("_complete", "--", *words.split()) == modules


def test_a_shell_gets_its_script_as_it_is(run, screen):
    for shell, script in SCRIPTS.items():
        assert run(f"completion {shell}").out == script
        assert screen(f"completion {shell}") == script
    assert run("completion /bin/ZSH").out == SCRIPTS["zsh"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("completion", "For which shell? Try: runaway completion bash (or zsh, or fish)\n"),
        ("completion tcsh", 'There\'s no completion for "tcsh", only for bash, zsh and fish.\n'),
    ],
)
def test_other_shells_are_told_so(run, line, said):
    done = run(line, expect=2)

    assert (done.out, done.err) == ("", said)


def test_completion_is_behind_all_help(run):
    assert "completion" not in run("--help").out
    assert "completion" in run("help --all").out
    assert "--install-completion" not in run("help --all").out


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_is_sound(shell, tmp_path):
    if not shutil.which(shell):
        pytest.skip(f"{shell} isn't installed")
    script = tmp_path / "script"
    script.write_text(SCRIPTS[shell])

    done = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.fixture
def in_bash(tmp_path, home):
    """Return a function that completes a line in bash, for a viewer who has met somebody whose
    name would run something if it were not quoted, and returns what is to stand there then."""
    if not shutil.which("bash"):
        pytest.skip("bash isn't installed")
    stand_at(home, 2)
    show = tmp_path / "show.toml"
    show.write_text(LAMP_ROOM.read_text().replace("Tom Harker", "Tom $(x) O'Hara"))
    program = tmp_path / "bin" / "runaway"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nfrom runaway_cli.__main__ import main\nmain({str(show)!r})\n"
    )
    program.chmod(0o755)

    def inner(line, *words, behind=""):
        """The words are as bash cuts the line, up to the cursor."""
        code = (
            f"{SCRIPTS['bash']}\n"
            'COMP_LINE=$1$2; COMP_POINT=${#1}; shift 2; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))\n'
            '_runaway "$1" "${!#}"\n'
            'for word in "${COMPREPLY[@]}"; do echo "$word"; done'
        )
        done = subprocess.run(
            ["bash", "--norc", "-c", code, "bash", line, behind, *words],
            env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert done.stderr == ""
        return done.stdout.splitlines()

    return inner


IN_BASH = {
    ("runaway who ne", "runaway", "who", "ne"): [r"Nell\ Harker"],
    (r"runaway who nell\ h", "runaway", "who", r"nell\ h"): [r"Nell\ Harker"],
    ('runaway who "nell h', "runaway", "who", '"nell h'): ["Nell Harker"],
    ("runaway who tom", "runaway", "who", "tom"): [r"Tom\ \$\(x\)\ O\'Hara"],
    (r"runaway who O\'h", "runaway", "who", r"O\'h"): [r"O\'Hara"],
    ('runaway who "tom', "runaway", "who", '"tom'): [r"Tom \$(x) O'Hara"],
    ("runaway who 'tom", "runaway", "who", "'tom"): [r"Tom $(x) O'\''Hara"],
    ("runaway  who 'nell' ", "runaway", "who", "'nell'", ""): ["Harker"],
    ("runaway cast --as-of=", "runaway", "cast", "--as-of", "=", ""): ["1", "2"],
    ("runaway cast --as-of=1", "runaway", "cast", "--as-of", "=", "1"): ["1"],
    ("runaway watched --at 22:40 --on", "runaway", "watched", "--at", "22", ":", "40", "--on"): [
        "--only"
    ],
    ("runaway plan --days fri,s", "runaway", "plan", "--days", "fri,s"): ["fri,sat", "fri,sun"],
    ("another who ne", "another", "who", "ne"): [r"Nell\ Harker"],
    ("runaway plan --ics bi", "runaway", "plan", "--ics", "bi"): ["bin"],
    ("runaway plan bi", "runaway", "plan", "bi"): [],
}


@pytest.mark.parametrize(("line", "becomes"), IN_BASH.items(), ids=[line[0] for line in IN_BASH])
def test_bash_puts_quotes_around_what_needs_them(in_bash, line, becomes):
    assert in_bash(*line) == becomes


def test_only_a_shell_asks_that_way(run):
    """Nothing else is spoilt by the word."""
    assert "There's no command" in run("_complete", expect=2).err
    with pytest.raises(SystemExit) as stop:
        main(["_complete", "--"], season=str(LAMP_ROOM))
    assert stop.value.code == 0


def test_tab_offers_the_ids_of_shows(tab, home):
    for id_ in ("house", "the-gull-house"):
        folder = home / "shows" / id_
        folder.mkdir(parents=True)
        (folder / "show.toml").write_bytes(LAMP_ROOM.read_bytes())

    assert tab("next", "--show", "") == ["house", "the-gull-house", "the-lamp-room"]
    assert tab("next", "--show", "ho") == ["house"]
    assert tab("next", "--show=ho") == ["--show=house"]


@pytest.mark.parametrize("option", ["--profile", "--with"])
def test_tab_offers_the_names_of_people(tab, home, option):
    profiles.add(str(home), "Ben Ö")
    profiles.add(str(home), "小林")
    profiles.rename(str(home), profiles.Profile(str(home)), "Anna")

    assert tab("who", option, "") == ["Anna", "Ben Ö", "小林"]
    assert tab("who", option, "b") == ["Ben Ö"]


BEHIND = {  # what stands behind the cursor, and who is known to whoever is meant: Ben is at 0
    "": {"Nell Harker", "Tom Harker", "The Visitor"},
    " --plain | less": {"Nell Harker", "Tom Harker", "The Visitor"},
    " --with Ben": {"Nell Harker", "Tom Harker"},
    " --with=ben --plain": {"Nell Harker", "Tom Harker"},
    "ll --profile 'Ben'": {"Nell Harker", "Tom Harker"},
    " --with 'Ben": set(),
    " --with nobody": set(),
}


@pytest.mark.parametrize(("behind", "known"), BEHIND.items())
def test_company_behind_the_cursor_is_there(tab, home, monkeypatch, behind, known):
    """Nobody there may be told whom another has met."""
    stand_at(home, 2)
    profiles.add(str(home), "Ben")
    monkeypatch.setenv("RUNAWAY_BEHIND", behind)

    assert set(tab("who", "", expect=None)) == known


def test_bash_hands_over_what_is_behind_the_cursor(in_bash, home):
    profiles.add(str(home), "Ben")
    words = ("runaway", "who", "v")

    assert in_bash("runaway who v", *words) == ["Visitor"]
    assert in_bash("runaway who v", *words, behind=" --with Ben") == []
