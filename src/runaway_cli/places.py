"""Where the viewer's things are."""

import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))
_BUNDLED = os.path.join(_HERE, "data", "show.toml")  # in a wheel; a checkout has it at the top
_CHECKOUT = os.path.normpath(os.path.join(_HERE, "..", "..", "data", "show.toml"))
SEASON = _BUNDLED if os.path.exists(_BUNDLED) else _CHECKOUT


def diary_folder() -> str:
    """Return where the diary is: `$RUNAWAY_HOME`, or the platform's config directory.

    Raises RuntimeError when there is no home directory.
    """
    return os.environ.get("RUNAWAY_HOME") or _folder("config")


def diary_names(folder: str) -> list[str]:
    """Return the names of the files in `folder` that make up a diary, sorted. Raises OSError."""
    names = [(os.path.normcase(name), name) for name in os.listdir(folder)]
    return sorted(n for case, n in names if case.startswith("progress") and case.endswith(".toml"))


def pages_folder() -> str:
    """Return where pages are kept: the platform's cache directory. Raises as `diary_folder`."""
    return _folder("cache")


def _folder(kind: str) -> str:
    """Return what `platformdirs` says; in the plain case without importing it, which takes 6 ms."""
    if sys.platform == "linux":
        for name, below in ((f"XDG_{kind.upper()}_HOME", ""), ("HOME", f".{kind}")):
            if os.path.isabs(base := os.environ.get(name, "")):
                return os.path.join(base, below, "runaway")
    import platformdirs

    folders = platformdirs.PlatformDirs("runaway", appauthor=False)
    folder = folders.user_config_dir if kind == "config" else folders.user_cache_dir
    if not os.path.isabs(folder):
        raise RuntimeError
    return folder
