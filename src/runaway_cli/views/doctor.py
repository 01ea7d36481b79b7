"""Whether everything is sound, and what to do if not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from runaway_cli.views import View

SOUND, ADVICE, WRONG = "sound", "advice", "wrong"


@dataclass(frozen=True)
class CheckRow:
    """One thing that was looked at.

    `status` is sound, advice (it works, and could be better) or wrong. `place` is the file or
    folder it is about, `advice` what to do; each None where there is nothing to say.
    """

    about: str
    status: str
    found: str
    place: str | None = None
    advice: str | None = None

    @property
    def where(self) -> str | None:
        """The place as people write it."""
        home = os.path.expanduser("~")
        if self.place and self.place.startswith(home + os.sep):
            return "~" + self.place.removeprefix(home)
        return self.place


@dataclass(frozen=True)
class DoctorView(View):
    """What was found, and what was done about it, in the order it happened."""

    kind: ClassVar[str] = "doctor"
    is_sound: bool
    did: tuple[str, ...]
    checks: tuple[CheckRow, ...]

    @property
    def verdict(self) -> str:
        """The answer in a few words."""
        wrong = sum(check.status == WRONG for check in self.checks)
        if not wrong:
            return "all is well"
        return "1 thing is wrong" if wrong == 1 else f"{wrong} things are wrong"

    def lines(self) -> Iterator[str]:
        yield from self.did
        yield f"{self.verdict[0].upper()}{self.verdict[1:]}."
        for check in self.checks:
            where = f" ({check.where})" if check.where else ""
            advice = f". {check.advice}" if check.advice else ""
            yield f"{check.about} ({check.status}): {check.found}{where}{advice}"


def doctor(checks: tuple[CheckRow, ...], did: tuple[str, ...] = ()) -> DoctorView:
    """Sum up the checks."""
    is_sound = all(check.status != WRONG for check in checks)
    return DoctorView(is_sound=is_sound, did=did, checks=checks)


def repaired(path: str, kept: int, aside: str) -> str:
    """Say what a repair did."""
    events = "1 whole event" if kept == 1 else f"{kept:,} whole events"
    return f"Wrote {events} into a new {path}; the damaged file is now {aside}."


def folded(path: str, new: int, aside: str) -> str:
    """Say what became of a copy."""
    if not new:
        return f"{path} held nothing new; it is now {aside}."
    events = "1 event that was" if new == 1 else f"{new:,} events that were"
    return f"Added {events} only in {path}; that copy is now {aside}."
