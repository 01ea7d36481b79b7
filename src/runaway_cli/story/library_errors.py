"""Why a show file can't be added."""

from collections.abc import Sequence

from runaway_cli.errors import RunawayError
from runaway_cli.language.phrases import counted, listed, quoted

_SAID = 5  # episodes that are named


class NotAShowError(RunawayError):
    """It's no show file, or none that can be opened; `what` says why, and quotes nothing."""

    def __init__(self, what: str) -> None:
        self.what = what
        end = "" if ": " in what else "."  # a command comes last, and alone
        super().__init__(f"That's not a show file yet: {what}{end}")


class WrongFormError(RunawayError):
    """Something is wrong with the form of a file: the `first` thing, and how many `more`."""

    def __init__(self, first: str, more: int) -> None:
        self.first, self.more = first, more
        others = f" There {'is' if more == 1 else 'are'} {counted(more, 'more mistake')}."
        super().__init__(
            f"That file can't be added yet. {first}{others if more else ''} "
            "To check all of it: python -m runaway_cli.story.lint FILE"
        )


class MovedError(RunawayError):
    """Episodes of the show `id` aren't where they were: `moves` are (old, new) numbers, the new
    one None where that isn't known or the episode is gone."""

    def __init__(self, id_: str, moves: Sequence[tuple[int, int | None]]) -> None:
        self.id, self.moves = id_, tuple(moves)
        named = [
            f"{old} is now {new}" if new else f"{old} is a different one" for old, new in moves
        ]
        more = len(named) - _SAID
        if more > 0:
            named = [*named[:_SAID], f"{more} more"]
        super().__init__(
            f"Earlier episodes aren't where they were in the file you have: {listed(named)}. "
            "Your diary wouldn't fit, so nothing was changed. If it's another show, give it "
            "another title (runaway draft has --title). To set the old one aside, and its diary: "
            f"runaway shows remove {id_}"
        )


class FewerEpisodesError(RunawayError):
    """The show has `total` episodes where it had `before`."""

    def __init__(self, id_: str, total: int, before: int) -> None:
        self.id, self.total, self.before = id_, total, before
        super().__init__(
            f"That file has {counted(total, 'episode')}, but the one you have has {before}. "
            "Your diary might not fit, so nothing was changed. If it's another show, change the "
            "title in the file. To set the old one aside, and its diary: "
            f"runaway shows remove {id_}"
        )


class BundledShowError(RunawayError):
    """A show that comes with the program was to be added or removed: the `verb`."""

    def __init__(self, title: str, verb: str) -> None:
        self.title, self.verb = title, verb
        super().__init__(f"{quoted(title)} comes with runaway, so it can't be {verb}.")


class NotStoredError(RunawayError):
    """The system won't put a show at `path`, for a `reason` of its own."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"Couldn't write {path}: {reason}.")
