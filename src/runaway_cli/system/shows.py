"""Where added shows and their diaries are, and what each is called there."""

import os
import re
import unicodedata
import zlib

from runaway_cli.system.folders import RESERVED

WRITTEN, STORED = "show.toml", "show.json"
_SHELF = "shows"
LONGEST_ID = 40  # characters


def shelf(home: str) -> str:
    """Return the folder of all added shows."""
    return os.path.join(home, _SHELF)


def folder_of(home: str, id_: str) -> str:
    """Return the folder of a show, which holds its diary, too."""
    return os.path.join(home, *place_of(id_))


def place_of(id_: str) -> tuple[str, ...]:
    """Return where a show's folder, or somebody's diary of it, is below all that's theirs."""
    return (_SHELF, id_)


def id_of(title: str) -> str:
    """Return what a show with this title is called: "the-lamp-room".

    That's its letters a to z and digits, without case and accents, and a hyphen for whatever stands
    between them. If other letters or the end are left out, eight digits tell it from its likes.
    """
    text = unicodedata.normalize("NFKD", re.sub("['’]", "", title.casefold()))
    letters = [c for c in text if not unicodedata.combining(c)]
    plain = "".join(c if c.isascii() else " " for c in letters)
    id_ = "-".join(re.findall("[a-z0-9]+", plain))
    short = id_[:LONGEST_ID].strip("-")
    is_whole = all(c.isascii() or not c.isalnum() for c in letters)
    if is_whole and short == id_ and short and not RESERVED.fullmatch(short):
        return short
    said = unicodedata.normalize("NFC", title.casefold())
    digits = f"{zlib.crc32(said.encode('utf-8', 'surrogatepass')):08x}"
    return f"{short}-{digits}" if short else f"show-{digits}"


def is_id(text: str) -> bool:
    """Whether it can be a show's id: one is the name of a folder, and never a way out of it."""
    return bool(re.fullmatch("[a-z0-9][a-z0-9-]{0,60}", text))


def ids(home: str) -> list[str]:
    """Return the ids of the shows that were added, in order."""
    try:
        names = os.listdir(shelf(home))
    except OSError:
        return []
    return sorted(n for n in names if is_id(n) and is_there(folder_of(home, n)))


def is_there(folder: str) -> bool:
    """Whether a show is in a folder."""
    return os.path.isfile(os.path.join(folder, WRITTEN))


def show_file(folder: str) -> str:
    """Return the file that a show is read from.

    What is stored for reading counts as long as it's as old as what was written: whoever changes
    that by hand is answered from it, more slowly.
    """
    written, stored = os.path.join(folder, WRITTEN), os.path.join(folder, STORED)
    try:
        is_alike = os.stat(written).st_mtime_ns == os.stat(stored).st_mtime_ns
    except OSError:
        return written
    return stored if is_alike else written
