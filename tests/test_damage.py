"""Damage never unlocks the story: whatever happens to the files, never is more told than before.

`pytest tests/test_damage.py --long` tries 100,000 large damages and every kind of value with every
command.
"""

from __future__ import annotations

import itertools
import random
import tomllib
from datetime import UTC, datetime, timedelta

import pytest

from runaway_cli.diary import codec, store
from runaway_cli.diary.events import Change
from runaway_cli.diary.progress import fold

START = datetime(2026, 1, 2, 21, tzinfo=UTC)
TOTAL = 4
COPY = "progress.sync-conflict-20260103-101112-ABCDEFG.toml"


def watch(*numbers):
    return lambda progress: progress.watch(numbers, TOTAL, moment=START)


def step(name, *arguments):
    return lambda progress: getattr(progress, name)(*arguments)


EVENINGS = {  # in each, something is taken back that was marked
    "undo": [watch(3), step("undo")],
    "undo and more": [watch(1), watch(3), step("undo"), watch(2), step("undo"), step("undo")],
    "redo of what takes back": [watch(4), step("unwatch", 2), step("undo"), step("redo")],
    "unwatch": [watch(2), watch(4), step("unwatch", 2), watch(2), step("unwatch")],
    "rewatch": [watch(4), step("rewatch"), watch(2), step("undo"), watch(1)],
    "rewatches": [watch(4), step("rewatch"), watch(4), step("rewatch"), step("undo"), step("redo")],
    "repair": [watch(4), lambda _: Change("unwatch", (1, 2, 3, 4), repaired=True)],
}


@pytest.fixture(autouse=True)
def no_time_is_lost(monkeypatch):
    """No other program is writing here, so nobody needs to look twice."""
    monkeypatch.setattr(store, "A_MOMENT", 0)


def play(folder, moves):
    """Write an evening into a folder, move by move."""
    for minute, move in enumerate(moves):
        moment = START + timedelta(minutes=minute, microseconds=71203)
        store.append(str(folder), lambda events, move=move: move(fold(events)), moment)


def stands(folder):
    """Return up to which episode the story is told."""
    diary = store.look(str(folder))
    return 0 if diary.is_locked else fold(diary.events).within(TOTAL).position


def parted(home):
    """Make a copy beside the diary of what syncing left: each has some events, and the head."""
    text = (home / "progress.toml").read_text()
    blocks = [block.text for block in codec.blocks(text)]
    (home / "progress.toml").write_text("".join(blocks[:1] + blocks[1::2]))
    (home / COPY).write_text("".join(blocks[:1] + blocks[2::2]))


def large_damages(content, chance):
    """Yield what is left of a file after a cut, or zeros, of any length anywhere."""
    while True:
        start, end = sorted(chance.randint(0, len(content)) for _ in range(2))
        if start < end:
            zeros = b"\0" * (end - start)
            yield content[:start] + chance.choice([b"", zeros, zeros[:9]]) + content[end:]


def is_shorter(damaged, content):
    """Whether it's the same diary at an earlier time, or without whole blocks, and nothing else.

    A cut between two blocks leaves no trace, in any format: that's how a hand removes a block.
    """
    if content.startswith(damaged):
        return True
    try:
        left, events = tomllib.loads(damaged.decode()), tomllib.loads(content.decode())["event"]
    except ValueError:
        return False
    rest = iter(events)
    return left.keys() <= {"version", "event"} and all(e in rest for e in left.get("event", []))


@pytest.fixture
def long(request):
    return request.config.getoption("--long")


@pytest.mark.parametrize("moves", EVENINGS.values(), ids=EVENINGS.keys())
@pytest.mark.parametrize("is_parted", [False, True], ids=["one file", "with a copy"])
def test_no_large_damage_unlocks_the_story(home, moves, is_parted, long):
    play(home, moves)
    if is_parted:
        parted(home)
    told, chance = stands(home), random.Random(12)
    files = {path: path.read_bytes() for path in home.glob("progress*.toml")}
    damages = {path: large_damages(content, chance) for path, content in files.items()}
    traceless = 0

    for path in itertools.islice(itertools.cycle(files), 7200 if long else 144):
        path.write_bytes(damaged := next(damages[path]))

        if is_shorter(damaged, files[path]):
            traceless += 1
        else:
            assert stands(home) <= told, damaged
        path.write_bytes(files[path])

    assert traceless < 300 if long else 20
