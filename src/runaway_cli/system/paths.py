"""Where the viewer's things are, and what they and the machine are called."""

import os
import sys
from collections.abc import Iterable

from runaway_cli.system.errors import NoHomeError, OddHomeError

OWN = "progress.toml"
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_BUNDLED = os.path.join(_PACKAGE, "data", "show.toml")  # in a wheel; a checkout has it at the top
_CHECKOUT = os.path.normpath(os.path.join(_PACKAGE, "..", "..", "data", "show.toml"))
_IS_ARCHIVED = not os.path.isdir(_PACKAGE)  # in a zipapp, where nothing is a file by itself
SEASON = _BUNDLED if _IS_ARCHIVED or os.path.exists(_BUNDLED) else _CHECKOUT


def diary_folder() -> str:
    """Return where the diary is: `$RUNAWAY_HOME`, or a usual place that has one, or the first.

    Raises `NoHomeError`, and `OddHomeError` for a `$RUNAWAY_HOME` that isn't a full path.
    """
    if told := os.environ.get("RUNAWAY_HOME"):
        folder = os.path.expanduser(told)
        if not os.path.isabs(folder) or not folder.isprintable():
            raise OddHomeError(told)
        return folder
    places = usual_places()
    return next((place for place in places if has_diary(place)), places[0])


def usual_places() -> list[str]:
    """Return where a diary is unless somebody says otherwise, the place for a new one first.

    The others are where it can be from before: an editor's terminal may move the config folder.
    platformdirs is asked on Windows; on macOS its answer depends on its version, and on Linux it's
    plain. Raises `NoHomeError`.
    """
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        import platformdirs  # it asks the system, not a variable; takes 6 ms

        local = os.path.dirname(platformdirs.user_config_dir("runaway", appauthor=False))
        bases = [local, os.environ.get("LOCALAPPDATA", ""), os.path.join(home, "AppData", "Local")]
    elif sys.platform == "darwin":
        support = os.path.join(home, "Library", "Application Support")
        bases = [support, os.environ.get("XDG_CONFIG_HOME", ""), os.path.join(home, ".config")]
    else:
        bases = [os.environ.get("XDG_CONFIG_HOME", ""), os.path.join(home, ".config")]
        bases.append(os.path.join(os.environ.get("SNAP_REAL_HOME", ""), ".config"))
    places = [os.path.join(base, "runaway") for base in bases if os.path.isabs(base)]
    if not places:
        raise NoHomeError
    return list(dict.fromkeys(places))


def diary_file(folder: str) -> str:
    """Return the path of the diary in a folder, whether it's there or not."""
    return os.path.join(folder, OWN)


def has_diary(folder: str) -> bool:
    """Whether a diary is in a folder, in whatever state."""
    return os.path.lexists(diary_file(folder))


def machine() -> str | None:
    """Return what this machine is called, in ASCII, None when nobody knows."""
    import platform

    return platform.node().partition(".")[0].encode("ascii", "replace").decode() or None


def is_within(folder: str, place: str) -> bool:
    """Whether a folder is a place or lies in it, as those of other shows do."""
    inner, outer = (os.path.join(os.path.realpath(path), "") for path in (folder, place))
    return inner.startswith(outer)


def diary_files(folder: str, names: Iterable[str]) -> list[str]:
    """Return the paths of the files that make up a diary, its own first: it may be missing.

    The others are those of `names` that hold "progress" and ".toml"; a link to one of them is no
    other file.
    """
    files = [diary_file(folder)]
    for name in sorted(filter(_is_part, names)):
        path = os.path.join(folder, name)
        if path not in files and not any(_are_one(path, file) for file in files):
            files.append(path)
    return files


def lookalikes(names: Iterable[str]) -> list[str]:
    """Return the names that may be a part of the diary under another name, and so are not read."""
    return sorted(n for n in names if _names_a_diary(n) and not _is_part(n) and not _is_kept(n))


def kept(names: Iterable[str]) -> list[str]:
    """Return the names of what editors and repairs have set aside, which is never read."""
    return sorted(name for name in names if _names_a_diary(name) and _is_kept(name))


def _names_a_diary(name: str) -> bool:
    return "progress" in name.casefold() and ".toml" in name.casefold()


def _is_part(name: str) -> bool:
    """Whether it's the name of a diary or of a copy, as the many ways to sync a folder call it."""
    return _names_a_diary(name) and name.casefold().startswith("progress") and not _is_kept(name)


def _is_kept(name: str) -> bool:
    name = name.casefold()
    return name.endswith(("~", ".bak", ".swp", ".orig")) or name.startswith(("damaged-", "joined-"))


def _are_one(path: str, other: str) -> bool:
    """Whether two names lead to one file."""
    if os.path.realpath(path) == os.path.realpath(other):
        return True
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False
