"""What can't become a draft of a show file. Says how to get what can."""

from collections.abc import Sequence

from runaway_cli.errors import RunawayError, UsageError
from runaway_cli.language.phrases import counted, quoted

API = "https://api.tvmaze.com"
_SAID = 5  # shows named of a search


def fetch(show: int | str) -> str:
    """Return the command that asks TVmaze for one show with all that a draft can use."""
    return f'curl "{API}/shows/{show}?embed[]=episodes&embed[]=cast"'


class NotAnAnswerError(RunawayError):
    """Not a show or a list of episodes as TVmaze gives them; `what` is what it is, a phrase."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"That's no answer from TVmaze to draft from: {what}.")


class EmptyAnswerError(RunawayError):
    """TVmaze answered with nothing at all."""

    def __init__(self) -> None:
        super().__init__("The answer is empty: TVmaze found nothing. Try another spelling.")


class RefusedError(RunawayError):
    """TVmaze answered with an error, `status` 404 for example, called `name`."""

    def __init__(self, status: int, name: str) -> None:
        self.status, self.name = status, name
        said = f"{status}, {quoted(name)}" if name else f"{status}"
        super().__init__(f"TVmaze answered with an error: {said}.")


class WhichShowError(RunawayError):
    """A search or a list of shows; `shows` are (id, name, year or None), the best first."""

    def __init__(self, shows: Sequence[tuple[int, str, int | None]]) -> None:
        self.shows = tuple(shows)
        named = ", ".join(
            f"{quoted(name)} ({year}) is {id_}" if year else f"{quoted(name)} is {id_}"
            for id_, name, year in shows[:_SAID]
        )
        first = shows[0][0] if shows else "ID"
        listed = f": {named}" if named else ""
        super().__init__(f"That's a list of shows{listed}. Ask for one of them: {fetch(first)}")


class SeveralShowsError(RunawayError):
    """A schedule: the episodes belong to `count` shows."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            f"That's a schedule with episodes of {count} shows. Ask for one show: {fetch('ID')}"
        )


class NoEpisodesError(RunawayError):
    """The answer is about the show `title`, and its episodes weren't asked for."""

    def __init__(self, title: str, show: int) -> None:
        self.title, self.show = title, show
        super().__init__(
            f"This answer about {quoted(title)} comes without its episodes. "
            f"Ask for them, too: {fetch(show)}"
        )


class NoEpisodesListedError(RunawayError):
    """TVmaze knows the show `title`, and no numbered episode of it."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(
            f"TVmaze lists no episodes of {quoted(title)} yet. "
            "If you know how many there are: runaway draft TITLE --episodes N --minutes N"
        )


class TooManyEpisodesError(RunawayError):
    """`count` episodes, where a show file holds `most`."""

    def __init__(self, count: int, most: int) -> None:
        self.count, self.most = count, most
        super().__init__(
            f"That's {counted(count, 'episode')}; a show file holds {counted(most, 'episode')}."
        )


class OtherShowError(UsageError):
    """The second file, for the specials, is of another show than the first."""

    def __init__(self, show: int, other: int) -> None:
        self.show, self.other = show, other
        super().__init__(
            f"The specials are of show {other}, not {show}. "
            f'Ask for the right ones: curl "{API}/shows/{show}/episodes?specials=1"'
        )


class BlankDraftError(UsageError):
    """A draft from nothing was asked for with `value`, which can't be its `what`."""

    def __init__(self, what: str, value: object, needed: str) -> None:
        self.what, self.value = what, value
        super().__init__(f"{quoted(str(value))} can't be the {what}: use {needed}.")
