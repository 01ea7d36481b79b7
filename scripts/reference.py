"""Write docs/commands.md, the man page and the completions, all from the commands themselves.

Run `python scripts/reference.py` after changing a command or its help; a test checks that you did.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from runaway_cli import __version__
from runaway_cli.cli import registry
from runaway_cli.cli.help import of_command
from runaway_cli.cli.registry import Command
from runaway_cli.cli.shells import SCRIPTS
from runaway_cli.views.help import HelpRow

ROOT = Path(__file__).parents[1]
COMPLETIONS = {
    "bash": "share/bash-completion/completions/runaway",
    "zsh": "share/zsh/site-functions/_runaway",
    "fish": "share/fish/vendor_completions.d/runaway.fish",
}
INTRODUCTION = """\
Every command takes `--json`, for one JSON object, and `--plain`, for plain lines instead of a
screen (you get those in a pipe anyway). `--as-of N`, where a command has it, looks back to the end
of episode N, never ahead, and `--no-pager` prints long pages without stopping. `--show SHOW` asks
about another of your shows, `--profile NAME` about somebody else's diary. `--with NAME`, once for
each person, is for watching together: it shows what all of you have seen and nothing more, and
`watched` and `undo` then write in everybody's diary. `runaway --version` prints the version.
"""
TO_MOST = (
    "--json",
    "--plain",
    "--show",
    "--profile",
    "--with",
    "--as-of",
    "--no-pager",
)  # which the introduction explains
CHANGED = "2026-11-25"  # when commands, options or this page last changed
EXITS = {
    "0": "All went well.",
    "1": "It failed, and stderr says why.",
    "2": "A usage error: the command line doesn't work as typed.",
    "3": "Your diary was written, but the answer couldn't be printed.",
    "130": "Ctrl-C.",
}
FILES = {
    "~/.config/runaway/progress.toml": "Your diary, on Linux: everything you did, in one text "
    "file. Other systems have another config folder; `runaway doctor` shows it.",
    "profiles/NAME/progress.toml": "The diary of somebody else, beside yours.",
    "progress*.toml": "Copies beside it, such as syncing leaves. They are read too.",
}
ENVIRONMENT = {
    "RUNAWAY_HOME": "The folder of your diary, instead of your config folder.",
    "RUNAWAY_SHOW": "The show you mean (its id), unless you say --show.",
    "RUNAWAY_PROFILE": "Whose diary you mean, unless you say --profile.",
    "RUNAWAY_WITH": "Who is with you, unless you say --with; commas between several names.",
    "RUNAWAY_BEDTIME": "When it gets late for tonight, such as 23:30. Default: 00:30.",
    "RUNAWAY_NOW": "Pretend that it's this time, such as 2026-01-03T22:04+01:00.",
    "RUNAWAY_PAGER, PAGER": "What shows pages longer than the screen; the first that's set. "
    "`cat`, or nothing, prints them at once. Default: less.",
    "LESS": "The options of less, instead of ours.",
    "NO_COLOR, CLICOLOR=0": "No colour.",
    "FORCE_COLOR": "Draw screens, even in a pipe.",
    "TERM=dumb": "Plain lines instead of screens.",
    "COLUMNS": "How wide a screen is, instead of how wide the terminal is.",
    "TZ": "Your time zone, instead of the system's.",
}


def documents() -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of each generated file."""
    yield ROOT / "docs/commands.md", _markdown()
    yield ROOT / "share/man/man1/runaway.1", _man()
    for shell, path in COMPLETIONS.items():
        yield ROOT / path, SCRIPTS[shell]


def _rows(command: Command) -> Iterator[HelpRow]:
    """Yield each argument and option of a command, but for --help."""
    rows = (row for section in of_command(command).sections for row in section.rows)
    return (row for row in rows if "--help" not in row.name)


def _markdown() -> str:
    lines = ["# Commands", "", INTRODUCTION]
    for panel, commands in registry.PANELS.items():
        lines += [f"## {panel}", ""]
        for command in commands:
            view = of_command(command)
            lines += [f"### {command.name}", "", f"    {view.usage}", ""]
            lines += [view.text, "", "| | |", "|---|---|"]
            lines += [f"| `{row.name}` | {row.text} |" for row in _rows(command)]
            lines += ["", f"Example: `{command.example}`", ""]
    lines += ["## Environment", "", "| | |", "|---|---|"]
    lines += [f"| `{name}` | {said} |" for name, said in ENVIRONMENT.items()]
    lines += ["", "## Exit codes", "", "| | |", "|---|---|"]
    lines += [f"| {code} | {said} |" for code, said in EXITS.items()]
    return "\n".join([*lines, ""])


def _man() -> str:
    lines = [
        f'.TH RUNAWAY 1 "{CHANGED}" "runaway {__version__}"',
        ".SH NAME",
        "runaway \\- keep your place in Run Away, spoiler-free",
        ".SH SYNOPSIS",
        ".B runaway",
        "[\\fICOMMAND\\fR] [\\fIOPTIONS\\fR]",
        ".SH DESCRIPTION",
        _roff("On its own, runaway shows where you are. " + INTRODUCTION),
        ".SH COMMANDS",
    ]
    for command in registry.COMMANDS.values():
        view = of_command(command)
        lines += [".TP", f".B {_roff(view.usage)}", _roff(view.text)]
        for row in _rows(command):
            if row.name.split()[0] not in TO_MOST:
                lines += [".RS", ".TP", f".B {_roff(row.name)}", _roff(row.text), ".RE"]
        lines += [".RS", ".PP", _roff(f"Example: {command.example}"), ".RE"]
    for title, entries in (
        ("FILES", FILES),
        ("ENVIRONMENT", ENVIRONMENT),
        ("EXIT STATUS", EXITS),
    ):
        lines.append(f".SH {title}")
        for name, said in entries.items():
            lines += [".TP", f".B {_roff(name)}", _roff(said)]
    return "\n".join([*lines, ""])


def _roff(text: str) -> str:
    """Return `text` for a man page: no backticks, dashes that can be copied, short lines."""
    lines = textwrap.wrap(
        text.replace("`", "").replace("-", r"\-"),
        width=78,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(re.sub(r"^([.'])", r"\\&\1", line) for line in lines)


def main() -> None:
    """Write everything."""
    for path, text in documents():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
