"""What is wrong with a diary, or with what was to be done to it."""

import os
import re

from runaway_cli.errors import RunawayError, UsageError
from runaway_cli.language.phrases import duration, numbers, word
from runaway_cli.system.paths import OWN


class NothingToError(RunawayError):
    """There is nothing to undo, redo, unwatch or rewatch (the `verb`), or none `is_together`."""

    def __init__(self, verb: str, *, is_together: bool = False) -> None:
        self.verb, self.is_together = verb, is_together
        super().__init__(f"Nothing to {verb}{' that you did together' if is_together else ''}.")


class SlipError(RunawayError):
    """The `next_` episode would be marked right after others; `ago` and `on` say when and where."""

    def __init__(self, episodes: tuple[int, ...], ago: str, on: str | None, next_: int) -> None:
        self.episodes, self.ago, self.on, self.next_ = episodes, ago, on, next_
        where = f", on {on}" if on else ""
        super().__init__(
            f"You marked {numbers(episodes)} {ago}{where}. "
            f"If you've seen {next_} as well: runaway watched {next_}"
        )


class NotWatchedError(RunawayError):
    """Episode `number` has no mark to take away."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"Episode {number} isn't marked as watched. Nothing changed.")


class NotNextError(RunawayError):
    """A pause in episode `number`, while episode `next_` is next."""

    def __init__(self, number: int, next_: int, *, is_watched: bool) -> None:
        self.number, self.next_, self.is_watched = number, next_, is_watched
        if is_watched and number < next_:
            cure = f"To watch {number} again: runaway unwatch {number}"
        elif is_watched:
            cure = f"You've already watched {number}."
        else:
            cure = f"If you've seen it: runaway watched {next_}"
        super().__init__(f"You can only pause in episode {next_}, which is next. {cure}")


class PastItsEndError(UsageError):
    """A place that episode `number`, of so many `minutes`, doesn't have."""

    def __init__(self, number: int, minutes: int, *, about: bool) -> None:
        self.number, self.minutes, self.about = number, minutes, about
        length = duration(minutes, about=about)
        super().__init__(
            f"Episode {number} runs {length}, so you can't be there. "
            f"If you've finished it: runaway watched {number}"
        )


class DiaryTroubleError(RunawayError):
    """Something is wrong with a file of the diary."""

    locks = True
    """Whether something may have been undone there that can't be read."""

    def __init__(self, path: str, sentence: str) -> None:
        self.path = path
        super().__init__(sentence)


def _whose(path: str) -> str:
    """Say which file of a diary is meant."""
    name = os.path.basename(path)
    return "Your diary" if name == OWN else f"A copy of your diary, {name},"


def _part(path: str) -> str:
    name = os.path.basename(path)
    return "your diary" if name == OWN else name


class DiaryDamagedError(DiaryTroubleError):
    """A `line` that can't be read, and why. It `is_partly_readable` if anything else was read."""

    def __init__(self, path: str, line: int, reason: str, *, is_partly_readable: bool) -> None:
        self.line, self.reason = line, reason
        where = f"{_whose(path)} is damaged at line {line}"
        if is_partly_readable:
            sentence = f"{where}, so the story is locked until it's repaired: "
            sentence += "runaway doctor --repair"
        else:
            sentence = f"{where} ({reason}), and nothing in it can be read. Nothing was changed. "
            sentence += "See: runaway doctor"
        super().__init__(path, sentence)


class DiaryClashError(DiaryTroubleError):
    """Another file of the diary has the event at `line` otherwise."""

    def __init__(self, path: str, line: int) -> None:
        self.line = line
        super().__init__(
            path,
            f"Two of your diary files disagree about one event ({os.path.basename(path)}, "
            f"line {line}), so the story is locked until they match. See: runaway doctor",
        )


class DiaryDanglingError(DiaryTroubleError):
    """The event at `line` undoes or redoes something that isn't there."""

    def __init__(self, path: str, line: int) -> None:
        self.line = line
        super().__init__(
            path,
            f"Line {line} of {_part(path)} undoes or redoes an event that isn't there, so the "
            "story is locked. Another machine's part may still be on its way. If not: "
            "runaway doctor --repair",
        )


class DiaryTruncatedError(DiaryTroubleError):
    """The last block, which begins at `line`, isn't whole, as a crash leaves it."""

    locks = False

    def __init__(self, path: str, line: int) -> None:
        self.line = line
        super().__init__(
            path,
            f"{_whose(path)} is truncated at line {line}, probably by a crash. That last entry "
            "doesn't count; everything before it was read.",
        )


class DiaryStrangeError(DiaryTroubleError):
    """The event at `line` marks episode `number`, of a season that has `total`."""

    locks = False

    def __init__(self, path: str, line: int, number: int, total: int) -> None:
        self.line, self.number, self.total = line, number, total
        super().__init__(
            path,
            f"Line {line} of {_part(path)} names episode {number}, but the season has {total}. "
            "It's ignored.",
        )


class DiaryUnreadableError(DiaryTroubleError):
    """The system won't read a file, or list the folder, for a `reason` of its own."""

    def __init__(self, path: str, reason: str) -> None:
        self.reason = reason
        super().__init__(
            path,
            f"Your diary at {path} can't be read: {reason}, so the story is locked. "
            "See: runaway doctor",
        )


class DiaryLookalikeError(DiaryTroubleError):
    """A file that may be a part of the diary, under a name that isn't read."""

    locks = False

    def __init__(self, path: str) -> None:
        super().__init__(
            path,
            f"{os.path.basename(path)} looks like a part of your diary, but isn't read. "
            "See: runaway doctor",
        )


class DiaryNewerError(DiaryTroubleError):
    """A later runaway wrote the file, in format `version`.

    It locks the story if some of it can't be read.
    """

    def __init__(self, path: str, version: int, *, locks: bool) -> None:
        self.version, self.locks = version, locks
        told = (
            "Some of it can't be read, so the story is locked"
            if locks
            else ("You'll see what this one understands")
        )
        super().__init__(
            path,
            f"{_whose(path)} was written by a newer runaway (format {version}). "
            f"{told}; to mark anything, update runaway.",
        )


class TheirDiaryError(RunawayError):
    """A `trouble` with the diary of somebody else, who is called `name`."""

    def __init__(self, name: str, trouble: RunawayError) -> None:
        self.name, self.trouble = name, trouble
        sentence = re.sub(r"\b[Yy]our diary\b", lambda _: f"{name}'s diary", str(trouble))
        cure = r"runaway (doctor|history)\b.*$"
        super().__init__(re.sub(cure, lambda cure: f"{cure[0]} --profile {word(name)}", sentence))


class DiaryNeedsRepairError(RunawayError):
    """A mark that wasn't saved, for the diary is damaged at a `line`."""

    def __init__(self, path: str, line: int) -> None:
        self.path, self.line = path, line
        super().__init__(
            f"Your diary is damaged at line {line}, so nothing was saved. "
            "Repair it first: runaway doctor --repair"
        )


class DiaryBusyError(RunawayError):
    """Another runaway holds the diary at `path`."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(
            f"Another runaway is writing to your diary at {path}. Try again in a moment."
        )


class DiaryNotRepairedError(RunawayError):
    """A repair or a merge could not be finished."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(
            f"Your diary at {path} couldn't be rewritten: {reason}. Nothing in it is lost. "
            "See: runaway doctor"
        )


class DiaryNotSavedError(RunawayError):
    """An event couldn't be written. `is_there` says that it's in the file all the same."""

    def __init__(self, path: str, reason: str, *, is_there: bool) -> None:
        self.path, self.reason, self.is_there = path, reason, is_there
        outcome = (
            "It may be saved or not. See: runaway history" if is_there else ("Nothing was changed.")
        )
        super().__init__(f"Couldn't save to your diary at {path}: {reason}. {outcome}")
