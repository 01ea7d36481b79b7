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


class NotOutError(RunawayError):
    """The next episode, `number`, is still to come, as the sentence `waits` says."""

    def __init__(self, number: int, waits: str) -> None:
        self.number, self.waits = number, waits
        super().__init__(f"{waits} If you've seen it all the same: runaway watched {number}")


class NothingFoundError(RunawayError):
    """Nothing told so far has the words `asked`, whether or not something will."""

    def __init__(self, asked: str) -> None:
        self.asked = asked
        super().__init__(f"Nothing you know so far mentions {quoted(asked)}.")


class SeasonBrokenError(RunawayError):
    """A show's file breaks its own rules. `what` says where, never what stands there; `is_ours`
    if it's the one that comes with runaway."""

    def __init__(self, what: str, *, is_ours: bool) -> None:
        self.what, self.is_ours = what, is_ours
        cure = (
            "Reinstall runaway; if that doesn't help, please report it."
            if is_ours
            else "To see what's wrong with it: runaway shows add FILE"
        )
        super().__init__(f"The season's file is broken: {what}. {cure}")
