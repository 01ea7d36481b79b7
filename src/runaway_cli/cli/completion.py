"""What the word at the cursor can become: numbers of episodes, and names heard so far."""

from collections.abc import Callable, Sequence

from runaway_cli.session import Viewer

Offer = Callable[[Viewer, Sequence[str], str], list[str]]
"""Takes the viewer, the words of the same argument before the cursor, and the word begun."""


def unwatched(here: Viewer, typed: Sequence[str], begun: str) -> list[str]:
    """Return the episodes still to be watched."""
    numbers = (str(episode.number) for episode in here.unwatched)
    return [number for number in numbers if number.startswith(begun)]


def finished(here: Viewer, typed: Sequence[str], begun: str) -> list[str]:
    """Return the episodes finished without a gap."""
    numbers = (str(number) for number in range(1, here.known.position + 1))
    return [number for number in numbers if number.startswith(begun)]


def heard(here: Viewer, typed: Sequence[str], begun: str) -> list[str]:
    """Return the words of names heard so far that follow the words typed.

    In small letters if `begun` is; a first word that is begun may stand anywhere in a name.
    """
    before = [word.casefold() for word in typed]
    names = [
        name.split() for person in here.known.people for name in (person.name, *person.aliases)
    ]
    following = [
        word
        for name in names
        for place, word in enumerate(name)
        if [w.casefold() for w in name[:place]] == before or (begun and not before)
    ]
    words = [word.lower() if begun.islower() else word for word in following]
    return [word for word in dict.fromkeys(words) if word.startswith(begun)]
