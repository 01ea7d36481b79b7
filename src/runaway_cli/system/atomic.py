"""Puts whole files on disk, or nothing. A path is a str: `pathlib` takes 3 ms."""

import contextlib
import os
import sys

PRIVATE, PUBLIC = 0o600, 0o666


def beside(path: str, name: str) -> str:
    """Return the path of what is called `name` in the folder of `path`."""
    return os.path.join(os.path.dirname(path), name)


def create(path: str, text: str, *, mode: int = PRIVATE) -> None:
    """Put a new file at `path`, or instead of the one there, whole and on disk.

    Raises OSError, and then nothing has changed.
    """
    unfinished = beside(path, f".{os.path.basename(path)}.new")
    try:
        with open(unfinished, "wb", opener=lambda p, flags: os.open(p, flags, mode)) as file:
            file.write(text.encode("utf-8", "surrogateescape"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:  # a full disk, or Ctrl-C
        with contextlib.suppress(FileNotFoundError):
            os.unlink(unfinished)
        raise
    sync_folder(os.path.dirname(path))


def sync_folder(folder: str) -> None:
    """Put the names in `folder` on disk, where the system lets us. Windows has no such call."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # the file itself is on disk, its name soon will be
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
