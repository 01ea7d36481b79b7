"""Puts whole files on disk, or nothing."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

PRIVATE, PUBLIC = 0o600, 0o666


def create(path: Path, text: str, *, mode: int = PRIVATE) -> None:
    """Put a new file at `path`, or instead of the one there, whole and on disk.

    Raises OSError, and then nothing has changed.
    """
    unfinished = path.with_name(f".{path.name}.new")
    try:
        with open(unfinished, "wb", opener=lambda p, flags: os.open(p, flags, mode)) as file:
            file.write(text.encode("utf-8", "surrogateescape"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:  # a full disk, or Ctrl-C
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in `folder` on disk, where the system lets us. Windows has no such call."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # the file itself is on disk, its name soon will be
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
