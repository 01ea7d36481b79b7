"""What an argument or the value of an option can be, as offered when Tab is pressed."""

from collections.abc import Callable, Iterable, Sequence

from runaway_cli.session import Viewer

Offer = Callable[[Callable[[], Viewer], Sequence[str], str], list[str]]
"""Takes how to look at the viewer, which reads the diary and may raise what `Session.look` raises;
the words of the same argument before the cursor; and the word begun, of which each offer is a
continuation, in letters of either case."""

SHELLS = ("bash", "zsh", "fish")
ARTICLES = ("the", "a", "an")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = tuple(day[:3] for day in _WEEKDAYS)
_BY_METAVAR = {
    "DAY": ("tomorrow", *_WEEKDAYS),
    "TIME": ("midnight",),
    "WHEN": ("yesterday", "last night", *_WEEKDAYS),
}


def unwatched(look: Callable[[], Viewer], typed: Sequence[str], begun: str) -> list[str]:
    """Return the episodes still to be watched, without those that stand there already."""
    numbers = (str(episode.number) for episode in look().unwatched)
    return starting((number for number in numbers if number not in typed), begun)


def finished(look: Callable[[], Viewer], typed: Sequence[str], begun: str) -> list[str]:
    """Return the episodes finished without a gap; one is enough."""
    numbers = range(1, look().known.position + 1)
    return [] if typed else starting(map(str, numbers), begun)


def profiles(look: Callable[[], Viewer], typed: Sequence[str], begun: str) -> list[str]:
    """Return the names of everybody who has a diary here."""
    from runaway_cli.system.paths import diary_folder
    from runaway_cli.system.profiles import everybody

    return starting(filter(None, (one.name for one in everybody(diary_folder()))), begun)


def shows(look: Callable[[], Viewer], typed: Sequence[str], begun: str) -> list[str]:
    """Return the ids of all shows, that of the one asked about among them."""
    from runaway_cli.system.paths import diary_folder
    from runaway_cli.system.shows import id_of, ids

    return starting(sorted({id_of(look().known.title), *ids(diary_folder())}), begun)


def shells(look: Callable[[], Viewer], typed: Sequence[str], begun: str) -> list[str]:
    """Return the shells whose completion we have."""
    return [] if typed else starting(SHELLS, begun)


def heard(look: Callable[[], Viewer], typed: Sequence[str], begun: str) -> list[str]:
    """Return the rest of each name heard so far that continues the words typed.

    Behind nothing that is each whole name; what is begun may also be a later word of it, but an
    article only where a name starts with it.
    """
    before = " ".join(typed).casefold().split()
    names = [name for person in look().known.people for name in (person.name, *person.aliases)]
    found: list[str] = []
    for words in map(str.split, names):
        for place in range(len(words) if before or begun else 1):
            rest = words[place + len(before) :]
            is_so_far = [word.casefold() for word in words[place:][: len(before)]] == before
            if is_so_far and rest and not (place and rest[0].casefold() in ARTICLES):
                found.append(" ".join(rest))
    return starting(dict.fromkeys(found), begun)


def by_metavar(metavar: str | None, begun: str) -> list[str]:
    """Return words that the value of an option can be: days and times, but no numbers."""
    if metavar == "DAYS":
        first, comma, last = begun.rpartition(",")
        given = first.casefold().split(",")
        days = [day for day in (*_DAYS, "weekend") if day not in given]
        return [first + comma + day for day in starting(days, last)]
    return starting(_BY_METAVAR.get(metavar or "", ()), begun)


def starting(words: Iterable[str], begun: str) -> list[str]:
    """Return those of `words` that start with what is begun, in letters of either case."""
    return [word for word in words if word.casefold().startswith(begun.casefold())]
