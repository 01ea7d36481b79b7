"""What the journal can't take: texts that are none, theories it doesn't list, early verdicts."""

from runaway_cli.errors import RunawayError, UsageError


class NotATextError(UsageError):
    """A note or a theory that can't be kept, for a `reason`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"That can't be kept as a text: {reason}. Nothing was saved.")


class TooLongError(UsageError):
    """A text of so many `characters`, and `longest` are the most."""

    def __init__(self, characters: int, longest: int) -> None:
        self.characters, self.longest = characters, longest
        super().__init__(
            f"That's {characters:,} characters, and {longest:,} is the most. Nothing was saved."
        )


class NoSuchTheoryError(RunawayError):
    """No theory is listed under `number`, whether or not one is hidden."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"There's no theory {number}. To see yours: runaway theories")


class NotSettledError(RunawayError):
    """A `verdict` on theory `number` before the season is over."""

    def __init__(self, number: int, verdict: str) -> None:
        self.number, self.verdict = number, verdict
        super().__init__(
            "You haven't seen the end yet. If that one's settled: "
            f"runaway judge {number} {verdict} --settled"
        )
