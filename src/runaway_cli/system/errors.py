"""What the system doesn't have."""

from runaway_cli.errors import RunawayError


class NoHomeError(RunawayError):
    """No home folder, and so no place for a diary."""

    def __init__(self) -> None:
        super().__init__("There's no home folder for your diary. Set RUNAWAY_HOME to a folder.")
