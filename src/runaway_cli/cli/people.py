"""Who is meant by a name, and the session of whoever is there."""

from collections.abc import Iterable

from runaway_cli.cli.errors import NoSuchPersonError
from runaway_cli.session import Session
from runaway_cli.system import profiles
from runaway_cli.system.profiles import Person

ALIKE = 0.6  # of 1: enough for two letters in the wrong order in a name of three


def present(session: Session, you: str) -> Session:
    """Return the session of the person who is called `you`.

    Raises `NoNameError` and `NoSuchPersonError`.
    """
    one = called(profiles.everybody(session.home), you)
    return session._replace(roots=(one.root,), names=(one.name,))


def called(people: Iterable[Person], typed: str) -> Person:
    """Return the person who goes by a name as it was typed.

    Raises `NoNameError`, and `NoSuchPersonError` with the name that's nearest.
    """
    people, name = tuple(people), profiles.spelled(typed)
    if found := profiles.find(people, name):
        return found
    raise NoSuchPersonError(name, _nearest(name, (one.name for one in people if one.name)))


def _nearest(name: str, names: Iterable[str]) -> str | None:
    from difflib import get_close_matches  # for slips only

    by_case = {other.casefold(): other for other in names}
    near = get_close_matches(name.casefold(), by_case, n=1, cutoff=ALIKE)
    return by_case[near[0]] if near else None
