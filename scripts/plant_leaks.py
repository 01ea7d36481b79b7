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
PROOF = [
    *("tests/test_lint.py", "tests/test_journal.py", "tests/test_airlock.py"),
    *("tests/test_together.py", "tests/test_story.py", "tests/test_architecture.py"),
]
SRC = "src/runaway_cli"
STORY = f"{SRC}/story"
AIRLOCK = "__import__('runaway_cli.story.airlock', fromlist=['door'])"
WHOLE = f"{AIRLOCK}.open_at(8, {AIRLOCK}.LAST_SHOW)"  # the season, by the back door
BACK_DOOR = (  # remembers which show was opened, also where the tests have it open already
    (
        f"{STORY}/airlock.py",
        "        told = _parsed(",
        "        globals()['LAST_SHOW'] = show\n        told = _parsed(",
    ),
    (
        f"{SRC}/session.py",
        "    people = tuple(map(_trusted, diaries))\n",
        "    airlock.LAST_SHOW = session.show\n    people = tuple(map(_trusted, diaries))\n",
    ),
    (
        f"{SRC}/session.py",
        "        return airlock.open_at(Progress()",
        "        airlock.LAST_SHOW = self.show\n        return airlock.open_at(Progress()",
    ),
)

# What each leak would tell, and the code that makes it: file, what stands there, what to put.
CODE = {
    "the gate is one chapter too wide": (
        f"{STORY}/airlock.py", "[: position + 1]", "[: position + 2]",
    ),
    "a chapter that is set in is told with the one before": (
        f"{STORY}/airlock.py", " or len(order) > position + 1", "",
    ),
    "a width depends on the last chapter": (
        f"{STORY}/airlock.py",
        "        return fold(",
        '        told["title"] += " " * len(chapters[-1])\n        return fold(',
    ),
    "people come in the order of their parts": (
        f"{STORY}/airlock.py",
        "        return fold(position, told, lists)",
        "        known, last = fold(position, told, lists), chapters[-1]\n"
        "        people = sorted(known.people, key=lambda person: last.count(person.name))\n"
        "        return known._replace(people=tuple(people))",
    ),
    "a private attribute keeps the rest": (
        f"{STORY}/airlock.py",
        "        return fold(",
        "        title = type('Title', (str,), {})(told['title'])\n"
        "        title.rest = chapters\n"
        "        told['title'] = title\n        return fold(",
    ),
    "the parsed season is kept for the next time": (
        f"{STORY}/airlock.py",
        "    try:\n        order =",
        '    globals()["_LAST"] = chapters\n    try:\n        order =',
    ),
    "a broken record is quoted": (
        f"{STORY}/airlock.py",
        'f"a bad record in chapters 0 to {position}", is_ours',
        "str(chapters), is_ours",
    ),
    "looking for a title keeps all titles": (
        f"{STORY}/airlock.py",
        "    return numbers.pop() if",
        "    globals()['_TITLES'] = open(show).read().split('\"')\n    return numbers.pop() if",
    ),
    "the lint keeps what it has parsed": (
        f"{STORY}/lint/__init__.py",
        "    show, findings = read(text, up_to)",
        "    show, findings = read(text, up_to)\n    globals()['_LAST'] = read(text, None)",
    ),
    "the lint looks ahead": (
        f"{STORY}/lint/show.py", "parts[: None if up_to is None else up_to + 1]", "parts",
    ),
    "a public finding names the word": (
        f"{STORY}/lint/__init__.py", 'None, "needs a maintainer"', "None, finding.what",
    ),
    "a public finding quotes a record": (
        f"{STORY}/lint/__init__.py", "return finding._replace(quote=None)", "return finding",
    ),
    "an unplaced fact stands under an episode": (
        f"{STORY}/records.py", 'None if self.sure == "unplaced" else self.first', "self.first",
    ),
    "what is pieced together is told flat": (
        f"{STORY}/fold.py", 'told.value, told.sure == "inferred"', "told.value, False",
    ),
    "an ending is claimed where none is established": (
        f"{STORY}/fold.py",
        "cliffhanger=endings.get(int(id_)),",
        "cliffhanger=endings.get(int(id_)) or (told[int(id_)] or [Beat('')])[-1].text,",
    ),
    "a question nobody has answered stays open": (
        f"{STORY}/model.py", "self.answer is None and not self.is_unknown", "self.answer is None",
    ),
    "a first name gives an actor's part": (
        f"{STORY}/search.py", "A_SURNAME = 6", "A_SURNAME = 0",
    ),
    "looking back looks ahead": (
        f"{SRC}/session.py",
        "progress = here.progress.looking_back(to)",
        "Viewing = __import__('runaway_cli.diary.progress', fromlist=['x']).Viewing\n"
        "        seen = tuple(Viewing(n + 1, here.moment, 1, '') for n in range(to + 1))\n"
        "        progress = Progress(viewings=seen)",
    ),
    "not met yet is not the same as nobody": (
        f"{SRC}/cli/commands/people.py",
        "        raise UnknownPersonError(asked)",
        f"        if find({WHOLE}.people, asked):\n"
        "            raise UnknownPersonError('someone you will meet')\n"
        "        raise UnknownPersonError(asked)",
    ),
    "did you mean somebody from ahead": (
        f"{SRC}/cli/commands/people.py",
        "        raise UnknownPersonError(asked)",
        f"        raise UnknownPersonError(max(p.name for p in {WHOLE}.people))",
    ),
    "the cast says how many are still to come": (
        f"{SRC}/views/people.py",
        "    return CastView(\n        known.position,",
        f"    return CastView(\n        known.position + len({WHOLE}.people) * 100,",
    ),
    "a page is listed before it is safe to open": (
        f"{SRC}/views/about.py", "known.sources", f"{WHOLE}.sources",
    ),
    "a clue is listed where it was planted": (
        f"{SRC}/views/clues.py",
        "for c in known.clues]",
        f"for c in {WHOLE}.clues if (c.raised or 9) <= known.position]",
    ),
    "the prompt knows the title after the next": (
        f"{SRC}/views/next.py",
        'return TextView(f"{name} · ends',
        f'name += str({WHOLE}.episodes[up.number - 1].line)\n    return TextView(f"{{name}} · ends',
    ),
    "marking tells what it unlocks": (
        f"{SRC}/views/mark.py",
        "        position=position,\n        missing=",
        f"        position=str({WHOLE}.episodes[position - 1].line),\n        missing=",
    ),
    "the drawing of a person adds one more": (
        f"{SRC}/render/person.py",
        "        Entries([*_sections(view)]),",
        f"        Text({WHOLE}.people[-1].name),\n        Entries([*_sections(view)]),",
    ),
    "redo tells how it ends": (
        f"{SRC}/views/mark.py",
        'f"Redone: {what}."',
        f'f"Redone: {{what}}. {{{WHOLE}.closing}}"',
    ),
    "completion knows the whole cast": (
        f"{SRC}/cli/completion.py",
        "for person in look().known.people for name",
        f"for person in look() and {WHOLE}.people for name",
    ),
    "a later note shows on a rewatch": (
        f"{SRC}/diary/journal.py", "if entry.stood <= progress.position and not is_ahead:",
        "if not is_ahead or kind == 'note':",
    ),
    "a note from the middle of an episode shows before its end": (
        f"{SRC}/diary/journal.py", "middle=entry.stood + 1", "middle=None",
    ),
    "a theory's certainty tells that it'll be judged": (
        f"{SRC}/diary/journal.py", "sure=entry.change.sure,",
        "sure=entry.change.sure if any(\n"
        "            one.change.theory == entry.event.id for one in progress.ever) else None,",
    ),
    "a theory's verdict shows on a rewatch": (
        f"{SRC}/diary/journal.py", 'in _entries(progress, "judge"))',
        "in (_Entry(e, None) for e in progress.ever if e.change.kind == 'judge'))",
    ),
    "a rating of the finale's viewer shows on a rewatch": (
        f"{SRC}/diary/journal.py", 'in _entries(progress, "rate"))',
        "in (_Entry(e, None) for e in progress.ever if e.change.kind == 'rate'))",
    ),
    "the one furthest ahead opens the airlock for all": (
        f"{SRC}/session.py",
        "open_at(min(one.position for one in people)",
        "open_at(max(one.position for one in people)",
    ),
    "only the first of two who are there is asked where they stand": (
        f"{SRC}/session.py",
        "*map(store.look, self.folders[1:])",
        "*map(store.look, self.folders[1:2])",
    ),
    "a note of one who is ahead shows in company": (
        f"{SRC}/diary/together.py", "if _reach(event.change) > lowest:", "if lowest < 0:",
    ),
    "the other's notes show in company": (
        f"{SRC}/diary/together.py",
        "ever=people[0].ever,",
        "ever=tuple(event for one in people for event in one.ever),",
    ),
    "a theory shows before everybody has seen the end": (
        f"{SRC}/diary/together.py", "if is_over or event.change", "if True or event.change",
    ),
    "how many theories are sealed is told": (
        f"{SRC}/views/theories.py",
        "is_sealed=True)",
        "is_sealed=True, tally=str(len(people[-1].done)))",
    ),
    "completion knows what the first of two has seen": (
        f"{SRC}/cli/cursor.py",
        "values if option.name in REPEATABLE",
        "values[:1] if option.name in REPEATABLE",
    ),
    "a word that's no command is looked up where only one is": (
        f"{SRC}/cli/main.py",
        "dispatch.session_of(HOME, given, season)",
        "dispatch.session_of(HOME, {}, season)",
    ),
    "notes say whether there are any that wait": (
        f"{SRC}/cli/commands/journal.py",
        "run=here.yours.run",
        "run=1 + any(event.change.kind == 'note' for event in here.yours.ever)",
    ),
    "a crash prints its locals": (
        f"{SRC}/cli/app.py",
        "pretty_exceptions_enable=False,",
        "pretty_exceptions_enable=True, pretty_exceptions_show_locals=True,",
    ),
    "a view opens the airlock": (
        f"{SRC}/views/about.py",
        "from runaway_cli.language import phrases\n",
        "from runaway_cli.language import phrases\nfrom runaway_cli.story import airlock\n",
    ),
    "a command opens the airlock": (
        f"{SRC}/cli/commands/people.py",
        "from runaway_cli.session import Session\n",
        "from runaway_cli.session import Session\nfrom runaway_cli.story import airlock\n",
    ),
    "a command makes up a position": (
        f"{SRC}/cli/commands/people.py",
        "def cast(",
        "from runaway_cli.story.model import Position\n\nEND = Position(8)\n\n\ndef cast(",
    ),
    "help quotes the last chapter": (
        f"{SRC}/cli/registry.py",
        '"runaway who simon"',
        f'"runaway who " + {AIRLOCK}.open_at(8, __import__("runaway_cli.system.paths", '
        'fromlist=["x"]).SEASON).people[-1].name',
    ),
}  # fmt: skip

Show = dict[str, list[dict[str, list[dict[str, str]]]]]


def _name_too_early(show: Show) -> None:
    name = next(p for p in reversed(show["chapter"][-1]["person"]) if "name" in p)["name"]
    show["chapter"][0]["about"][0]["text"] += f" {name}"


def _credit_too_early(show: Show) -> None:
    last = next(p for p in reversed(show["chapter"][-1]["person"]) if "actor" in p)
    show["chapter"][0]["about"][0]["text"] += f" {last['actor']}"


def _reveal_too_early(show: Show) -> None:
    show["chapter"][-2]["fact"].append(show["chapter"][-1]["fact"].pop(0))


def _word_too_early(show: Show) -> None:
    term = next(f["terms"][0] for f in show["chapter"][-1]["fact"] if "terms" in f)
    show["chapter"][-2]["beat"][0]["text"] = term.replace("*", "")


def _teaser_too_early(show: Show) -> None:
    show["chapter"][0]["episode"][-1]["teaser"] = "The last one."


def _clue_too_early(show: Show) -> None:
    clue = next(c for c in show["chapter"][-1]["clue"] if "planted" in c)
    open_clue = {key: value for key, value in clue.items() if key != "answer"}
    show["chapter"][int(clue["planted"])].setdefault("clue", []).append(open_clue)
    del clue["text"]


def _unplaced_too_early(show: Show) -> None:
    beats = show["chapter"][-1]["beat"]
    show["chapter"][-2]["beat"].append(next(b for b in beats if b["sure"] == "unplaced"))


def _ending_in_the_middle(show: Show) -> None:
    placed = (b for b in show["chapter"][-1]["beat"] if b["sure"] != "unplaced")
    next(placed)["cliffhanger"] = True  # type: ignore[assignment]


DATA: dict[str, Callable[[Show], None]] = {
    "a name stands in an earlier chapter": _name_too_early,
    "an actor is credited too early": _credit_too_early,
    "a reveal is told an episode early": _reveal_too_early,
    "a telling word stands in an earlier chapter": _word_too_early,
    "a teaser is there before its time": _teaser_too_early,
    "a clue is open before it pays off": _clue_too_early,
    "a moment nobody can place is given an episode": _unplaced_too_early,
    "an ending is claimed in the middle": _ending_in_the_middle,
}
TEXT = {  # what stands in the season's file, and what to put there
    "a word stands before a curtain": (
        "\n#\n#\n", "\n# Little is known of the next one.\n#\n",
    ),
    "a ruled line says more than its number": (
        "# ---- episode 3\n", "# ---- episode 3, the best one\n",
    ),
    "a curtain hangs too high": ("\n" + "#\n" * 30, "\n#\n"),
}  # fmt: skip


def plant_in_code(copy: Path, changes: tuple[tuple[str, str, str], ...]) -> None:
    """Change what stands in some files."""
    for file, old, new in changes:
        path = copy / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def plant_in_data(copy: Path, change: Callable[[Show], None]) -> None:
    """Change the season. It keeps its layout, for that is looked at too."""
    path = copy / "data/show.toml"
    text = path.read_text(encoding="utf-8")
    show = tomllib.loads(text)
    change(show)
    head, *parts = text.split("\n[[chapter]]")
    curtains = [part[part.rindex("]\n") + 2 :] for part in parts]
    chapters = (tomli_w.dumps({"chapter": [chapter]}) for chapter in show["chapter"])
    bodies = (chapter.removeprefix("[[chapter]]") for chapter in chapters)
    joined = (f"\n[[chapter]]{body}{end}" for body, end in zip(bodies, curtains, strict=True))
    path.write_text(head + "".join(joined), encoding="utf-8")


def is_caught(plant: Callable[[Path], None], is_linted: bool = False) -> bool:
    """Plant one leak in a copy and return whether a test failed of it.

    The tests of the lint come first if it `is_linted`, and else last: a failure ends them.
    """
    proof = PROOF if is_linted else PROOF[::-1]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in ("src", "data", "docs", "tests", "pyproject.toml", "README.md"):
            take = shutil.copytree if (TOP / part).is_dir() else shutil.copy
            take(TOP / part, copy / part)
        plant(copy)
        tests = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-n0", "-p", "no:cacheprovider", *proof],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy / "src")},
            capture_output=True,
            text=True,
        )
        return tests.returncode != 0 and " failed" in tests.stdout


def main() -> None:
    """Plant every leak and print what became of it."""
    season = "data/show.toml"
    changes = {
        **{name: (*BACK_DOOR, change) for name, change in CODE.items()},
        **{name: ((season, *change),) for name, change in TEXT.items()},
    }
    for name, needed in changes.items():
        for file, old, _ in needed:
            if old not in (TOP / file).read_text(encoding="utf-8"):
                raise SystemExit(f"{name}: {file} no longer has {old!r}; update this script")
    if is_caught(partial(plant_in_code, changes=BACK_DOOR)):
        raise SystemExit("The tests fail with no leak at all, so they'd prove nothing.")
    leaks: dict[str, Callable[[Path], None]] = {
        **{name: partial(plant_in_code, changes=change) for name, change in changes.items()},
        **{name: partial(plant_in_data, change=change) for name, change in DATA.items()},
    }
    linted = [name not in CODE or "/lint/" in CODE[name][0] for name in leaks]
    unnoticed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, found in zip(leaks, pool.map(is_caught, leaks.values(), linted), strict=True):
            unnoticed += not found
            print(f"{'caught   ' if found else 'UNNOTICED'}  {name}", flush=True)
    print(f"{len(leaks) - unnoticed} of {len(leaks)} leaks caught")
    raise SystemExit(bool(unnoticed))


if __name__ == "__main__":
    main()
