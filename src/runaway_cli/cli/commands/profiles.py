"""profiles."""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Annotated

from runaway_cli.cli.company import YOU, called
from runaway_cli.cli.errors import FirstPersonError, NameTakenError, ProfileNotChangedError
from runaway_cli.cli.params import Argument
from runaway_cli.cli.typed import REMOVING
from runaway_cli.diary.errors import TheirDiaryError
from runaway_cli.errors import RunawayError, UsageError
from runaway_cli.language.phrases import quoted, reason, word
from runaway_cli.session import Session
from runaway_cli.system import folders
from runaway_cli.system import profiles as people
from runaway_cli.system.profiles import Profile
from runaway_cli.views import profiles as views

Words = Annotated[
    list[str] | None,
    Argument(
        "[add|rename|remove NAME]",
        "Somebody to add, to rename (OLD NEW, or you NEW) or to set aside.",
    ),
]


def profiles(session: Session, words: Words = None) -> views.ProfilesView | views.ProfileView:
    """Who has a diary here and where each of them is; add, rename or set one aside."""
    if not words or words == ["list"]:
        everybody = people.everybody(session.home)
        return views.profiles(tuple(_row(session, one) for one in everybody))
    verb, *rest = words
    if verb == "rename":
        if len(rest) != 2:
            raise UsageError('rename needs two names. Try: runaway profiles rename Ben "Ben Ö"')
        return _rename(session, *rest)
    if verb not in ("add", "remove"):
        meant = "remove" if verb in REMOVING and rest else "add"
        name = word(" ".join(rest)) if rest else "Ben"
        raise UsageError(
            f"I don't know what to do with {quoted(' '.join(words))}. "
            f"Try: runaway profiles {meant} {name}"
        )
    name = " ".join(rest)
    return _add(session, name) if verb == "add" else _remove(session, name)


def _row(session: Session, one: Profile) -> views.ProfileRow:
    """Return where somebody is: a number, and nothing of the story is read for it."""
    met: list[RunawayError] = []
    alone = session._replace(roots=(one.root,), names=(one.name,), warn=met.append)
    position = 0
    try:
        position = alone.glance().progress.position
    except RunawayError as error:
        met.append(error)
    troubles = [
        TheirDiaryError(one.name, error) if one.key and one.name else error for error in met
    ]
    trouble = str(troubles[0]) if troubles else None
    return views.ProfileRow(one.name, position, session.poster().total, trouble)


def _is_taken(everybody: Sequence[Profile], name: str) -> bool:
    return name.casefold() == YOU or bool(people.find(everybody, name))


def _add(session: Session, typed: str) -> views.ProfileView:
    name = people.spelled(typed)
    if _is_taken(people.everybody(session.home), name):
        raise NameTakenError(name)
    with _changing(people.root_of(session.home, name)):
        people.add(session.home, name)
    return views.added(name)


def _rename(session: Session, old: str, new: str) -> views.ProfileView:
    everybody, name = people.everybody(session.home), people.spelled(new)
    one = called(everybody, old)
    if _is_taken([other for other in everybody if other != one], name):
        raise NameTakenError(name)
    with _changing(one.root):
        people.rename(session.home, one, name)
    return views.renamed(one.name, name)


def _remove(session: Session, typed: str) -> views.ProfileView:
    one = called(people.everybody(session.home), typed)
    if one.root == session.home:
        raise FirstPersonError
    with _changing(one.root):
        aside = folders.set_aside(one.root, session.moment)
    return views.removed(one.name or "", one.key or "", aside)


@contextlib.contextmanager
def _changing(path: str) -> Iterator[None]:
    """Say it when the system won't change a folder. Raises `ProfileNotChangedError`."""
    try:
        yield
    except OSError as error:
        raise ProfileNotChangedError(path, reason(error)) from None
