"""At home in every terminal: of all widths, poor ones, narrow code pages, vanished ones."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import signal
import struct
import subprocess
import sys

import pytest
from rich.cells import cell_len

from helpers import LAMP_ROOM, READING, stand_at
from runaway_cli.cli.pager import pager

fcntl, pty, termios = (
    pytest.importorskip(name, reason="needs a terminal of Unix")
    for name in ("fcntl", "pty", "termios")
)

PRELUDE = f"from runaway_cli.__main__ import main; main({str(LAMP_ROOM)!r})"
NEXT = "\f\n"  # between what two lines say
SEVERAL = f"""
import sys
from runaway_cli.cli.main import main
for line in sys.argv[1:]:
    try:
        main(line.split(), season={str(LAMP_ROOM)!r})
    except SystemExit:
        print({NEXT!r}, end="", flush=True)
"""
COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*[349][0-7][;m]")
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def terminal(line, *, columns=80, rows=500, **environment):
    """Say a line on a terminal, and return what it shows with its escapes, and the exit code."""
    return on_a_terminal([PRELUDE, *line.split()], columns, rows, environment)


def terminals(lines, *, columns=80, **environment):
    """Say lines on a terminal, one after the other, and return what each shows."""
    shown, code = on_a_terminal([SEVERAL, *lines], columns, 500, environment)
    assert code == 0
    *said, rest = shown.split(NEXT)
    assert rest == ""
    return dict(zip(lines, said, strict=True))


def on_a_terminal(program, columns, rows, environment):
    """Run a program and its arguments, and return what it shows and the exit code."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    variables = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
    with subprocess.Popen(
        [sys.executable, "-c", *program],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**variables, "TERM": "xterm-256color", **environment},
    ) as running:
        os.close(slave)
        shown = b""
        try:
            while part := os.read(master, 4096):
                shown += part
        except OSError:  # how Linux says that nobody writes any more
            pass
    os.close(master)
    return shown.decode().replace("\r\n", "\n"), running.returncode


@pytest.fixture(autouse=True)
def begun(home):
    stand_at(home, 3)


@pytest.mark.parametrize("columns", [40, 80, 250])
def test_a_terminal_of_any_width_is_not_overrun(columns):
    said = terminals(["", "tonight --until 23:30", "doctor", "who nobody"], columns=columns)

    for line, shown in said.items():
        assert max(map(cell_len, STYLE.sub("", shown).splitlines())) <= columns, line
    assert COLOUR.search(said[""])


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"CLICOLOR": "0"}], ids=str)
def test_colour_can_be_turned_off(environment):
    shown, _ = terminal("", **environment)

    assert not COLOUR.search(shown)
    assert "●" in shown


PALETTES = {  # of usual terminals: the colours 1 to 6, as bold brightens them, and backgrounds
    "xterm": ("ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff", "000000 ffffff"),
    "GNOME": ("f66151 33da7a e9ad0c 2a7bde c061cb 33c7de", "1e1e1e ffffff"),
    "Windows": ("e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6", "0c0c0c"),
    "macOS": ("e50000 00d900 e5e500 0000ff e500e5 00e5e5", "000000 ffffff"),
    "VS Code": ("f14c4c 23d18b f5f543 3b8eea d670d6 29b8db", "1e1e1e"),
    "VS Code, light": ("cd3131 14ce14 b5ba00 0451a5 bc05bc 0598bc", "ffffff"),
    "Linux": ("ff5555 55ff55 ffff55 5555ff ff55ff 55ffff", "000000"),
}


def contrast(one, other):
    """Return the contrast of two colours by the rule of WCAG 2, from 1 to 21."""

    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_colours_can_be_read_on_light_and_dark():
    """Each with a contrast of 3, which is what large text and signs need."""
    said = terminals([*READING, "--help", "plan --help", "who zzz", "watched"], TERM="xterm")

    for line, shown in said.items():
        codes = {int(code) for style in STYLE.findall(shown) for code in re.findall(r"\d+", style)}
        colours = {code % 10 for code in codes if 30 <= code <= 37 or 90 <= code <= 97}
        assert not colours & {0, 7}, line  # black or white
        for colours_of_it, backgrounds in PALETTES.values():
            for colour, background in itertools.product(colours, backgrounds.split()):
                assert contrast(colours_of_it.split()[colour - 1], background) >= 3, line
    assert sum(map(bool, map(COLOUR.search, said.values()))) > 10


@pytest.mark.parametrize("line", ["", "next", "cast", "--help"])
def test_a_dumb_terminal_gets_plain_lines(line):
    shown, code = terminal(line, TERM="dumb")

    assert code == 0
    assert "\x1b" not in shown
    assert not set("●○│╭─") & set(shown)


def test_plain_is_what_a_pipe_gets(run):
    """On any terminal, and an escape less."""
    said = terminals([f"{line} --plain" for line in READING], columns=250)

    for line in READING:
        shown = said[f"{line} --plain"]
        assert "\x1b" not in shown, line
        if line != "doctor":  # which speaks of the terminal
            assert shown == run(line).out


def test_a_linux_console_gets_signs_that_its_font_has():
    shown, _ = terminal("", TERM="linux")

    assert "*  *  *  o" in STYLE.sub("", shown)
    assert not set("●○") & set(shown)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437", "cp850"])
def test_a_narrow_code_page_is_no_reason_to_fail(encoding):
    """Watched and not watched stay apart, and no sign becomes a question mark."""
    lines = ["", "tonight --until 23:30", "doctor", "episodes"]
    done = subprocess.run(
        [sys.executable, "-c", SEVERAL, *lines],
        env={**os.environ, "PYTHONIOENCODING": encoding, "FORCE_COLOR": "1", "TERM": "dumb"},
        capture_output=True,
    )

    said = done.stdout.decode(encoding)
    assert (done.returncode, done.stderr, said.count(NEXT)) == (0, b"", len(lines))
    assert said.count("?") == said.count("on the first night?")
    assert "*  *  *  o" in said.partition(NEXT)[0]


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("runaway_cli.cli", "next"),
        ("runaway_cli.cli.commands.next", "next"),
        ("tomllib", "next"),
        ("rich.console", "next"),
        ("typer", "next --as-of=0"),
        ("tomli_w", "watched 4"),
    ],
)
def test_ctrl_c_is_quiet_while_modules_load(module, line):
    code = (
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from runaway_cli.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *line.split()],
        env={**os.environ, "FORCE_COLOR": "1"},
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_ctrl_c_is_enough_when_nobody_reads_on():
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    with contextlib.suppress(BlockingIOError):
        while os.write(writes, bytes(4096)):
            pass
    os.set_blocking(writes, True)
    line = [sys.executable, "-c", PRELUDE, "next", "--json"]
    with subprocess.Popen(line, stdout=writes, stderr=subprocess.PIPE) as program:
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(2)
        program.send_signal(signal.SIGINT)
        try:
            assert program.wait(30) == 130
        finally:
            program.kill()  # or who waits for it would wait for ever
        assert program.stderr.read() == b""
    os.close(reads)
    os.close(writes)


@pytest.mark.parametrize(("reader", "said", "code"), [("cat", "all of it", 0), ("true", "", 1)])
def test_nothing_said_is_lost_in_leaving_at_once(monkeypatch, reader, said, code):
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    program = (
        "import sys; from runaway_cli.__main__ import leave\n"
        "print(end='all of it'); sys.stdin.read(); leave(0)"
    )
    line = f'sleep 0.3 | "$0" -c "$1" | {reader}; exit "${{PIPESTATUS[1]}}"'
    asked = ["bash", "-c", line, sys.executable, program]
    done = subprocess.run(asked, capture_output=True, text=True)

    assert (done.returncode, done.stdout, done.stderr) == (code, said, "")


@pytest.mark.parametrize("line", ["recap --all", "--help", "cast --json", "who nobody"])
def test_a_terminal_that_vanishes_prints_no_traceback(line):
    master, slave = pty.openpty()
    os.close(master)
    program = subprocess.Popen(
        [sys.executable, "-c", PRELUDE, *line.split()], stdout=slave, stderr=slave
    )
    os.close(slave)

    assert program.wait(30) == 1


@pytest.mark.parametrize("line", ["recap --all", "--help", "cast --json", "history"])
def test_a_reader_that_leaves_early_is_no_error(line):
    """As in `runaway cast | head -1`."""
    done = subprocess.run(
        [
            "bash",
            "-c",
            '"$0" "$@" | head -1 > /dev/null',
            sys.executable,
            "-c",
            PRELUDE,
            *line.split(),
        ],
        capture_output=True,
        text=True,
    )

    assert done.stderr == ""


PAGERS = {
    "its own goes first": ({"RUNAWAY_PAGER": "more", "PAGER": "less"}, ["more"]),
    "then everybody's": ({"PAGER": "less -R"}, ["less", "-R"]),
    "cat is none": ({"PAGER": "cat"}, None),
    "empty is none": ({"RUNAWAY_PAGER": "", "PAGER": "more"}, None),
    "one that isn't there": ({"PAGER": "no-such-pager"}, None),
    "an open quote": ({"PAGER": "'more"}, None),
    "a terminal that can't": ({"PAGER": "more", "TERM": "dumb"}, None),
}


@pytest.mark.parametrize(("variables", "command"), PAGERS.values(), ids=PAGERS.keys())
def test_the_pager_is_the_one_that_somebody_wants(variables, command):
    assert pager(variables) == command


MARK = "sed s/^/|/"  # a pager that leaves its mark


@pytest.mark.parametrize(
    ("line", "rows", "is_paged"),
    [
        ("recap --all", 10, True),
        ("recap --all --plain", 10, True),
        ("recap --all --no-pager", 10, False),
        ("doctor", 5, True),
        ("doctor --no-pager", 5, False),
        ("recap --all --json", 10, False),
        ("recap --all", 500, False),
        ("next --short", 10, False),
        ("watched 4", 10, False),
    ],
)
def test_what_is_longer_than_the_screen_goes_through_the_pager(line, rows, is_paged):
    shown, code = terminal(line, rows=rows, RUNAWAY_PAGER=MARK)

    assert code == 0
    assert shown.startswith("|") == is_paged


def test_a_pager_that_is_left_early_is_no_error():
    shown, code = terminal("recap --all", rows=5, RUNAWAY_PAGER="head -n 2")

    assert (shown.count("\n"), code) == (2, 0)


def test_less_is_asked_to_keep_colours_and_to_leave_unless_somebody_says_otherwise():
    say = "sh -c 'cat > /dev/null; echo less $LESS'"

    assert terminal("recap --all", rows=5, RUNAWAY_PAGER=say)[0].strip() == "less FRX"
    assert terminal("recap --all", rows=5, RUNAWAY_PAGER=say, LESS="R")[0].strip() == "less R"
