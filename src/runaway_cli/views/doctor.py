"""Whether everything is sound, and what to do if not."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from runaway_cli.language import phrases

SOUND, ADVICE, WRONG = "sound", "advice", "wrong"


class CheckRow(NamedTuple):
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


class DoctorView(NamedTuple):
    """What was found, and what was done about it, in the order it happened."""

    is_sound: bool
    did: tuple[str, ...]
    checks: tuple[CheckRow, ...]

    @property
    def exit_code(self) -> int:
        """1 when something is wrong."""
        return 0 if self.is_sound else 1

    @property
    def verdict(self) -> str:
        """The answer in a few words."""
        wrong = sum(check.status == WRONG for check in self.checks)
        notes = sum(check.status == ADVICE for check in self.checks)
        if wrong:
            return "1 thing is wrong" if wrong == 1 else f"{wrong} things are wrong"
        return f"all is well, {phrases.counted(notes, 'thing')} to note" if notes else "all is well"

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


def repaired(path: str, kept: int, aside: str, lost: int, *, hides: bool) -> str:
    """Say what a repair did, and what could not be kept."""
    said = f"Wrote {phrases.counted(kept, 'whole event')} into a new {os.path.basename(path)}"
    said += f", {phrases.counted(lost, 'place')} could not be read" if lost else ""
    said += f"; the damaged file is now {os.path.basename(aside)}."
    if hides:
        said += " If you had taken something back there, do it again before you ask for the story:"
        said += " runaway history shows what is marked."
    return said


def folded(path: str, new: int, aside: str) -> str:
    """Say what became of a copy."""
    name, aside = os.path.basename(path), os.path.basename(aside)
    if not new:
        return f"{name} held nothing new; it is now {aside}."
    return f"Added {phrases.counted(new, 'event')} from {name}; that copy is now {aside}."
