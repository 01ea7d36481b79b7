"""Reads whole files, and puts them on disk, or nothing. A path is a str: `pathlib` takes 3 ms."""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator
from io import FileIO

PRIVATE, PUBLIC = 0o600, 0o666


def read(path: str) -> bytes | None:
    """Return what is in a file, None if there is none. Raises OSError, also for what isn't one."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # reading a pipe would wait for ever
            raise OSError(errno.EINVAL, "not a regular file")
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        if os.path.islink(path):
            raise OSError(errno.ENOENT, "a broken link") from None
        return None


def create(path: str, content: bytes, *, mode: int = PRIVATE) -> None:
    """Put a new file at `path`, whole and on disk.

    Raises FileExistsError rather than replace what's there, and OSError; then nothing has changed.
    """
    with _unfinished(path, content, mode) as new:
        _rename_to_nothing(new, path)


def replace(path: str, content: bytes, *, mode: int = PUBLIC) -> None:
    """Put a file at `path`, or instead of the one there, whole and on disk.

    One that is there keeps its owner, group and mode as far as the system lets us; a new one gets
    `mode`. Raises OSError, and then nothing has changed.
    """
    with _unfinished(path, content, mode) as new:
        with contextlib.suppress(FileNotFoundError):
            _make_alike(new, os.stat(path))
        os.replace(new, path)


def append(path: str, new: bytes, old: bytes, start: int) -> None:
    """Put `new` into a file from the byte `start` on, all of it or nothing, and on disk.

    Writes nothing if there's something else in the file than `old`, or no file. Raises OSError.
    """
    with contextlib.suppress(FileNotFoundError), open(path, "r+b", 0, opener=_appending) as file:
        if file.read() != old:
            return
        try:
            if start < len(old):
                file.truncate(start)
            _write(file, new)
            os.fsync(file.fileno())
        except BaseException:  # a full disk, or Ctrl-C
            file.seek(start)
            if new.startswith(file.read()):  # and nobody else has written meanwhile
                file.truncate(start)
                _write(file, old[start:])
            raise


def _appending(path: str, flags: int) -> int:
    """Open a file that is only ever added to, even if two programs believe to hold it."""
    return os.open(path, flags | os.O_APPEND)


def _write(file: FileIO, content: bytes) -> None:
    while content:
        content = content[file.write(content) :]


@contextlib.contextmanager
def _unfinished(path: str, content: bytes, mode: int) -> Iterator[str]:
    """Write a new file beside `path`, under a name that nobody can foresee or mistake for it."""
    new = os.path.join(os.path.dirname(path), f".runaway-{os.urandom(8).hex()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(new, "wb", opener=lambda name, _: os.open(name, flags, mode)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield new
    finally:  # also after a full disk, or Ctrl-C
        with contextlib.suppress(FileNotFoundError):
            os.unlink(new)
    sync_folder(os.path.dirname(path))


def _rename_to_nothing(new: str, path: str) -> None:
    """Rename a file to a name that isn't taken. Raises FileExistsError."""
    try:
        os.link(new, path)
    except FileExistsError:
        raise
    except (AttributeError, OSError):  # Python in WebAssembly, or a file system, without links
        if os.path.lexists(path):
            raise FileExistsError from None
        os.rename(new, path)


def _make_alike(path: str, facts: os.stat_result) -> None:
    """Give a file the owner, the group and the mode of another, where the system lets us."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.chown(path, facts.st_uid, facts.st_gid)
        os.chmod(path, facts.st_mode & 0o7777)


def sync_folder(folder: str) -> None:
    """Put the names in `folder` on disk, where the system lets us. Windows has no such call."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # the file itself is on disk, its name soon will be
            descriptor = os.open(folder or os.curdir, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
