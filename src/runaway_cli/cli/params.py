"""What several commands share: arguments, what they complete to, a look at the diary, a record."""

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any, NamedTuple

from runaway_cli import session
from runaway_cli.cli.output import complain
from runaway_cli.diary.events import Deed, Event
from runaway_cli.diary.progress import Progress
from runaway_cli.errors import RunawayError
from runaway_cli.language.errors import (
    NoSuchEpisodeError,
    NotUnderstoodError,
    RunsBackwardsError,
)


class Option(NamedTuple):
    """An option of a command, as in "--at WHEN"; one of a bool is a flag.

    A number lies between `lowest` and `highest`. `complete` takes Typer's context, whose `params`
    are the words before, and what was typed so far, and returns what that can become.
    """

    name: str
    help: str
    metavar: str | None = None
    lowest: float | None = None
    highest: float | None = None
    complete: Callable[[Any, str], list[str]] | None = None
    default_is_said: bool = False


class Argument(NamedTuple):
    """A word behind a command, or several. `complete` is as in `Option`."""

    metavar: str
    help: str
    complete: Callable[[Any, str], list[str]]


def _here() -> list[session.Viewer]:
    """Return the viewer, or nobody rather than print trouble into a half-typed line."""
    try:
        return [session.now()]
    except RunawayError:
        return []


def _unwatched(ctx: Any, incomplete: str) -> list[str]:
    numbers = [
        str(episode.number)
        for here in _here()
        for episode in here.known.episodes
        if episode.number not in here.progress.watched
    ]
    return [number for number in numbers if number.startswith(incomplete)]


def _finished(ctx: Any, incomplete: str) -> list[str]:
    numbers = [str(n) for here in _here() for n in range(1, here.known.position + 1)]
    return [number for number in numbers if number.startswith(incomplete)]


def _heard(ctx: Any, incomplete: str) -> list[str]:
    """Complete the words of names heard, following the words already typed, in small letters
    for who types small letters; a first word that is begun may stand anywhere in a name."""
    typed = [str(word).casefold() for word in ctx.params.get("name") or ()]
    people = [person for here in _here() for person in here.known.people]
    names = [name.split() for person in people for name in (person.name, *person.aliases)]
    following = [
        word
        for name in names
        for place, word in enumerate(name)
        if [w.casefold() for w in name[:place]] == typed or (incomplete and not typed)
    ]
    words = [word.lower() if incomplete.islower() else word for word in following]
    return [word for word in dict.fromkeys(words) if word.startswith(incomplete)]


AsJson = Annotated[bool, Option("--json", "Print JSON instead of a screen.")]
Plain = Annotated[
    bool, Option("--plain", "Print plain lines, one fact each; good to be read aloud.")
]
AsOf = Annotated[
    str | None,
    Option("--as-of", "Look back to the end of episode N.", "N", complete=_finished),
]
Finished = Annotated[str | None, Argument("[N]", "An episode you have finished.", _finished)]
Numbers = Annotated[
    list[str] | None, Argument("[N or A-B]...", "Default: the next one.", _unwatched)
]
Name = Annotated[list[str], Argument("NAME", "Any part of a name, actor or role.", _heard)]


def look(as_of: str | None = None) -> session.Viewer:
    """Return the viewer as of now or of episode `as_of`, and say what is wrong with the diary.

    Raises `LookAheadError`, what `episode_number` raises, and what `session.now` raises.
    """
    here = _saying_troubles(session.now())
    return session.looking_back(here, episode_number(as_of, here.known.total, lowest=0))


def record(decide: Callable[[Progress, int], Deed | None]) -> tuple[Event | None, session.Viewer]:
    """Write down what `decide` makes of the progress, as `session.record` does, and say what is
    wrong with the diary; a trouble that keeps it from being written is raised, and said once."""
    event, here = session.record(decide)
    return event, _saying_troubles(here)


def _saying_troubles(here: session.Viewer) -> session.Viewer:
    for trouble in here.troubles:
        complain(str(trouble))
    return here


def episode_numbers(texts: Sequence[str], total: int) -> tuple[int, ...]:
    """Return the episodes that "3", "2-4" and the like mean, ascending, each once.

    Raises `NotUnderstoodError`, `RunsBackwardsError`, or `NoSuchEpisodeError` for one outside
    1..total.
    """
    numbers: set[int] = set()
    for text in texts:
        written = re.fullmatch(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", text)
        if not written:
            raise NotUnderstoodError(text, "an episode number", "3 or 2-4")
        first, last = int(written[1]), int(written[2] or written[1])
        if first > last:
            raise RunsBackwardsError(first, last)
        for end in (first, last):
            if not 1 <= end <= total:
                raise NoSuchEpisodeError(end, total)
        numbers |= set(range(first, last + 1))
    return tuple(sorted(numbers))


def episode_number(text: str | None, total: int, *, lowest: int = 1) -> int | None:
    """Return the one episode `text` means, None for none.

    Raises `NotUnderstoodError`, or `NoSuchEpisodeError` for one outside lowest..total.
    """
    if text is None:
        return None
    if not re.fullmatch("[0-9]{1,6}", text):
        raise NotUnderstoodError(text, "an episode number", "3")
    if not lowest <= int(text) <= total:
        raise NoSuchEpisodeError(int(text), total)
    return int(text)
