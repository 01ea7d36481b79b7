"""Whether everything is sound, and what to do if not."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from runaway_cli.language import phrases

SOUND, ADVICE, WRONG = "sound", "advice", "wrong"
_SAID = {SOUND: "ok", ADVICE: "note", WRONG: "problem"}


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
        return f"all is well, with {phrases.counted(notes, 'note')}" if notes else "all is well"

    def lines(self) -> Iterator[str]:
        yield from self.did
        yield phrases.sentence(self.verdict)
        for check in self.checks:
            where = f" ({check.where})" if check.where else ""
            advice = f". {check.advice}" if check.advice else ""
            yield f"{check.about} ({_SAID[check.status]}): {check.found}{where}{advice}"


def doctor(checks: tuple[CheckRow, ...], did: tuple[str, ...] = ()) -> DoctorView:
    """Sum up the checks."""
    is_sound = all(check.status != WRONG for check in checks)
    return DoctorView(is_sound=is_sound, did=did, checks=checks)


def repaired(path: str, kept: int, aside: str | None, lost: int) -> str:
    """Say what a repair did, and what could not be kept."""
    if not aside:
        return f"Kept all of {os.path.basename(path)} as it stands."
    said = f"Repaired {os.path.basename(path)}: {phrases.counted(kept, 'event')} kept"
    if lost:
        said += f", {phrases.counted(lost, 'place')} couldn't be read"
    return f"{said}. The damaged file is now {os.path.basename(aside)}."


STEPPED_BACK = (
    "To be safe, you're back before episode 1: runaway undo trusts what the diary says, "
    "runaway watched N says where you are."
)


def merged(path: str, new: int, aside: str | None) -> str:
    """Say what became of a copy."""
    name = os.path.basename(path)
    if not aside:
        return f"{name} changed in the meantime, so it was left where it is."
    if not new:
        return f"{name} had nothing new; it's now {os.path.basename(aside)}."
    added = phrases.counted(new, "event")
    return f"Added {added} from {name}; that copy is now {os.path.basename(aside)}."
