"""shows."""

import sys
from typing import Annotated, BinaryIO

from runaway_cli.cli.errors import NoSuchFileError, NoSuchShowError
from runaway_cli.cli.params import Argument
from runaway_cli.cli.shows import all_shows, bundled_id, is_file, nearest
from runaway_cli.errors import RunawayError, UsageError
from runaway_cli.language.phrases import quoted, reason
from runaway_cli.session import Session
from runaway_cli.system import folders
from runaway_cli.system import shows as places
from runaway_cli.views import shows as views
from runaway_cli.views.seasons import waits

Words = Annotated[
    list[str] | None,
    Argument(
        "[add FILE | remove ID]", "A file to add (- for standard input), or a show to remove."
    ),
]


def shows(session: Session, words: Words = None) -> views.ShowsView | views.ShelfView:
    """Your shows and where you are in each; add one, or set one aside."""
    if not words or words == ["list"]:
        found = all_shows(session)
        return views.shows(tuple(_row(id_, one, session.folder) for id_, one in found.items()))
    verb, *rest = words
    if verb not in ("add", "remove"):
        raise UsageError(
            f"I don't know what to do with {quoted(' '.join(words))}. "
            "Try: runaway shows add FILE, or runaway shows remove ID"
        )
    if len(rest) != 1:
        thing = "file" if verb == "add" else "show"
        raise UsageError(f"{verb} needs one {thing}. To see your shows: runaway shows")
    return _add(session, rest[0]) if verb == "add" else _remove(session, rest[0])


def _row(id_: str, session: Session, current: str) -> views.ShowRow:
    title, trouble = id_, None
    total = watched = 0
    next_ = place = waiting = None
    try:
        title = session.poster().title
        here = session.glance()
        known, position = here.known, here.progress.position
        total, watched = known.total, len(here.progress.watched)
        waiting = waits(known, position, here.moment.date())
        if position < total:
            next_ = position + 1
            place = known.episodes[position].place if known.has_seasons else None
    except RunawayError as error:
        trouble = str(error)
    return views.ShowRow(
        id=id_,
        title=title,
        watched=watched,
        total=total,
        next=next_,
        place=place,
        waits=waiting,
        is_current=session.folder == current,
        trouble=trouble,
    )


def _add(session: Session, path: str) -> views.ShelfView:
    from runaway_cli.story import library  # brings the lint

    bundled = session._replace(show=session.bundled).poster().title
    if path == "-":
        added = library.add(_standard_input(), session.home, bundled)
    elif not is_file(path):
        raise NoSuchFileError(path, "there's no such file")
    else:
        try:
            with open(path, "rb") as file:
                added = library.add(file, session.home, bundled)
        except OSError as error:
            raise NoSuchFileError(path, reason(error)) from None
    return views.added(*added, folders.set_aside_last(places.shelf(session.home), added.id))


def _standard_input() -> BinaryIO:
    if not sys.stdin:
        raise UsageError("There's nothing on standard input.")
    return sys.stdin.buffer


def _remove(session: Session, asked: str) -> views.ShelfView:
    from runaway_cli.story.library_errors import BundledShowError, NotStoredError

    id_ = asked if places.is_id(asked) else places.id_of(asked)
    folder = places.folder_of(session.home, id_)
    if not places.is_there(folder):
        if id_ == bundled_id(session):
            raise BundledShowError(id_, "removed")
        raise NoSuchShowError(asked, nearest(session, id_))
    try:
        return views.removed(id_, folders.set_aside(folder, session.moment))
    except OSError as error:
        raise NotStoredError(folder, reason(error)) from None
