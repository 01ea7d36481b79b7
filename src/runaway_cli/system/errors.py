"""What the system doesn't have."""

from runaway_cli.errors import RunawayError, UsageError


class NoHomeError(RunawayError):
    """No home folder, and so no place for a diary."""

    def __init__(self) -> None:
        super().__init__("There's no home folder for your diary. Set RUNAWAY_HOME to a folder.")


class OddHomeError(RunawayError):
    """RUNAWAY_HOME doesn't name a folder by its full path."""

    def __init__(self, told: str) -> None:
        self.told = told
        super().__init__(f"RUNAWAY_HOME is {told!a}. It needs a full path, such as ~/diary.")


class CannotLockError(RunawayError):
    """The disk has no locks, for a `reason` of the system's."""

    def __init__(self, error: OSError) -> None:
        self.reason = reason = (error.strerror or type(error).__name__).lower()
        super().__init__(
            f"The disk your diary is on can't lock files ({reason}), so nothing was saved. "
            "Set RUNAWAY_HOME to a folder on another disk."
        )


class NoNameError(UsageError):
    """What was `typed` can't be somebody's name, for a `reason`."""

    def __init__(self, typed: str, reason: str) -> None:
        self.typed, self.reason = typed, reason
        super().__init__(f"That can't be a name: {reason}.")
