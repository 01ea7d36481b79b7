"""How long an answer takes, beside the least that Python, Typer and Rich take, in the same run.

`python benchmarks/startup.py` installs the program into a fresh environment, with compiled
bytecode, and runs everything in turn, so that a busy moment of the machine hits all alike: each
question once with no page kept, and once again. It prints medians, and ratios to the floors, as
tables for docs/performance.md.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS = int(os.environ.get("ROUNDS", "25"))
Times = dict[str, list[float]]
EVENTS = 20  # in the diary, as after a season with a few slips


def install(scratch: Path) -> Path:
    """Install the program, compiled, and return the folder of its executables."""
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "-q", "-p", sys.executable, scratch / "venv"], check=True)
    subprocess.run(
        [*uv, "pip", "install", "-q", "--compile-bytecode", "-p", scratch / "venv", HERE.parent],
        check=True,
    )
    return scratch / "venv" / "bin"


def main() -> None:
    """Measure, and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        bin_ = install(scratch)
        python, runaway = str(bin_ / "python"), str(bin_ / "runaway")
        base = {"HOME": folder, "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
        screen = {**base, "FORCE_COLOR": "1", "COLUMNS": "80"}
        floors = {
            "python -c pass": ([python, "-c", "pass"], base),
            "Typer": ([python, str(HERE / "floor_typer.py")], base),
            "Rich": ([python, str(HERE / "floor_rich.py")], screen),
            "Typer's help": ([python, str(HERE / "floor_typer.py"), "--help"], screen),
        }
        questions = {  # and the floor that each stands on
            "next --json": ("Typer", [runaway, "next", "--json"], base),
            "next --short": ("Typer", [runaway, "next", "--short"], base),
            "who simon --json": ("Typer", [runaway, "who", "simon", "--json"], base),
            "Tab behind who s": ("Typer", [runaway, "_complete", "--", "who", "s"], base),
            "watched 3": ("Typer", [runaway, "watched", "3"], base),
            "runaway, a screen": ("Rich", [runaway], screen),
            "next, a screen": ("Rich", [runaway, "next"], screen),
            "cast, a screen": ("Rich", [runaway, "cast"], screen),
            "who simon, a screen": ("Rich", [runaway, "who", "simon"], screen),
            "recap, a screen": ("Rich", [runaway, "recap"], screen),
            "--help, a screen": ("Typer's help", [runaway, "--help"], screen),
        }
        diary = scratch / ".config" / "runaway" / "progress.toml"
        diaries = []
        for number in range(EVENTS):
            line = ["unwatch", "3"] if number % 2 else ["watched", "3"]
            subprocess.run([runaway, *line], env=base, check=True, capture_output=True)
            diaries.append(diary.read_bytes())
        at_three, at_two = diaries[-2:]
        floor_times: dict[str, list[float]] = {name: [] for name in floors}
        first: dict[str, list[float]] = {name: [] for name in questions}
        again: dict[str, list[float]] = {name: [] for name in questions}
        for _ in range(ROUNDS + 2):  # the first two only warm up
            for name, (line, environment) in floors.items():
                floor_times[name].append(timed(line, environment))
            for name, (_, line, environment) in questions.items():
                before = at_two if name == "watched 3" else at_three
                diary.write_bytes(before)
                shutil.rmtree(scratch / ".cache", ignore_errors=True)
                first[name].append(timed(line, environment))
                if diary.read_bytes() == before:
                    again[name].append(timed(line, environment))
    report(floor_times, {name: floor for name, (floor, *_) in questions.items()}, first, again)


def timed(line: Sequence[str], environment: Mapping[str, str]) -> float:
    """Run a program to its end, and return how long it took, in ms."""
    begun = time.perf_counter()
    subprocess.run(line, env=environment, check=True, capture_output=True)
    return (time.perf_counter() - begun) * 1000


def report(floor_times: Times, floor_of: Mapping[str, str], first: Times, again: Times) -> None:
    """Print medians in ms, and as multiples of `python -c pass` and of the floor of each."""
    floors = {name: statistics.median(times[2:]) for name, times in floor_times.items()}
    python = next(iter(floors.values()))
    system = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{date.today()}, {system}, medians of {ROUNDS}\n")
    print("| floor | ms | of `python -c pass` |\n|---|--:|--:|")
    for name, median in floors.items():
        print(f"| {name} | {median:.1f} | {median / python:.2f} |")
    columns = "ms | of `python -c pass` | of its floor"
    print(f"\n| | its floor | first: {columns} | again: {columns} |\n|---|---|" + "--:|" * 6)
    for name, floor in floor_of.items():
        cells = [name, floor]
        for times in (first[name], again[name]):
            middle = statistics.median(times[2:]) if times else None
            cells += [
                f"{middle / unit:.{digits}f}" if middle else ""
                for unit, digits in ((1, 1), (python, 2), (floors[floor], 2))
            ]
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
