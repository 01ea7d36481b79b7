"""What is wrong with a diary, or with what was to be done to it."""

import os

from runaway_cli.errors import RunawayError

OWN = "progress.toml"


class NothingToError(RunawayError):
    """There is nothing to undo, redo, unwatch or rewatch: the `verb`."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        super().__init__(f"Nothing to {verb}.")


class NotWatchedError(RunawayError):
    """Episode `number` has no mark to take away."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"Episode {number} isn't marked as watched. Nothing changed.")


class DiaryTroubleError(RunawayError):
    """Something is wrong with a file of the diary."""

    hides = False
    """Whether something may have been undone there that nobody can read."""

    def __init__(self, path: str, sentence: str) -> None:
        self.path = path
        super().__init__(sentence)


def _whose(path: str) -> str:
    """Say which file of a diary is meant."""
    name = os.path.basename(path)
    own = os.path.normcase(name) == OWN
    return "Your diary" if own else f"A copy of your diary, {name},"


class DiaryDamagedError(DiaryTroubleError):
    """A `line` that can't be read, and why. `rest` says whether anything else was read."""

    def __init__(self, path: str, line: int, reason: str, *, rest: bool, hides: bool) -> None:
        self.line, self.reason, self.rest, self.hides = line, reason, rest, hides
        where = f"{_whose(path)} is damaged at line {line}"
        if not rest:
            sentence = f"{where} ({reason}), and nothing in it can be read. Nothing was changed. "
            sentence += "See: runaway doctor"
        elif hides:
            sentence = f"{where}, so the story is locked until it's repaired: "
            sentence += "runaway doctor --repair"
        else:
            sentence = f"{where}. Everything else was read, and nothing was changed. "
            sentence += "To repair it: runaway doctor --repair"
        super().__init__(path, sentence)


class DiaryClashError(DiaryTroubleError):
    """Another file of the diary has the event at `line` otherwise."""

    hides = True

    def __init__(self, path: str, line: int) -> None:
        self.line = line
        super().__init__(
            path,
            f"Two of your diary files disagree about one event ({os.path.basename(path)}, "
            f"line {line}), so the story is locked until they match. See: runaway doctor",
        )


class DiaryDanglingError(DiaryTroubleError):
    """The event at `line` undoes or redoes something that isn't there."""

    hides = True

    def __init__(self, path: str, line: int) -> None:
        self.line = line
        super().__init__(
            path,
            f"Line {line} of your diary undoes or redoes an event that isn't there, so the story "
            "is locked until it's repaired: runaway doctor --repair",
        )


class DiaryTruncatedError(DiaryTroubleError):
    """The last block, which begins at `line`, isn't whole."""

    def __init__(self, path: str, line: int, *, hides: bool) -> None:
        self.line, self.hides = line, hides
        locked = " It may have been an undo, so the story is locked until your next mark."
        super().__init__(
            path,
            f"{_whose(path)} is truncated at line {line}, probably by a crash. That last entry "
            f"doesn't count; everything before it was read.{locked if hides else ''}",
        )


class DiaryStrangeError(DiaryTroubleError):
    """The event at `line` marks episode `number`, of a season that has `total`."""

    def __init__(self, path: str, line: int, number: int, total: int) -> None:
        self.line, self.number, self.total = line, number, total
        super().__init__(
            path,
            f"Line {line} of your diary names episode {number}, but the season has {total}. "
            "It's ignored.",
        )


class DiaryUnreadableError(DiaryTroubleError):
    """The system won't read the file, for a `reason` of its own."""

    def __init__(self, path: str, reason: str) -> None:
        self.reason = reason
        super().__init__(
            path,
            f"Your diary at {path} can't be read: {reason}. Nothing was changed. "
            "See: runaway doctor",
        )


class DiaryNewerError(DiaryTroubleError):
    """A later runaway wrote the file, in format `version`."""

    def __init__(self, path: str, version: int) -> None:
        self.version = version
        super().__init__(
            path,
            f"Your diary was written by a newer runaway (format {version}). "
            "You'll see what this one understands; to mark anything, update runaway.",
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
    """An event could not be written."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"Couldn't save to your diary at {path}: {reason}. Nothing was changed.")
