"""How long an answer takes, beside the least that Python, Typer and Rich take, in the same run.

`python benchmarks/startup.py` installs the program into a fresh environment, with compiled
bytecode, and runs everything in turn, so that a busy moment of the machine hits all alike. It
prints medians and ratios as a table for docs/performance.md.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS = int(os.environ.get("ROUNDS", "25"))
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
    """Measure, and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        bin_ = install(scratch)
        base = {**os.environ, "RUNAWAY_HOME": str(scratch / "home"), "PYTHONDONTWRITEBYTECODE": "1"}
        base.pop("FORCE_COLOR", None)
        screen = {**base, "FORCE_COLOR": "1", "COLUMNS": "80"}
        tab = {**base, "_RUNAWAY_COMPLETE": "complete_bash", "COMP_WORDS": "runaway who s"}
        python, runaway = str(bin_ / "python"), str(bin_ / "runaway")
        cases = {
            "python -c pass": ([python, "-c", "pass"], base),
            "Typer floor": ([python, str(HERE / "floor_typer.py")], base),
            "Rich floor": ([python, str(HERE / "floor_rich.py")], screen),
            "both floors": ([python, str(HERE / "floor_both.py")], screen),
            "next --json": ([runaway, "next", "--json"], base),
            "next --short": ([runaway, "next", "--short"], base),
            "who simon --json": ([runaway, "who", "simon", "--json"], base),
            "Tab behind who": ([runaway], {**tab, "COMP_CWORD": "2"}),
            "watched 3, unwatch": ([runaway, "watched", "3"], base),
            "runaway, a screen": ([runaway], screen),
            "next, a screen": ([runaway, "next"], screen),
            "cast, a screen": ([runaway, "cast"], screen),
            "who simon, a screen": ([runaway, "who", "simon"], screen),
            "recap, a screen": ([runaway, "recap"], screen),
            "--help, a screen": ([runaway, "--help"], screen),
        }
        for number in range(EVENTS):
            line = ["watched", "3"] if number % 2 == 0 else ["unwatch", "1"]
            subprocess.run([runaway, *line], env=base, check=True, capture_output=True)
        times: dict[str, list[float]] = {name: [] for name in cases}
        for round_ in range(ROUNDS + 2):
            for name, (line, environment) in cases.items():
                if name.startswith("watched") and round_ % 2:
                    line = [runaway, "unwatch", "1"]
                begun = time.perf_counter()
                subprocess.run(line, env=environment, check=True, capture_output=True)
                if round_ > 1:  # the first two only warm up
                    times[name].append((time.perf_counter() - begun) * 1000)
    report({name: statistics.median(measured) for name, measured in times.items()})


def report(medians: dict[str, float]) -> None:
    """Print medians in ms, and as multiples of the floors."""
    floors = list(medians.values())[:4]
    system = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{date.today()}, {system}, medians of {ROUNDS}\n")
    print("| | ms | of `python -c pass` | of Typer's floor | of Rich's floor | of both |")
    print("|---|--:|--:|--:|--:|--:|")
    for name, median in medians.items():
        ratios = " | ".join(f"{median / floor:.2f}" for floor in floors)
        print(f"| {name} | {median:.1f} | {ratios} |")


if __name__ == "__main__":
    main()
