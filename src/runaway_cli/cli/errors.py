"""What goes wrong between the command line and a command."""

from runaway_cli.errors import RunawayError, UsageError


class OptionTooEarlyError(UsageError):
    """An option that stands before the command it belongs to."""

    def __init__(self, option: str, command: str) -> None:
        self.option, self.command = option, command
        super().__init__(f"Put {option} after the command: runaway {command} {option}")


class AnswerNotPrintedError(RunawayError):
    """Standard output won't take the answer, for a `reason` of the system's."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"Couldn't print the answer: {reason}.")
