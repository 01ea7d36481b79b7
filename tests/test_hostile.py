"""Bad people: nothing that anybody writes anywhere restyles, rewrites, crashes or hangs."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tomllib
from datetime import UTC, datetime

import pytest
import tomli_w
from rich.cells import cell_len

from helpers import LAMP_ROOM, READING, write_show
from runaway_cli.cli.registry import COMMANDS
from runaway_cli.language.phrases import visible

EVIL = (
    "a\x1b[31mred\x1b]0;title\x07\x9b2J\r\b\t\x7f\u202egnp\u2066\u200f\u200b\ufeff\u2028"
    "[bold red]x[/] :smile: [link=file:///x]y[/link]"
)
UNSEEN = re.compile(r"[^\n -~\xa1-\xac\xae-\u200a\u2010-\u2027\u2030-\u205e\u2070-\ud7ff]")
ENORMOUS = 10**6  # characters; what takes their square never ends
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def everything(run, monkeypatch, line, expect=None):
    """Say a line in a pipe, as JSON and on a terminal that has no style of its own."""
    said = []
    for form, screen in (("", ""), (" --json", ""), ("", "1")):
        monkeypatch.setenv("FORCE_COLOR", screen)
        monkeypatch.setenv("TERM", "dumb")
        done = run(line + form, expect=expect)
        said.append(done.out + done.err)
    return said


def evil(node, more=EVIL):
    """Add evil to every text of a show, its ids included."""
    if isinstance(node, dict):
        return {key: evil(value, more) for key, value in node.items()}
    if isinstance(node, list):
        return [evil(item, more) for item in node]
    return node + more if isinstance(node, str) and not node.isdigit() else node


def evil_diary(text):
    at = "at = 2026-01-01T10:00:00Z"
    word = tomli_w.dumps({"x": text}).removeprefix("x = ").strip()
    return (
        f'version = 1\n[[event]]\nkind = "watched"\nepisodes = [1, 2, 3]\n'
        f'id = "1"\non = {word}\n{at}\n'
        f"[[event]]\nkind = {word}\nid = {word}\n{at}\n"
        f'[[event]]\nkind = "undo"\nevent = {word}\nid = "3"\n{at}\n{word} = {word}\n'
    )


@pytest.mark.parametrize("line", READING)
def test_an_evil_show_cannot_touch_the_terminal(run, monkeypatch, tmp_path, line, season):
    show = tomllib.loads(LAMP_ROOM.read_text(encoding="utf-8"))
    season.path = write_show(evil(show), tmp_path / "evil.toml")
    run("watched 3")

    for said in everything(run, monkeypatch, line, expect=0):
        assert UNSEEN.findall(said) == []


TELLING = ["", "next", "recap", "recap --all", "learned", "cast", "who visitor", "map", "clues"]


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("line", TELLING)
def test_wide_and_combining_characters_are_measured_as_they_are_shown(
    run, screen, season, tmp_path, line, columns
):
    show = tomllib.loads(LAMP_ROOM.read_text(encoding="utf-8"))
    show = evil(show, " 灯台守 e\u0301\u0301 👩‍🚒")
    season.path = write_show(show, tmp_path / "wide.toml")
    run("watched 3")

    rows = screen(line, columns=columns).splitlines()

    assert max(map(cell_len, rows)) <= columns
    assert "灯台守" in run(line).out


@pytest.mark.parametrize("line", TELLING)
def test_a_show_cannot_style_itself(run, monkeypatch, tmp_path, line, season):
    show = tomllib.loads(LAMP_ROOM.read_text(encoding="utf-8"))
    show = evil(show, "[b]x[/]:sos:")
    season.path = write_show(show, tmp_path / "evil.toml")
    run("watched 3")

    for said in everything(run, monkeypatch, line, expect=0):
        assert "[b]x[/]:sos:" in said


@pytest.mark.parametrize("line", [*READING, "undo", "redo", "watched 4", "unwatch"])
def test_an_evil_diary_cannot_touch_the_terminal(run, monkeypatch, home, line):
    home.mkdir()
    (home / "progress.toml").write_text(evil_diary(EVIL), encoding="utf-8")

    for said in everything(run, monkeypatch, line):
        assert UNSEEN.findall(said) == []


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_evil_arguments_cannot_touch_the_terminal(run, monkeypatch, tmp_path, command):
    monkeypatch.chdir(tmp_path)
    word = shlex.quote(EVIL.replace("\x9b", ""))
    options = [
        "as-of",
        "at",
        "until",
        "for",
        "from",
        "by",
        "days",
        "minutes",
        "start",
        "speed",
        "break",
        "ics",
    ]
    for rest in (word, f"--{word}", f"-{word}", f"x {word}", *(f"--{o} {word}" for o in options)):
        for said in everything(run, monkeypatch, f"{command or ''} {rest}".strip()):
            assert UNSEEN.findall(said) == []


@pytest.mark.parametrize("name", ["RUNAWAY_NOW", "RUNAWAY_HOME", "COLUMNS", "LINES", "COLORTERM"])
@pytest.mark.parametrize("line", ["", "watched 1", "doctor", "nonsense"])
def test_an_evil_environment_cannot_touch_the_terminal(run, monkeypatch, tmp_path, name, line):
    monkeypatch.chdir(tmp_path)
    for value in (EVIL, "-1", "0", "9" * 30, "", "x" * 5000):
        monkeypatch.setenv(name, value)
        for said in everything(run, monkeypatch, line):
            assert UNSEEN.findall(said) == []


SEVERAL = """
import json, sys
from runaway_cli.cli.main import main
for line in json.load(sys.stdin):
    try:
        main(line)
    except SystemExit as end:
        if end.code not in (0, 1, 2): raise
"""


def quick(*lines):
    """Say lines in a process that may not take half a minute, and return what it did."""
    return subprocess.run(
        [sys.executable, "-c", SEVERAL],
        input=json.dumps(lines),
        capture_output=True,
        timeout=30,
        text=True,
    )


@pytest.mark.parametrize("key", ["kind", "mood"])
def test_an_enormous_text_in_the_diary_is_a_damage_like_any_other(home, key):
    home.mkdir()
    block = {"kind": "serenade", "id": "x", "at": MOMENT, key: "x " * (ENORMOUS // 2)}
    (home / "progress.toml").write_text(tomli_w.dumps({"event": [block]}), encoding="utf-8")

    done = quick(["history"], ["watched"])

    assert done.returncode == 0
    assert len(done.stdout + done.stderr) < 10_000
    assert "Traceback" not in done.stderr


def test_an_enormous_comment_in_the_diary_is_read_over(home):
    home.mkdir()
    (home / "progress.toml").write_text("# " + "x" * ENORMOUS + "\nversion = 1\n")

    done = quick(["watched", "2"], ["watched", "3"])

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Watched 1 and 2.")


@pytest.mark.parametrize(
    "text", ["x" * 10**5, "1 " * 50_000, " " * 10**5, "," * 10**5, "9" * 10**5]
)
def test_an_enormous_argument_is_answered_like_any_other(text):
    """A system hands over 128 KB at most."""
    lines = [
        ["who", text],
        ["watched", text],
        ["watched", "--at", text],
        ["recap", text],
        [text],
    ]

    done = quick(*lines)

    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 10_000 * len(lines)


def test_an_enormous_text_in_a_show_is_refused(run, season, tmp_path):
    show = tomllib.loads(LAMP_ROOM.read_text(encoding="utf-8"))
    show["chapter"][0]["fact"] = [{"id": "x", "about": ["nell"], "text": "x" * ENORMOUS}]
    season.path = write_show(show, tmp_path / "enormous.toml")

    assert "a bad record in chapters 0 to 0" in run("who nell", expect=1).err


def test_whatever_python_calls_printable_is_visible_as_it_is():
    printable = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))

    assert visible(printable) == printable
    assert visible(f"\x1b{printable}") == f"\\x1b{printable}"


def test_what_is_visible_in_json_is_still_json(run, home):
    home.mkdir()
    (home / "progress.toml").write_text(evil_diary(EVIL), encoding="utf-8")

    rows = json.loads(run("history --json").out)["rows"]

    assert "a\\x1b[31mred" in rows[1]["what"]
