"""The diary under real processes that crowd it and are killed.

`pytest tests/test_faults.py --long` crowds it with 200 programs and kills 1,000.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from runaway_cli import store
from runaway_cli.diary import Deed

WRITE = """
import sys
from datetime import UTC, datetime
from runaway_cli import store
from runaway_cli.diary import Deed
for _ in range(int(sys.argv[1])):
    event, _ = store.append(lambda _: Deed("rewatch"), datetime.now(UTC))
    print(event.id, flush=True)
"""


def writer(times):
    """Start a program that writes so many events and prints the id of each one that is saved."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, str(times)], stdout=subprocess.PIPE, text=True
    )


@pytest.fixture
def long(request):
    return request.config.getoption("--long")


def test_programs_that_write_at_once_lose_nothing(home, long):
    """Each event is there, once; a reader at any moment sees a whole diary, never a shorter one."""
    writers = [writer(1) for _ in range(200 if long else 20)]
    seen = 0
    while any(program.poll() is None for program in writers):
        diary = store.read()
        assert diary.troubles == ()
        assert len(diary.events) >= seen
        seen = len(diary.events)

    reported = [line for program in writers for line in program.communicate()[0].split()]

    assert [program.returncode for program in writers] == [0] * len(writers)
    assert sorted(event.id for event in store.read().events) == sorted(reported)


def test_a_program_killed_at_any_moment_loses_nothing_it_reported(home, long):
    """At most the one event that was being written is unreported, and writing goes on after it."""
    reported, kills = set(), 1000 if long else 15
    for _ in range(kills):
        with writer(1000) as program:
            reported.add(program.stdout.readline().strip())
            time.sleep(random.uniform(0, 0.02))
            program.kill()
            reported |= {line.strip() for line in program.stdout if line.endswith("\n")}

        saved = {event.id for event in store.read().events}

        assert reported <= saved
        assert len(saved - reported) <= 1
        reported |= saved
    store.append(lambda _: Deed("rewatch"), store.read().events[0].at)

    assert store.read().troubles == ()
    assert len(store.read().events) == len(reported) + 1
