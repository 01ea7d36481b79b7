"""Plans that can't be made, and calendars that can't be saved."""

from runaway_cli.errors import RunawayError, UsageError
from runaway_cli.language.phrases import counted


class TooLateError(UsageError):
    """An evening that would end at or before its beginning; both as the clock shows them."""

    def __init__(self, until: str, begins: str) -> None:
        self.until, self.begins = until, begins
        super().__init__(f"--until {until} isn't after --from {begins}. Try a later --until.")


class EndsTooEarlyError(UsageError):
    """A plan whose last day lies before its first; both as people say them."""

    def __init__(self, last: str, first: str) -> None:
        self.last, self.first = last, first
        super().__init__(
            f"{last} is before {first}, your first evening. "
            'Try a later day, such as "next friday", or another --start or --from.'
        )


class NoEveningError(UsageError):
    """None of the wanted weekdays lies between two days, as people say them."""

    def __init__(self, first: str, last: str) -> None:
        self.first, self.last = first, last
        super().__init__(
            f"None of those days falls between {first} and {last}. Try more days, or a later --by."
        )


class CannotPlanError(RunawayError):
    """So many episodes are too much for so many evenings; `instead` says what would do."""

    def __init__(self, episodes: int, evenings: int, instead: str) -> None:
        self.episodes, self.evenings, self.instead = episodes, evenings, instead
        there = counted(evenings, "evening")
        super().__init__(f"{episodes} episodes won't fit into {there} like that. {instead}")


class NotYoursError(RunawayError):
    """At `path` is something that isn't a calendar of ours."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(
            f"{path} already exists and isn't a runaway plan, so it was left alone. "
            "Choose another name."
        )


class FileNotSavedError(RunawayError):
    """The system won't write `path`, for a `reason` of its own."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"Couldn't write {path}: {reason}.")
