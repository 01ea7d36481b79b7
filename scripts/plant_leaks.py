"""Plants one leak at a time and checks that the tests catch it: a proof that cannot fail proves
nothing.

    uv run python scripts/plant_leaks.py

Works on a copy of the checkout. Exits 1 when a leak goes unnoticed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import tomli_w

TOP = Path(__file__).parents[1]
PROOF = ["tests/test_dataset.py", "tests/test_airlock.py", "tests/test_kept.py"]
SRC = "src/runaway_cli"
WHOLE = "__import__('runaway_cli.airlock').airlock.open_at(8)"  # the season, by the back door

# What each leak would tell, and the code that makes it: file, what stands there, what to put.
CODE = {
    "the gate is one chapter too wide": (
        f"{SRC}/airlock.py", "[: position + 1]", "[: position + 2]",
    ),
    "a chapter that is set in is told with the one before": (
        f"{SRC}/airlock.py", " or len(order) > position + 1", "",
    ),
    "a width depends on the last chapter": (
        f"{SRC}/airlock.py",
        'show["title"], show.get("titles", {})',
        'show["title"] + " " * len(chapters[-1]), show.get("titles", {})',
    ),
    "people come in the order of their parts": (
        f"{SRC}/airlock.py",
        "            _learn(records, chapter)\n",
        "            _learn(records, chapter)\n"
        "        last, people = chapters[-1], records['person']\n"
        "        records['person'] = {i: people[i] for i in sorted(people, key=last.count)}\n",
    ),
    "a private attribute keeps the rest": (
        f"{SRC}/airlock.py",
        "        return _known(position,",
        "        title = type('Title', (str,), {})(show['title'])\n"
        "        title.rest = chapters\n"
        "        return _known(position, title, {}, records)\n        return _known(position,",
    ),
    "the parsed season is kept for the next time": (
        f"{SRC}/airlock.py",
        "    try:\n        earned =",
        "    globals()[\"_LAST\"] = chapters\n    try:\n        earned =",
    ),
    "a page is kept whatever was taken back": (
        f"{SRC}/kept.py", "*_program(), *_diary())", "*_program())",
    ),
    "a broken record is quoted": (
        f"{SRC}/airlock.py",
        'raise SeasonBrokenError(f"a record known after {position} episodes") from None',
        "raise SeasonBrokenError(str(chapters)) from None",
    ),
    "looking back looks ahead": (
        f"{SRC}/viewer.py",
        "progress = here.progress.looking_back(to)",
        "Viewing = __import__('runaway_cli.diary').diary.Viewing\n"
        "    seen = tuple(Viewing(n + 1, here.moment, 1, '') for n in range(to))\n"
        "    progress = Progress(viewings=seen)",
    ),
    "not met yet is not the same as nobody": (
        f"{SRC}/views/people.py",
        "    raise UnknownPersonError(asked)",
        f"    if find({WHOLE}.people, asked):\n"
        "        raise UnknownPersonError('someone you will meet')\n"
        "    raise UnknownPersonError(asked)",
    ),
    "did you mean somebody from ahead": (
        f"{SRC}/views/people.py",
        "    raise UnknownPersonError(asked)",
        f"    raise UnknownPersonError(max(p.name for p in {WHOLE}.people))",
    ),
    "the cast says how many are still to come": (
        f"{SRC}/views/people.py",
        "    return CastView(\n        known.position,",
        f"    return CastView(\n        known.position + len({WHOLE}.people) * 100,",
    ),
    "the prompt knows the title after the next": (
        f"{SRC}/views/watch.py",
        'return LineView(f"{name} · ends',
        f'name += str({WHOLE}.episodes[up.number - 1].line)\n    return LineView(f"{{name}} · ends',
    ),
    "marking tells what it unlocks": (
        f"{SRC}/views/deeds.py",
        "        position=progress.position,\n        missing=",
        f"        position=str({WHOLE}.episodes[progress.position - 1].line),\n        missing=",
    ),
    "the drawing of a person adds one more": (
        f"{SRC}/render/people.py",
        "        foot(until(view.as_of)),\n    )\n\n\ndef _new(",
        f"        Text({WHOLE}.people[-1].name),\n        foot(until(view.as_of)),\n    )\n\n\n"
        "def _new(",
    ),
    "redo tells how it ends": (
        f"{SRC}/views/deeds.py",
        'f"Did again: {what}."',
        f'f"Did again: {{what}}. {{{WHOLE}.closing}}"',
    ),
    "completion knows the whole cast": (
        f"{SRC}/commands/options.py",
        "for here in _here() for person in here.known.people]",
        f"for person in {WHOLE}.people]",
    ),
    "a crash prints its locals": (
        f"{SRC}/tree.py",
        "pretty_exceptions_enable=False,",
        "pretty_exceptions_enable=True, pretty_exceptions_show_locals=True,",
    ),
    "a view opens the airlock": (
        f"{SRC}/views/story.py",
        "from runaway_cli import clock, words\n",
        "from runaway_cli import airlock, clock, words  # noqa\n",
    ),
    "a command makes up a position": (
        f"{SRC}/commands/people.py",
        "def cast(",
        "from runaway_cli.story.model import Position\n\nEND = Position(8)\n\n\ndef cast(",
    ),
    "help quotes the last chapter": (
        f"{SRC}/cli.py", '"runaway who simon"', f'"runaway who " + {WHOLE}.people[-1].name',
    ),
}  # fmt: skip

Show = dict[str, list[dict[str, list[dict[str, str]]]]]


def _name_too_early(show: Show) -> None:
    name = show["chapter"][-1]["person"][-1]["name"]
    show["chapter"][0]["about"][0]["text"] += f" {name}"


def _credit_too_early(show: Show) -> None:
    last = next(p for p in reversed(show["chapter"][-1]["person"]) if "actor" in p)
    show["chapter"][0]["about"][0]["text"] += f" {last['actor']}"


def _reveal_too_early(show: Show) -> None:
    show["chapter"][-2]["fact"].append(show["chapter"][-1]["fact"].pop(0))


def _word_too_early(show: Show) -> None:
    term = next(f["terms"][0] for f in show["chapter"][-1]["fact"] if "terms" in f)
    show["chapter"][-2]["beat"][0]["text"] = term.replace("*", "")


def _title_too_early(show: Show) -> None:
    show["chapter"][0]["episode"][-1]["teaser"] = "The last one."


DATA: dict[str, Callable[[Show], None]] = {
    "a name stands in an earlier chapter": _name_too_early,
    "an actor is credited too early": _credit_too_early,
    "a reveal is told an episode early": _reveal_too_early,
    "a telling word stands in an earlier chapter": _word_too_early,
    "a teaser is there before its time": _title_too_early,
}


def plant_in_code(copy: Path, change: tuple[str, str, str]) -> None:
    """Change what stands in a file."""
    file, old, new = change
    path = copy / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def plant_in_data(copy: Path, change: Callable[[Show], None]) -> None:
    """Change the season."""
    path = copy / "data/show.toml"
    show = tomllib.loads(path.read_text(encoding="utf-8"))
    change(show)
    path.write_text(tomli_w.dumps(show), encoding="utf-8")


def caught(plant: Callable[[Path], None]) -> bool:
    """Plant one leak in a copy and return whether a test failed of it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in ("src", "data", "tests", "pyproject.toml", "README.md"):
            take = shutil.copytree if (TOP / part).is_dir() else shutil.copy
            take(TOP / part, copy / part)
        plant(copy)
        tests = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-n0", "-p", "no:cacheprovider", *PROOF],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy / "src")},
            capture_output=True,
            text=True,
        )
        return tests.returncode != 0 and " failed" in tests.stdout


def main() -> None:
    """Plant every leak and print what became of it."""
    for name, (file, old, _) in CODE.items():
        if old not in (TOP / file).read_text(encoding="utf-8"):
            raise SystemExit(f"{name}: {file} no longer holds {old!r}, mend this script")
    leaks: dict[str, Callable[[Path], None]] = {
        **{name: partial(plant_in_code, change=change) for name, change in CODE.items()},
        **{name: partial(plant_in_data, change=change) for name, change in DATA.items()},
    }
    unnoticed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, found in zip(leaks, pool.map(caught, leaks.values()), strict=True):
            unnoticed += not found
            print(f"{'caught   ' if found else 'UNNOTICED'}  {name}", flush=True)
    print(f"{len(leaks) - unnoticed} of {len(leaks)} leaks caught")
    raise SystemExit(bool(unnoticed))


if __name__ == "__main__":
    main()
