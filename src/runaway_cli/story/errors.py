"""What the season can't answer. Never says a word of what lies ahead."""

from runaway_cli.errors import RunawayError, UsageError
from runaway_cli.language.phrases import quoted


class LookAheadError(UsageError):
    """Somebody at `position` asked for a later one."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(
            f"You're up to {position}, so nothing past that yet."
            if position
            else "You haven't finished an episode yet, so there's nothing to look back on."
        )


class UnknownPersonError(RunawayError):
    """Nobody heard of so far goes by `asked`, whether or not somebody will."""

    def __init__(self, asked: str) -> None:
        self.asked = asked
        super().__init__(
            f"Nobody you've met so far matches {quoted(asked)}. To see who you've met: runaway cast"
        )


class NothingFoundError(RunawayError):
    """Nothing told so far has the words `asked`, whether or not something will."""

    def __init__(self, asked: str) -> None:
        self.asked = asked
        super().__init__(f"Nothing you know so far mentions {quoted(asked)}.")


class SeasonBrokenError(RunawayError):
    """The season's file breaks its own rules. `what` says where, never what stands there."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"The season's file is broken: {what}. "
            "Reinstall runaway; if that doesn't help, please report it."
        )
