"""What was said and can't be understood, or can't be true."""

from collections.abc import Sequence

from runaway_cli.errors import UsageError
from runaway_cli.language.phrases import numbers, quoted

SEVERAL = 6  # numbers, too many to name in a sentence


class NotUnderstoodError(UsageError):
    """`text` isn't `what` it should be, such as "a time I know"; `instead` would be."""

    def __init__(self, text: str, what: str, instead: str) -> None:
        self.text, self.what, self.instead = text, what, instead
        super().__init__(f"{quoted(text)} isn't {what}. Try {instead}.")


class NoSuchEpisodeError(UsageError):
    """The season has `total` episodes, and `number` isn't one of them.

    `of` is what has them, where that isn't the only season: "the show" or "season 2". `there` are
    their numbers, which may leave some out; empty if they don't.
    """

    def __init__(
        self, number: int, total: int, of: str = "the season", there: Sequence[int] = ()
    ) -> None:
        self.number, self.total, self.of, self.there = number, total, of, tuple(there)
        has = f"{total}"
        if there and max(there) > total:  # so it leaves some out
            has = f"only {numbers(there)}" if total < SEVERAL else f"{total}, but not that one"
        super().__init__(f"There's no episode {number}: {of} has {has}.")


class NoSuchSeasonError(UsageError):
    """The show has `seasons`, ascending, and `number` isn't one of them."""

    def __init__(self, number: int, seasons: Sequence[int]) -> None:
        self.number, self.seasons = number, tuple(seasons)
        several = f"the show has seasons {numbers(self.seasons)}"
        has = several if len(seasons) > 1 else f"the only one is {seasons[0]}"
        super().__init__(f"There's no season {number}: {has}.")


class NoLastEpisodeError(UsageError):
    """The episode watched last was asked for before the first."""

    def __init__(self) -> None:
        super().__init__("You haven't watched an episode yet, so there's no last one.")


class NoNextEpisodeError(UsageError):
    """The next episode was asked for when all `total` are watched."""

    def __init__(self, total: int) -> None:
        self.total = total
        super().__init__(f"You've watched all {total}, so there's no next one.")


class RunsBackwardsError(UsageError):
    """A range of episodes whose `first` is larger than its `last`."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        super().__init__(f"{first}-{last} runs backwards. Did you mean {last}-{first}?")


class AlreadyPastError(UsageError):
    """A time or day to come, as people say it, that has gone by."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(f"{said} has already passed. Try a later one.")


class NotYetError(UsageError):
    """The time of a mark, as it was typed, that is still ahead."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{quoted(text)} is still to come. Mark an episode once you've seen it.")
