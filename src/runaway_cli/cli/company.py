"""Who is meant by a name, and the session of whoever is there."""

import os
from collections.abc import Iterable, Sequence

from runaway_cli.cli.errors import NoSuchPersonError, TwoOfThatNameError, YourselfError
from runaway_cli.diary import store
from runaway_cli.diary.files import Diary
from runaway_cli.session import Session
from runaway_cli.system import profiles
from runaway_cli.system.paths import diary_file
from runaway_cli.system.profiles import Profile

YOU = "you"  # what the first person goes by, besides their name
ALIKE = 0.6  # of 1: enough for two letters in the wrong order in a name of three


def present(
    session: Session,
    you: str | None,
    others: Sequence[str] | None,
    whose: str | None,
    with_whom: str | None,
) -> Session:
    """Return the session of the person who is called `you`, with `others`, as they were typed.

    Where nothing was typed, `whose` and `with_whom` count, which are `$RUNAWAY_PROFILE` and
    `$RUNAWAY_WITH`; that may hold several names, between commas. No name means the first person,
    and nobody with them. Raises `NoNameError`, `NoSuchPersonError`, `TwoOfThatNameError`, and
    `YourselfError` for somebody who was typed as their own company.
    """
    everybody = profiles.everybody(session.home)
    if you is not None:
        first = called(everybody, you)
    else:
        first = called(everybody, whose, "RUNAWAY_PROFILE") if whose else everybody[0]
    if others:
        company = [called(everybody, name) for name in others if name]
        if first in company:
            raise YourselfError(first.name)
    else:
        names = _apart(everybody, with_whom or "")
        company = [called(everybody, name, "RUNAWAY_WITH") for name in names]
    there = list(dict.fromkeys((first, *company)))
    return session._replace(
        roots=tuple(one.root for one in there), names=tuple(one.name for one in there)
    )


def _apart(people: Sequence[Profile], names: str) -> list[str]:
    """Return the names in a text, which may all be one person's."""
    if profiles.find(people, names):
        return [names]
    return [name for name in names.split(",") if name.strip()]


def called(people: Sequence[Profile], typed: str, variable: str | None = None) -> Profile:
    """Return the person who goes by a name as it was typed, or as a `variable` has it.

    The first person is "you", too. Raises `NoNameError`, `TwoOfThatNameError`, and
    `NoSuchPersonError` with the name that's nearest.
    """
    name = profiles.spelled(typed)
    if name.casefold() == YOU:
        return people[0]
    found = profiles.find(people, name)
    if not found:
        near = _nearest(name, (one.name for one in people if one.name))
        raise NoSuchPersonError(name, near, variable)
    if len(found) > 1:
        raise TwoOfThatNameError(name)
    return found[0]


def absent(session: Session) -> list[tuple[str | None, Diary]]:
    """Return the name and the diary of everybody who isn't there, in whatever state it is."""
    others = [one for one in profiles.everybody(session.home) if one.root not in session.roots]
    folders = session._replace(roots=tuple(one.root for one in others)).folders
    return [(one.name, store.look(folder)) for one, folder in zip(others, folders, strict=True)]


def each_once(session: Session) -> Session:
    """Return a session without those whose diary is, by a link, that of somebody before them."""
    by_path: dict[str, tuple[str, str | None]] = {}
    for root, name, folder in zip(session.roots, session.names, session.folders, strict=True):
        by_path.setdefault(os.path.realpath(diary_file(folder)), (root, name))
    roots, names = zip(*by_path.values(), strict=True)
    return session._replace(roots=roots, names=names)


def _nearest(name: str, names: Iterable[str]) -> str | None:
    from difflib import get_close_matches  # for slips only

    by_case = {other.casefold(): other for other in names}
    near = get_close_matches(name.casefold(), by_case, n=1, cutoff=ALIKE)
    return by_case[near[0]] if near else None
