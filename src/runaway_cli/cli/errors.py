"""What goes wrong between the command line and a command."""

from runaway_cli.errors import RunawayError, UsageError
from runaway_cli.language.phrases import quoted


class NoSuchCommandError(UsageError):
    """Nothing is called `word`; `nearest` is the command it's most like, None for none."""

    def __init__(self, word: str, nearest: str | None) -> None:
        self.word, self.nearest = word, nearest
        instead = f"Did you mean {nearest}?" if nearest else "Try: runaway --help"
        super().__init__(f"There's no command {quoted(word)}. {instead}")


class OptionTooEarlyError(UsageError):
    """An option that stands before the command it belongs to."""

    def __init__(self, option: str, command: str) -> None:
        self.option, self.command = option, command
        super().__init__(f"Put {option} after the command: runaway {command} {option}")


class SavedNotPrintedError(RunawayError):
    """The diary was written, and standard output won't take the answer that says so."""

    exit_code = 3

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"It's saved, but the answer couldn't be printed: {reason}.")


class AnswerNotPrintedError(RunawayError):
    """Standard output won't take the answer, for a `reason` of the system's."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"Couldn't print the answer: {reason}.")


class SecondTimeError(RunawayError):
    """Somebody asked for what each episode plants before they've seen them all."""

    def __init__(self) -> None:
        super().__init__("That list is for the second time through, once you've seen them all.")
