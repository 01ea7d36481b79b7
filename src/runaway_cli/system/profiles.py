"""Who keeps a diary here: a folder for each person, and the name they go by."""

import os
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from runaway_cli.system import atomic
from runaway_cli.system.errors import NoNameError
from runaway_cli.system.folders import RESERVED

SPELLING = "name.txt"  # in a person's folder, their name as they spell it
LONGEST_NAME = 60  # characters
LONGEST_KEY = 200  # of the 255 bytes that a folder's name may have, so that there's room for a date
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_JOINERS = "\u200c\u200d"  # invisible, but Persian names and many emojis are spelled with them


class Profile(NamedTuple):
    """Somebody with a diary, and the folder of all that's theirs.

    `name` is None for the first person, as long as they haven't said; so is `key`, which tells
    people apart.
    """

    root: str
    name: str | None = None
    key: str | None = None


def shelf(home: str) -> str:
    """Return the folder of everybody but the first person."""
    return os.path.join(home, "profiles")


def root_of(home: str, name: str) -> str:
    """Return the folder of the person with this name, whether they're there or not."""
    return os.path.join(shelf(home), key_of(name))


def spelled(typed: str) -> str:
    """Return a name with single spaces, composed as most keyboards do.

    Raises `NoNameError` for what nobody can be called.
    """
    name = unicodedata.normalize("NFC", " ".join(typed.split())).strip(_JOINERS)
    if not name:
        raise NoNameError(typed, "it's empty")
    if not all(sign.isprintable() or sign in _JOINERS for sign in name):
        raise NoNameError(typed, "it holds characters that can't be seen")
    if len(name) > LONGEST_NAME:
        raise NoNameError(typed, f"it has {len(name)} characters, and {LONGEST_NAME} is the most")
    return name


def key_of(name: str) -> str:
    """Return what the folder of somebody with this name is called: "o%27hara%20jr%2e".

    That's the name without case, its UTF-8 percent-encoded except for a-z, 0-9, "-" and "_"; of a
    very long one the beginning, and 32 digits of its hash to keep it unique.
    """
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
    key = "".join(s if s in _PLAIN else _encoded(s) for s in text)
    if RESERVED.fullmatch(text):
        return _encoded(text[0]) + key[1:]
    if len(key) <= LONGEST_KEY:
        return key
    import hashlib

    digits = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]
    return f"{key[: LONGEST_KEY - 33]}~{digits}"


def _encoded(sign: str) -> str:
    return "".join(f"%{byte:02x}" for byte in sign.encode(errors="surrogatepass"))


def is_key(name: str) -> bool:
    """Whether it can be what a person's folder is called: never a way out of the shelf."""
    return 0 < len(name) <= LONGEST_KEY and set(name) <= _PLAIN | set("%~")


def everybody(home: str) -> tuple[Profile, ...]:
    """Return the first person, who keeps their diary in `home`, then the others by name."""
    try:
        keys = [key for key in os.listdir(shelf(home)) if is_key(key)]
    except OSError:
        keys = []
    others = (_other(os.path.join(shelf(home), key), key) for key in keys)
    there = [one for one in others if os.path.isdir(one.root)]
    return (_named(home, _written(home)), *sorted(there, key=lambda one: (one.name, one.key)))


def find(people: Iterable[Profile], name: str) -> list[Profile]:
    """Return everybody of `people` who goes by a name, in whatever case: one, if at all, unless a
    hand has moved folders."""
    return [one for one in people if one.key == key_of(name)]


def add(home: str, name: str) -> Profile:
    """Make a place for somebody. Raises OSError."""
    for folder in (home, shelf(home)):  # makedirs gives its mode to the last folder only
        os.makedirs(folder, mode=0o700, exist_ok=True)
    return _call(root_of(home, name), name)


def rename(home: str, one: Profile, name: str) -> Profile:
    """Give somebody another name and, except for the first person, the folder that goes with it.

    Raises OSError.
    """
    if one.root == home:
        return _call(home, name)
    root = root_of(home, name)
    _call(one.root, name)
    if root != one.root:
        os.rename(one.root, root)
    return _named(root, name)


def _named(root: str, name: str | None) -> Profile:
    return Profile(root, name, key_of(name) if name else None)


def _call(root: str, name: str) -> Profile:
    """Write down a name in a folder, which may be new."""
    os.makedirs(root, mode=0o700, exist_ok=True)
    atomic.replace(os.path.join(root, SPELLING), f"{name}\n".encode(), mode=atomic.PRIVATE)
    return _named(root, name)


def _other(root: str, key: str) -> Profile:
    """Return the person whose folder is called `key`, by the name in it if that goes with it."""
    name = _written(root)
    return Profile(root, name if name and key_of(name) == key else _decoded(key), key)


def _written(root: str) -> str | None:
    """Return the name that is written down in a folder, None if none is."""
    try:
        return spelled((atomic.read(os.path.join(root, SPELLING)) or b"").decode())
    except (OSError, UnicodeDecodeError, NoNameError):
        return None


def _decoded(key: str) -> str:
    """Return the name that a folder's name stands for, in small letters."""
    from urllib.parse import unquote

    try:
        return spelled(unquote(key, errors="strict"))
    except (UnicodeDecodeError, NoNameError):
        return key
