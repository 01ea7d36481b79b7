"""How long an answer takes, beside the least that Python, Typer and Rich take, in the same run.

`python benchmarks/startup.py` installs the program into a fresh environment, with compiled
bytecode, and runs everything in turn, so that a busy moment of the machine hits all alike. Ratios
are paired: each is the median of what an answer took beside what its floor took in the same round.
It prints tables for docs/performance.md. `ROUNDS=51` asks for more rounds than 25.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROUNDS = int(os.environ.get("ROUNDS", "25"))
WARM_UP = 2  # rounds that don't count
EVENTS = 21  # in the diary, as after a season with a few slips; odd, so the last one marks
LAST = 8  # the last episode of the season


class Line(NamedTuple):
    """A command line that is timed: its words, its variables, the floor it stands on.

    `watched` is how far the diary goes when it starts: an episode.
    """

    words: Sequence[str]
    environment: Mapping[str, str]
    floor: str
    watched: int = 3


def main() -> None:
    """Measure, and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        bin_ = install(scratch)
        base = {"HOME": folder, "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
        floors, answers = lines(bin_, base)
        diary = scratch / ".config" / "runaway" / "progress.toml"
        texts = {n: write_diary([str(bin_ / "runaway")], base, diary, n) for n in (2, 3, LAST)}
        times: dict[str, list[float]] = {name: [] for name in (*floors, *answers)}
        for _ in range(WARM_UP + ROUNDS):
            for name, line in (floors | answers).items():
                diary.write_bytes(texts[line.watched])
                times[name].append(timed(line))
    report(floors, answers, {name: taken[WARM_UP:] for name, taken in times.items()})


def install(scratch: Path) -> Path:
    """Install the program, compiled, and return the folder of its executables."""
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "-q", "-p", sys.executable, scratch / "venv"], check=True)
    subprocess.run(
        [*uv, "pip", "install", "-q", "--compile-bytecode", "-p", scratch / "venv", HERE.parent],
        check=True,
    )
    return scratch / "venv" / "bin"


def lines(bin_: Path, base: Mapping[str, str]) -> tuple[dict[str, Line], dict[str, Line]]:
    """Return the floors and the answers by name. The floor of a floor is Python itself."""
    python, runaway = str(bin_ / "python"), str(bin_ / "runaway")
    screen = {**base, "FORCE_COLOR": "1", "COLUMNS": "80"}
    typer, rich = (str(HERE / f"floor_{name}.py") for name in ("typer", "rich"))
    floors = {
        "Python": Line([python, "-c", "pass"], base, "Python"),
        "Typer": Line([python, typer], base, "Python"),
        "Rich": Line([python, rich], screen, "Python"),
        "Typer's help": Line([python, typer, "--help"], screen, "Python"),
    }
    answers = {
        "next --json": Line([runaway, "next", "--json"], base, "Typer"),
        "next --short": Line([runaway, "next", "--short"], base, "Typer"),
        "who simon --json": Line([runaway, "who", "simon", "--json"], base, "Typer"),
        "watched 3": Line([runaway, "watched", "3"], base, "Typer", watched=2),
        "Tab after who s": Line([runaway, "_complete", "--", "who", "s"], base, "Typer"),
        "runaway, a screen": Line([runaway], screen, "Rich"),
        "next, a screen": Line([runaway, "next"], screen, "Rich"),
        "cast, a screen": Line([runaway, "cast"], screen, "Rich"),
        "who simon, a screen": Line([runaway, "who", "simon"], screen, "Rich"),
        "recap, a screen": Line([runaway, "recap"], screen, "Rich"),
        "--help, a screen": Line([runaway, "--help"], screen, "Typer's help"),
    }
    for name in ("next --json", "cast, a screen"):
        answers[f"{name}, at the end"] = answers[name]._replace(watched=LAST)
    return floors, answers


def write_diary(
    runaway: Sequence[str], environment: Mapping[str, str], diary: Path, watched: int
) -> bytes:
    """Return a diary of `EVENTS` events in which everything up to `watched` is watched."""
    diary.unlink(missing_ok=True)
    again = ["watched", str(watched)], ["unwatch", str(watched)]
    for number in range(EVENTS):
        line = [*runaway, *again[number % 2]]
        subprocess.run(line, env=environment, check=True, capture_output=True)
    return diary.read_bytes()


def timed(line: Line) -> float:
    """Run a program to its end, and return how long it took, in ms."""
    begun = time.perf_counter()
    subprocess.run(line.words, env=line.environment, check=True, capture_output=True)
    return (time.perf_counter() - begun) * 1000


def report(
    floors: dict[str, Line], answers: dict[str, Line], times: Mapping[str, Sequence[float]]
) -> None:
    """Print medians in ms, and as multiples of `python -c pass`, of a floor and of episode 3."""

    def ratio(name: str, other: str) -> str:
        pairs = zip(times[name], times[other], strict=True)
        return f"{statistics.median(one / beside for one, beside in pairs):.2f}"

    system = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{date.today()}, {system}, medians of {ROUNDS}\n")
    print("| | ms | of `python -c pass` | its floor | of its floor |\n|---|--:|--:|---|--:|")
    for name, line in (floors | answers).items():
        cells = [name, f"{statistics.median(times[name]):.1f}", ratio(name, "Python")]
        cells += [line.floor, ratio(name, line.floor)] if name in answers else ["", ""]
        print("| " + " | ".join(cells) + " |")
    print("\n| | of the same at episode 3 |\n|---|--:|")
    for name in answers:
        at_three = name.removesuffix(", at the end")
        if at_three != name:
            print(f"| {name} | {ratio(name, at_three)} |")


if __name__ == "__main__":
    main()
