"""Who is meant by a name, and the session of whoever is there."""

import os
from collections.abc import Iterable, Sequence

from runaway_cli.cli.errors import NoSuchPersonError
from runaway_cli.diary import store
from runaway_cli.diary.progress import Progress, fold
from runaway_cli.session import Session
from runaway_cli.system import profiles
from runaway_cli.system.paths import diary_file
from runaway_cli.system.profiles import Person

ALIKE = 0.6  # of 1: enough for two letters in the wrong order in a name of three


def present(session: Session, you: str | None, others: Sequence[str] | str) -> Session:
    """Return the session of the person who is called `you`, None for the first, with others.

    The others are names as they were typed, or one text that may hold several, between commas.
    Raises `NoNameError` and `NoSuchPersonError`.
    """
    everybody = profiles.everybody(session.home)
    first = everybody[0] if you is None else called(everybody, you)
    if isinstance(others, str):
        is_one = profiles.find(everybody, others) is not None
        others = [others] if is_one else [name for name in others.split(",") if name.strip()]
    there = _one_for_each_diary([first, *(called(everybody, name) for name in others)])
    return session._replace(
        roots=tuple(one.root for one in there), names=tuple(one.name for one in there)
    )


def called(people: Iterable[Person], typed: str) -> Person:
    """Return the person who goes by a name as it was typed.

    Raises `NoNameError`, and `NoSuchPersonError` with the name that's nearest.
    """
    people, name = tuple(people), profiles.spelled(typed)
    if found := profiles.find(people, name):
        return found
    raise NoSuchPersonError(name, _nearest(name, (one.name for one in people if one.name)))


def absent(session: Session) -> list[tuple[str | None, Progress]]:
    """Return the name and the progress of everybody who isn't there, without a word of trouble."""
    others = [one for one in profiles.everybody(session.home) if one.root not in session.roots]
    folders = session._replace(roots=tuple(one.root for one in others)).folders
    return [
        (one.name, fold(store.look(folder).events))
        for one, folder in zip(others, folders, strict=True)
    ]


def _one_for_each_diary(people: Iterable[Person]) -> list[Person]:
    """Return people without those whose diary is, by a link, that of somebody before them."""
    by_path: dict[str, Person] = {}
    for one in people:
        by_path.setdefault(os.path.realpath(diary_file(one.root)), one)
    return list(by_path.values())


def _nearest(name: str, names: Iterable[str]) -> str | None:
    from difflib import get_close_matches  # for slips only

    by_case = {other.casefold(): other for other in names}
    near = get_close_matches(name.casefold(), by_case, n=1, cutoff=ALIKE)
    return by_case[near[0]] if near else None
