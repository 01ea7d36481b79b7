"""Expected failures: what `main` catches, prints as one sentence, and turns into an exit code.

Each room words its own in a module called `errors`; every one of them is a `RunawayError`.
"""


class RunawayError(Exception):
    """Something the user can put right. Its text is the whole sentence they read."""

    exit_code = 1

    @classmethod
    def kind(cls) -> str:
        """Return what JSON calls an error: "no_such_episode" for `NoSuchEpisodeError`."""
        words = ""
        for letter in cls.__name__.removesuffix("Error"):
            words += f"_{letter.lower()}" if letter.isupper() else letter
        return words.strip("_")


class UsageError(RunawayError):
    """A command line that doesn't work as typed."""

    exit_code = 2


class NotBothError(UsageError):
    """Two things were asked for that exclude each other."""

    def __init__(self, one: str, other: str, why: str = "") -> None:
        self.one, self.other = one, other
        because = f": {why}" if why else ""
        super().__init__(f"Use {one} or {other}, not both{because}.")
