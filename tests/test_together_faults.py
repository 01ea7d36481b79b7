"""One act in several diaries, under kills between two writes and systems that refuse.

`pytest tests/test_together_faults.py --long` kills 1,000.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from helpers import LAMP_ROOM, as_anybody, in_a_process, on_unix
from runaway_cli.diary import store
from runaway_cli.diary.events import Change
from runaway_cli.system import lock, profiles

MOMENT = datetime(2026, 1, 2, 22, 40, 12, tzinfo=UTC)


@pytest.fixture
def long(request):
    return request.config.getoption("--long")


SHARE = """
import os, sys
from datetime import UTC, datetime
from runaway_cli.diary import together
from runaway_cli.diary.events import Change
home = os.environ["RUNAWAY_HOME"]
owners = [together.Owner(None, home)]
owners += [together.Owner(name, f"{home}/profiles/{name}") for name in ("ben", "dora")]
for _ in range(int(sys.argv[1])):
    written = together.append(owners, lambda diaries: [Change("rewatch")] * 3, datetime.now(UTC))
    print(written[0].event.change.together, flush=True)
"""


def acts(folder):
    return [event.change.together for event in store.read(str(folder)).events]


def test_an_act_that_is_killed_at_any_moment_loses_nothing_it_reported(home, long):
    """What was reported is in every diary; at most one act was being written, yours first."""
    folders = [home, home / "profiles/ben", home / "profiles/dora"]
    reported, uneven = set(), 0
    for _ in range(1000 if long else 15):
        with subprocess.Popen(
            [sys.executable, "-c", SHARE, "1000"], stdout=subprocess.PIPE, text=True
        ) as program:
            reported.add(program.stdout.readline().strip())
            time.sleep(random.uniform(0, 0.02))
            program.kill()
            reported |= {line.strip() for line in program.stdout if line.endswith("\n")}

        mine, bens, doras = (set(acts(folder)) for folder in folders)

        assert reported <= doras <= bens <= mine
        assert len(mine - reported) <= 1
        uneven += mine != doras
        reported |= mine
        for folder in folders[1:]:  # even it out, as the line that completes it does
            for act in mine - set(acts(folder)):
                change = Change("rewatch", together=act)
                store.append(str(folder), lambda _, change=change: change, MOMENT)

    assert [store.read(str(folder)).troubles for folder in folders] == [()] * 3
    assert all(len(acts(folder)) == len(set(acts(folder))) for folder in folders)
    assert uneven or not long


DIE_AFTER = """
import os, sys
from runaway_cli.cli.main import main
from runaway_cli.diary import store
save, left = store.save, [int(sys.argv[1])]
def save_and_die(*arguments):
    if not left[0]:
        os._exit(9)
    left[0] -= 1
    return save(*arguments)
store.save = save_and_die
main(sys.argv[2].split(), season=season)
"""


@pytest.mark.parametrize("written", [1, 2])
def test_the_next_run_says_what_is_uneven_and_the_line_completes_it(home, run, written):
    for name in ("Ben", "Dora"):
        profiles.add(str(home), name)
    company = "--with Ben --with Dora"

    done = in_a_process(
        f"import sys; sys.argv = ['', '{written}', 'watched {company}']\n{DIE_AFTER}", LAMP_ROOM
    )
    said = run(f"next {company}").out

    missing = ["Ben", "Dora"][written - 1]
    line = f"watched 1 --only {company}"
    assert (done.returncode, done.stdout) == (9, "")
    assert f"1 isn't in {missing}'s diary." in said
    assert f"runaway {line}\n" in said
    run(line)
    assert "isn't in" not in run(f"next {company}").out
    assert "You, Ben and Dora are all at 1." in run(f"next {company}").out


@on_unix
def test_what_cannot_be_written_is_said_with_the_line_that_completes_it(home, run):
    for name in ("Ben", "Dora"):
        profiles.add(str(home), name)
    run("watched 1 --profile Ben")
    (home / "profiles/ben/progress.toml").chmod(0o400)
    company = "--with Ben --with Dora"

    done = as_anybody(f"watched 2 {company}")

    assert done.returncode == 1
    assert done.stdout.startswith("Watched 1 and 2 for you and Dora.  Couldn't save to Ben's diary")
    assert f"To complete it: runaway watched 1 2 {company}\n" in done.stdout
    assert "Ben is at 1, you and Dora are at 2." in done.stdout
    (home / "profiles/ben/progress.toml").chmod(0o600)
    assert run(f"watched 1 2 {company}").out.startswith(
        "Watched 2 for Ben.  You and Dora had already."
    )


def test_a_diary_that_is_held_or_damaged_keeps_all_from_being_written(home, run, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    profiles.add(str(home), "Ben")
    run("watched 1 --with Ben")
    before = [(home / "progress.toml").read_bytes()]

    with store.exclusive(str(home / "profiles/ben")):
        busy = run("watched 2 --with Ben", expect=1).err
    (home / "profiles/ben/progress.toml").write_text("version = 9\n")
    newer = run("watched 2 --with Ben", expect=1).err

    assert "Another runaway is writing to Ben's diary" in busy
    assert "Ben's diary was written by a newer runaway" in newer
    assert [(home / "progress.toml").read_bytes()] == before


def test_locks_are_taken_in_one_order_whoever_comes_first(home, run, monkeypatch):
    """So two who watch with each other at once don't wait for each other for ever."""
    for name in ("Ben", "Dora"):
        profiles.add(str(home), name)
    taken, exclusive = [], store.exclusive
    monkeypatch.setattr(
        store, "exclusive", lambda folder: taken.append(folder) or exclusive(folder)
    )

    run("watched 1 --profile ben --with dora")
    run("watched 2 --profile dora --with ben")

    assert len(taken) == 4
    assert taken[:2] == taken[2:]


@on_unix
def test_two_who_watch_with_each_other_at_once_are_both_heard(home):
    for name in ("Ben", "Dora"):
        profiles.add(str(home), name)
    lines = [
        f"watched {n} --only --profile {who}"
        for n, who in (
            (1, "ben --with dora"),
            (2, "dora --with ben"),
            (3, "ben --with dora"),
            (4, "dora --with ben"),
        )
    ]

    programs = [
        subprocess.Popen([sys.executable, "-m", "runaway_cli", *line.split()]) for line in lines
    ]

    assert [program.wait() for program in programs] == [0] * len(lines)
    assert [len(acts(home / "profiles" / name)) for name in ("ben", "dora")] == [4, 4]
