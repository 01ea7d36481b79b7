"""What goes wrong between the command line and a command."""

from runaway_cli.errors import RunawayError, UsageError
from runaway_cli.language.phrases import quoted, word


class NoSuchCommandError(UsageError):
    """Nothing is called `word`; `nearest` is the command it's most like, None for none."""

    def __init__(self, word: str, nearest: str | None) -> None:
        self.word, self.nearest = word, nearest
        instead = f"Did you mean {nearest}?" if nearest else "Try: runaway --help"
        super().__init__(f"There's no command {quoted(word)}. {instead}")


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


class NoSuchShowError(UsageError):
    """No show that was added is called `asked`, and no file is there; `nearest` is the one it's
    most like, None for none. `is_set` if it's `$RUNAWAY_SHOW` that asked for it."""

    def __init__(self, asked: str, nearest: str | None, *, is_set: bool = False) -> None:
        self.asked, self.nearest, self.is_set = asked, nearest, is_set
        cure = f"Did you mean {nearest}?" if nearest else "To see yours: runaway shows"
        super().__init__(
            f"RUNAWAY_SHOW is set to {quoted(asked)}, but there's no such show. "
            "To clear it: unset RUNAWAY_SHOW"
            if is_set
            else f"There's no show {quoted(asked)}. {cure}"
        )


class NoSuchPersonError(UsageError):
    """Nobody here goes by the name `asked`; `nearest` is the one it's most like, None for none.

    `variable` is the one of the environment that names them, None if they were typed.
    """

    def __init__(self, asked: str, nearest: str | None, variable: str | None) -> None:
        self.asked, self.nearest, self.variable = asked, nearest, variable
        add = f"To add them: runaway profiles add {word(asked)}"
        cure = f"Did you mean {nearest}?" if nearest else add
        if variable:
            cure += f"{'' if nearest else '.'} To clear {variable}: unset {variable}"
        super().__init__(f"There's nobody called {quoted(asked)}. {cure}")


class TwoOfThatNameError(UsageError):
    """Two people here go by a `name`, since a folder was moved by hand."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"Two people here are called {quoted(name)}. To call the first one something else: "
            "runaway profiles rename you NAME"
        )


class YourselfError(UsageError):
    """Somebody was named as their own company; `name` is None for a first person who has none."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        who = f"{quoted(name)} is you" if name else "That's you"
        super().__init__(
            f"{who}, so --with needs somebody else. To see who's here: runaway profiles"
        )


class NameTakenError(UsageError):
    """Somebody else here goes by a `name` already."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"There's already somebody called {quoted(name)}. Nothing was changed.")


class FirstPersonError(UsageError):
    """The first person, in whose folder all others are, was to be removed."""

    def __init__(self) -> None:
        super().__init__(
            "That's the diary runaway began with, so it stays. To start over: runaway rewatch"
        )


class ProfileNotChangedError(RunawayError):
    """The system won't make or rename the folder at `path`, for a `reason` of its own."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"Couldn't change {path}: {reason}.")


class NoSuchFileError(RunawayError):
    """A file named on the command line can't be read, for a `reason` of the system's."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"Couldn't read {quoted(path)}: {reason}.")


class NotOverwrittenError(RunawayError):
    """A file is in the way at `path`, and nothing is put over anything."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path} already exists, so it was left alone. Choose another name.")


class SpoilingScreenError(UsageError):
    """A draft of a whole show was about to appear on the screen of its viewer."""

    def __init__(self) -> None:
        super().__init__(
            "That file tells the whole show, so it isn't shown on the screen. "
            "Save it with --to show.toml, or add it at once: | runaway shows add -"
        )
