"""Press Tab in real shells: bash, zsh and fish, each in a tmux of its own.

Prints what each shell makes of each line, as a table, and exits with 1 unless that is what was
meant. Needs `tmux` and the shells (Debian's packages will do) and two minutes:
`python scripts/complete_for_real.py`, or with the names of some of the shells behind it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from runaway_cli.cli.shells import SCRIPTS

LAMP_ROOM = Path(__file__).parents[1] / "tests" / "lamp_room.toml"
PATIENCE = 4.0  # seconds until a Tab has to be answered
STILL = 0.25  # seconds without a change after which a screen is taken for the answer
PROMPT = "$"


class Case(NamedTuple):
    """A line that is typed before Tab, and what is to become of it.

    `becomes` is the line then, or a line for each shell; `offers` is what is listed, if anything.
    """

    typed: str
    becomes: str | dict[str, str]
    offers: tuple[str, ...] = ()


def spaced(before: str, *words: str) -> str:
    """Return a line whose last word is `words`, with the blanks between them escaped."""
    return before + r"\ ".join(words) + " "


def in_quotes(quote: str, name: str) -> dict[str, str]:
    """Return the line that ends in a name within quotes.

    Unless `fish` replaces a word whose case was wrong: then it escapes.
    """
    quoted = f"runaway who {quote}{name}{quote} "
    return {"bash": quoted, "zsh": quoted, "fish": spaced("runaway who ", *name.split())}


CASES = (
    # commands
    Case("runaway wat", "runaway watched "),
    Case("runaway CAS", "runaway cast "),
    Case("runaway charac", "runaway characters "),
    Case("runaway re", "runaway re", ("redo", "rewatch", "recap")),
    Case("runaway compl", "runaway completion "),
    Case("runaway help tonig", "runaway help tonight "),
    Case("runaway xyz", "runaway xyz"),
    # names
    Case("runaway who ne", spaced("runaway who ", "Nell", "Harker")),
    Case("runaway who NE", spaced("runaway who ", "Nell", "Harker")),
    Case("runaway who vis", "runaway who Visitor "),
    Case("runaway who the v", "runaway who the Visitor "),
    Case("runaway who nell ", "runaway who nell Harker "),
    Case("runaway who nell h", "runaway who nell Harker "),
    Case(r"runaway who nell\ h", spaced("runaway who ", "Nell", "Harker")),
    Case('runaway who "nell h', in_quotes('"', "Nell Harker")),
    Case("runaway who 'nell h", in_quotes("'", "Nell Harker")),
    Case('runaway who "Nell', 'runaway who "Nell Harker" '),
    Case("runaway who tom", r"runaway who Tom\ \$\(x\)\ O\'Hara "),
    Case('runaway who "Tom', {
        "bash": "runaway who \"Tom \\$(x) O'Hara\" ",
        "zsh": "runaway who \"Tom \\$(x) O'Hara\" ",
        "fish": "runaway who \"Tom \\$(x) O'Hara\" ",
    }),
    Case("runaway who 'o", {
        "bash": r"runaway who 'O'\''Hara' ",
        "zsh": r"runaway who 'O'\''Hara' ",
        "fish": r"runaway who O\'Hara ",
    }),
    Case("runaway who osk", "runaway who osk"),
    Case("runaway who a", "runaway who a"),
    # wherever the command stands, and however it is called
    Case("true && runaway who ne", spaced("true && runaway who ", "Nell", "Harker")),
    Case("TZ=UTC runaway who ne", spaced("TZ=UTC runaway who ", "Nell", "Harker")),
    Case("../bin/runaway who ne", spaced("../bin/runaway who ", "Nell", "Harker")),
    # episodes
    Case("runaway watched ", "runaway watched ", ("3", "4")),
    Case("runaway watched 3 ", "runaway watched 3 4 "),
    Case("runaway seen ", "runaway seen ", ("3", "4")),
    Case("runaway recap ", "runaway recap ", ("1", "2")),
    # options and their values
    Case("runaway plan --rem", "runaway plan --remind "),
    Case("runaway cast --as", "runaway cast --as-of "),
    Case("runaway cast --as-of ", "runaway cast --as-of ", ("1", "2")),
    Case("runaway cast --as-of=", "runaway cast --as-of=", ("1", "2")),
    Case("runaway who --as-of 1 the ", "runaway who --as-of 1 the Visitor "),
    Case("runaway plan --by tom", "runaway plan --by tomorrow "),
    Case("runaway plan --days fri,su", "runaway plan --days fri,sun "),
    Case("runaway tonight --until=mid", "runaway tonight --until=midnight "),
    Case("runaway watched --at las", spaced("runaway watched --at ", "last", "night")),
    Case("runaway watched --at 22:40 --on", "runaway watched --at 22:40 --only "),
    Case("runaway map --", "runaway map --", (
        "--mermaid", "--dot", "--json", "--plain", "--show", "--no-pager", "--as-of", "--help",
    )),
    # files, where they are meant and nowhere else
    Case("runaway plan --ics my", spaced("runaway plan --ics ", "my", "plan.ics")),
    Case("runaway plan --ics=my", spaced("runaway plan --ics=", "my", "plan.ics")),
    Case('runaway plan --ics "my', 'runaway plan --ics "my plan.ics" '),
    Case("runaway plan my", "runaway plan my"),
    Case("runaway next my", "runaway next my"),
    Case("runaway plan --break my", "runaway plan --break my"),
)  # fmt: skip


class Shell:
    """A shell in a tmux of its own, with our completion and a prompt that is easy to find."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.socket = name, folder / f"{name}.socket"
        home = folder / name
        home.mkdir()
        (home / "my plan.ics").touch()
        path = f"{folder / 'bin'}:{os.environ['PATH']}"
        self.environment = {
            "HOME": str(home),
            "PATH": path,
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "TERM": "screen",
            "RUNAWAY_HOME": str(folder / "diary"),
            "RUNAWAY_NOW": "2026-01-03T22:04+00:00",
        }
        command = {
            "bash": self._bash,
            "zsh": self._zsh,
            "fish": self._fish,
        }[name](home)
        self._tmux("-f", os.devnull, "new-session", "-d", "-x", "100", "-y", "40", "-c", str(home),
                   command)  # fmt: skip
        self.settle()

    def _bash(self, home: Path) -> str:
        (home / "rc").write_text(f"PS1='{PROMPT} '\neval \"$(runaway completion bash)\"\n")
        return f"bash --noprofile --rcfile '{home}/rc'"

    def _zsh(self, home: Path) -> str:
        (home / ".zshrc").write_text(f"PS1='{PROMPT} '\neval \"$(runaway completion zsh)\"\n")
        return "zsh -d"

    def _fish(self, home: Path) -> str:
        config = home / ".config" / "fish"
        config.mkdir(parents=True)
        (config / "config.fish").write_text(
            f"set -g fish_greeting\nfunction fish_prompt; echo -n '{PROMPT} '; end\n"
            "set -g fish_autosuggestion_enabled 0\nrunaway completion fish | source\n"
        )
        return "fish"

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", self.socket, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        """Press keys by their tmux names."""
        self._tmux("send-keys", *keys)

    def settle(self, other_than: str | None = None) -> str:
        """Return the screen when it stands still: one `other_than` some, if that comes in time."""
        until, before, since = time.monotonic() + PATIENCE, "", time.monotonic()
        while time.monotonic() < until:
            now = self._tmux("capture-pane", "-p", "-N")
            if now != before:
                before, since = now, time.monotonic()
            elif now.strip() and now != other_than and time.monotonic() - since > STILL:
                break
            time.sleep(0.05)
        return before

    def complete(self, typed: str) -> tuple[str, set[str]]:
        """Type a line, press Tab, and return what it becomes and all that is listed."""
        for key in ("C-c", "C-u", "C-l"):  # the first may do no more than close a list
            self.press(key)
            self.settle()
        self.press("-l", typed)
        before = self.settle()
        self.press("Tab")
        after = self.settle(before)
        if self.name == "bash" and after == before:  # lists at the second
            self.press("Tab")
            after = self.settle(before)
        screen = after.splitlines()
        return self._line(screen), self._listed(screen)

    def _line(self, screen: list[str]) -> str:
        column, row = map(int, self._tmux("display", "-p", "#{cursor_x} #{cursor_y}").split())
        return screen[row].ljust(column)[:column].removeprefix(f"{PROMPT} ")

    def _listed(self, screen: list[str]) -> set[str]:
        rows = [row for row in screen if not row.startswith(PROMPT)]
        words = (re.split(r"  +-- |  +\(", row)[0] for row in rows)
        found = [word for part in words for word in re.split(r"\s{2,}", part.strip()) if word]
        return {word.rpartition("=")[2] for word in found}  # bash leaves out "--as-of="

    def stop(self) -> None:
        """End the tmux and everything in it."""
        self._tmux("kill-server")


def prepare(folder: Path) -> None:
    """Make a `runaway` that tells of The Lamp Room, and a diary with two episodes watched.

    One name in it would run something, if a shell took it as it is. tests/test_completion.py makes
    the same one.
    """
    show = folder / "show.toml"
    show.write_text(LAMP_ROOM.read_text().replace("Tom Harker", "Tom $(x) O'Hara"))
    program = folder / "bin" / "runaway"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nfrom runaway_cli.__main__ import main\nmain({str(show)!r})\n"
    )
    program.chmod(0o755)
    environment = {**os.environ, "RUNAWAY_HOME": str(folder / "diary")}
    subprocess.run([program, "watched", "2"], env=environment, check=True, capture_output=True)


def try_all(shell: Shell) -> bool:
    """Print what a shell makes of each line; return whether it is what was meant."""
    print(f"\n{shell.name}:\n\n| typed | becomes | offers | |\n|---|---|---|---|")
    everything = True
    for case in CASES:
        line, listed = shell.complete(case.typed)
        meant = case.becomes[shell.name] if isinstance(case.becomes, dict) else case.becomes
        is_right = line == meant and listed == set(case.offers)
        everything &= is_right
        offers = ", ".join(sorted(listed))
        print(f"| `{case.typed}` | `{line}` | {offers} | {'yes' if is_right else 'NO'} |")
    return everything


def main() -> None:
    """Try the shells that were named, or all."""
    names = sys.argv[1:] or list(SCRIPTS)
    missing = [name for name in ("tmux", *names) if not shutil.which(name)]
    if missing:
        sys.exit(f"missing: {', '.join(missing)}")
    everything = True
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        prepare(folder)
        for name in names:
            shell = Shell(name, folder)
            try:
                everything &= try_all(shell)
            finally:
                shell.stop()
    sys.exit(0 if everything else 1)


if __name__ == "__main__":
    main()
