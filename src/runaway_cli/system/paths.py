"""Where the viewer's things are."""

import os
import sys

from runaway_cli.system.errors import NoHomeError

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_BUNDLED = os.path.join(_PACKAGE, "data", "show.toml")  # in a wheel; a checkout has it at the top
_CHECKOUT = os.path.normpath(os.path.join(_PACKAGE, "..", "..", "data", "show.toml"))
SEASON = _BUNDLED if os.path.exists(_BUNDLED) else _CHECKOUT


def diary_folder() -> str:
    """Return where the diary is: `$RUNAWAY_HOME`, or the platform's config directory.

    Raises `NoHomeError`.
    """
    return os.environ.get("RUNAWAY_HOME") or _config_folder()


def diary_names(folder: str) -> list[str]:
    """Return the names of the files in `folder` that make up a diary, sorted. Raises OSError."""
    names = [(os.path.normcase(name), name) for name in os.listdir(folder)]
    return sorted(n for case, n in names if case.startswith("progress") and case.endswith(".toml"))


def _config_folder() -> str:
    """Return what `platformdirs` says; in the plain case without importing it, which takes 6 ms."""
    if sys.platform == "linux":
        for name, below in (("XDG_CONFIG_HOME", ""), ("HOME", ".config")):
            if os.path.isabs(base := os.environ.get(name, "")):
                return os.path.join(base, below, "runaway")
    import platformdirs

    try:
        folder = platformdirs.user_config_dir("runaway", appauthor=False)
    except RuntimeError:
        raise NoHomeError from None
    if not os.path.isabs(folder):
        raise NoHomeError
    return folder
