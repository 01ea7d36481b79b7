"""How the time for an answer grows with the diary and with the season.

`python benchmarks/growth.py` measures `next --json` in a process of its own, with diaries of up to
10,000 events and seasons of up to 800 episodes, and draws docs/growth.svg. Then it adds drafts of
up to 1,000 episodes, and prints how many times the bundled season's first answer theirs takes.

`python benchmarks/growth.py shows` does only that.
"""

from __future__ import annotations

import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from runaway_cli.diary import codec
from runaway_cli.diary.events import Change, Event
from runaway_cli.story import library
from runaway_cli.story.draft import Draft, Entry
from runaway_cli.story.draft_toml import toml_of

ROOT = Path(__file__).parents[1]
ROUNDS = int(os.environ.get("ROUNDS", "9"))
EVENTS = (10, 1000, 2500, 5000, 10_000)
EPISODES = (8, 100, 200, 400, 800)
DRAFTED = (8, 80, 300, 1000)  # episodes of an added show
START = datetime(2026, 1, 1, tzinfo=UTC)
ANSWER = (
    "import sys; from runaway_cli.cli.main import main\n"
    "main(['next', '--json'], season=sys.argv[1])"
)


def diary(events: int, last: int = 0) -> str:
    """Return a diary of so many events that ends with everything up to `last` watched."""
    blocks = []
    for number in range(events):
        at = START + timedelta(minutes=number)
        id_ = f"{number:026}"
        event = Event(id_, at, None, Change("watched", (1,), number // 2 + 1))
        if number % 2:
            event = Event(id_, at, None, Change("rewatch", run=number // 2 + 2))
        if number == events - 1 and last:
            event = event._replace(change=Change("watched", tuple(range(1, last + 1))))
        blocks.append(codec.block_of(event))
    return codec.FIRST_LINES + "".join(blocks)


def season(episodes: int) -> str:
    """Return a season in which each episode tells about as much as those of the real one."""
    lines = ['format = 1\ntitle = "The Long Lamp"\n[[chapter]]\nafter = 0\nepisode = [']
    lines += [f'  {{ id = "{n}", minutes = 45 }},' for n in range(1, episodes + 1)]
    lines.append("]")
    for n in range(1, episodes + 1):
        facts = ", ".join(
            f'{{ id = "f{n}x{i}", about = ["p{n}"], text = "{"The lamp was lit. " * 5}" }}'
            for i in range(20)
        )
        beats = ", ".join('{ text = "' + "Nell climbs the stairs. " * 4 + '" }' for _ in range(8))
        lines.append(
            f'[[chapter]]\nafter = {n}\nperson = [{{ id = "p{n}", name = "Keeper {n}" }}]\n'
            f"fact = [{facts}]\nbeat = [{beats}]"
        )
    return "\n".join(lines)


def answer(text: str, show: str) -> float:
    """Return the median time of an answer, in ms."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "progress.toml").write_text(text)
        (home / "show").write_text(show)
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            subprocess.run(
                [sys.executable, "-c", ANSWER, str(home / "show")],
                env={**os.environ, "RUNAWAY_HOME": folder},
                check=True,
                capture_output=True,
            )
            times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def drafted(episodes: int) -> str:
    """Return a draft of a show in seasons of 20, as talkative as TVmaze is."""
    entries = [
        Entry(
            45, True, n // 20 + 1, n % 20 + 1, f"Tide {n}", summary=f"Nell climbs {n}. Tom waits."
        )
        for n in range(episodes)
    ]
    return toml_of(Draft("The Long Lamp", tuple(entries)))


def added(episodes: int, watched: int) -> dict[str, str]:
    """Add a draft to a home of its own, and return the environment that asks about it."""
    home = tempfile.mkdtemp()
    id_ = library.add(io.BytesIO(drafted(episodes).encode()), home, "Run Away").id
    if watched:
        Path(home, "shows", id_, "progress.toml").write_text(diary(1, watched))
    return {"RUNAWAY_HOME": home, "RUNAWAY_SHOW": id_}


def ratios(lines: dict[str, dict[str, str]]) -> dict[str, float]:
    """Return how many times as long as the first of them each takes in the processor.

    All are asked in turn, so that a busy machine is as hard on each.
    """
    spent: dict[str, list[float]] = {name: [] for name in lines}
    for _ in range(ROUNDS):
        for name, environment in lines.items():
            begun = _spent()
            command = [sys.executable, "-m", "runaway_cli", "next", "--json"]
            subprocess.run(
                command, env={**os.environ, **environment}, check=True, capture_output=True
            )
            spent[name].append(_spent() - begun)
    medians = {name: statistics.median(times) for name, times in spent.items()}
    first = next(iter(medians.values()))
    return {name: median / first for name, median in medians.items()}


def _spent() -> float:
    """Return the seconds of the processor that all children so far have taken."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure_shows() -> None:
    """Print a table of added shows, from the first episode to the last."""
    lines = {"the bundled season, first": {"RUNAWAY_HOME": tempfile.mkdtemp(), "RUNAWAY_SHOW": ""}}
    for episodes in DRAFTED:
        for where, watched in (("first", 0), ("middle", episodes // 2), ("end", episodes)):
            lines[f"{episodes} episodes, {where}"] = added(episodes, watched)
    for name, ratio in ratios(lines).items():
        print(f"| {name} | {ratio:.2f} |")


def plot(curves: dict[str, list[tuple[int, float]]]) -> str:
    """Return a plot as SVG, one panel for each curve."""
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" width="720" height="260"'
             ' font-family="sans-serif" font-size="12">',
             '<rect width="720" height="260" fill="white"/>']  # fmt: skip
    for panel, (name, points) in enumerate(curves.items()):
        left, widest = 60 + 360 * panel, points[-1][0]
        highest = max(ms for _, ms in points)
        at = [(left + 260 * n / widest, 210 - 160 * ms / highest, n, ms) for n, ms in points]
        parts.append(f'<text x="{left}" y="24">next --json, {name}</text>')
        parts.append(f'<path d="M{left} 40V210H{left + 270}" fill="none" stroke="#999"/>')
        line = " ".join(f"{x:.0f},{y:.0f}" for x, y, _, _ in at)
        parts.append(f'<polyline points="{line}" fill="none" stroke="#077" stroke-width="2"/>')
        for x, y, n, ms in at:
            parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="#077"/>')
            parts.append(f'<text x="{x - 12:.0f}" y="{y - 8:.0f}">{ms:.0f} ms</text>')
            parts.append(f'<text x="{x:.0f}" y="228" text-anchor="middle">{n}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    """Measure, print and draw."""
    short, small = diary(10), season(8)
    curves = {
        "events in the diary": [(n, answer(diary(n), small)) for n in EVENTS],
        "episodes, none watched": [(n, answer(short, season(n))) for n in EPISODES],
        "episodes, all watched": [(n, answer(diary(11, n), season(n))) for n in EPISODES],
    }
    for name, points in curves.items():
        print(f"{name}: " + ", ".join(f"{n}: {ms:.0f} ms" for n, ms in points))
    (ROOT / "docs" / "growth.svg").write_text(plot(curves).replace('width="720"', 'width="1080"'))
    measure_shows()


if __name__ == "__main__":
    measure_shows() if sys.argv[1:] == ["shows"] else main()
