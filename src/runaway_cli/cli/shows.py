"""Which show a command is about, and which ones there are."""

import os
import stat

from runaway_cli.cli.errors import NoSuchShowError
from runaway_cli.session import Session
from runaway_cli.system import shows


def chosen(session: Session, asked: str) -> Session:
    """Return the session of the show that somebody asked for by its id, its title or its file.

    A show's diary lies where the show is kept once it's added; that of the bundled one where it
    always is. Raises `NoSuchShowError`, and `SeasonBrokenError` for a file that's none.
    """
    id_ = asked if shows.is_id(asked) else shows.id_of(asked)
    folder = shows.folder_of(session.home, id_)
    if shows.is_there(folder):
        return session._replace(show=shows.show_file(folder), below=shows.place_of(id_))
    if id_ == bundled_id(session):
        return session
    if not is_file(asked):
        raise NoSuchShowError(asked, nearest(session, id_))
    by_file = session._replace(show=asked)
    id_ = shows.id_of(by_file.poster().title)
    if id_ == bundled_id(session):
        return by_file
    return by_file._replace(below=shows.place_of(id_))


def nearest(session: Session, id_: str) -> str | None:
    """Return the show whose id begins with `id_` or is most like it, None if none is."""
    from difflib import get_close_matches  # for slips only

    there = [bundled_id(session), *shows.ids(session.home)]
    begun = [other for other in there if other.startswith(id_)]
    return next(iter(begun or get_close_matches(id_, there, n=1)), None)


def bundled_id(session: Session) -> str:
    """Return what the bundled show is called."""
    return shows.id_of(session._replace(show=session.bundled).poster().title)


def all_shows(session: Session) -> dict[str, Session]:
    """Return the session of every show by id, the bundled one first."""
    bundled = session._replace(show=session.bundled, below=())
    added = {}
    for id_ in shows.ids(session.home):
        folder = shows.folder_of(session.home, id_)
        added[id_] = session._replace(show=shows.show_file(folder), below=shows.place_of(id_))
    return {bundled_id(session): bundled, **added}


def is_file(path: str) -> bool:
    """Whether a path leads to a file: a pipe would never end, and a device neither."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):  # ValueError for a name with a null byte
        return False
