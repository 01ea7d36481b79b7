"""What a folder of the viewer's may be called, and how one is set aside."""

import os
import re
from datetime import datetime

RESERVED = re.compile("(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")  # no folder's name on Windows


def set_aside(folder: str, moment: datetime) -> str:
    """Rename a folder to one beside it that isn't read, and return its new path.

    No id and no key has a dot. Nothing is deleted. Raises OSError.
    """
    shelf, name = os.path.split(folder)
    path = os.path.join(shelf, f"removed-{moment:%Y-%m-%dT%H.%M.%S}-{name}")
    os.rename(folder, path)
    return path


def set_aside_last(shelf: str, name: str) -> str | None:
    """Return where a folder of this name was set aside last, None if it never was."""
    try:
        names = os.listdir(shelf)
    except OSError:
        return None
    removed = [n for n in names if n.startswith("removed-") and _name_in(n) == name]
    return os.path.join(shelf, max(removed)) if removed else None


def _name_in(aside: str) -> str:
    """Return what a folder that was set aside was called."""
    return aside.rpartition(".")[2].partition("-")[2]
