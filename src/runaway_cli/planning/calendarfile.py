"""The file a plan is saved in: a new one, or an older plan that it replaces, and nothing else."""

import os

from runaway_cli.language.phrases import reason
from runaway_cli.planning.errors import FileNotSavedError, NotYoursError
from runaway_cli.planning.icalendar import FIRST_LINES, Edition, edition_of
from runaway_cli.system.atomic import PUBLIC, create, replace

_ENOUGH = 1000  # bytes, which hold the first event


def edition_at(path: str) -> Edition | None:
    """Return the edition of the plan at `path`, None if there's none that can be read."""
    try:
        file = os.path.realpath(path)
        head = _head(file) if os.path.isfile(file) else b""
    except (OSError, ValueError):  # saving will say what's wrong
        return None
    return edition_of(head.decode("utf-8", "replace")) if _is_ours(head) else None


def save(text: str, path: str) -> None:
    """Write a calendar, as a new file or instead of an older plan; over anything else, nothing.

    Raises `NotYoursError` and `FileNotSavedError`.
    """
    try:
        file = os.path.realpath(path)  # a name that ends in "/" or goes through ".." leads there
        is_there = os.path.lexists(path) or os.path.lexists(file)
        if is_there and not (os.path.isfile(file) and _is_ours(_head(file))):
            raise NotYoursError(path or file)
        (replace if is_there else create)(file, text.encode(), mode=PUBLIC)
    except OSError as error:
        raise FileNotSavedError(path, reason(error)) from error


def _head(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(_ENOUGH)


def _is_ours(head: bytes) -> bool:
    return head.startswith(FIRST_LINES.encode())
