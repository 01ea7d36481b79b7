"""Holds a file against other programs. The lock dies with the process that holds it."""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator

from runaway_cli.system.errors import CannotLockError

PATIENCE = 10.0  # seconds; 200 programs that write at once on two cores are done in 7
_TRIES = 20  # to lock a file that others delete


@contextlib.contextmanager
def held(path: str) -> Iterator[bool]:
    """Hold the lock at `path`, or say False when another program does for too long.

    Raises OSError if the file can't be opened, and `CannotLockError` where the system has no
    locks: then nothing is held.
    """
    for tries_left in reversed(range(_TRIES)):
        descriptor = _open(path)
        try:
            is_locked = _lock_patiently(descriptor)
            if is_locked and tries_left and not _is_at(path, descriptor):
                continue  # somebody deleted it while we waited
            yield is_locked
            return
        finally:
            os.close(descriptor)


def _open(path: str) -> int:
    """Open a lock file, which may be new. Raises OSError, also for what isn't a file."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o600)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.EINVAL, f"{path} isn't a regular file")


def _is_at(path: str, descriptor: int) -> bool:
    """Whether an open file is still the one at `path`."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _lock_patiently(descriptor: int) -> bool:
    """Lock a file within `PATIENCE`; return whether it's locked."""
    if _lock(descriptor, wait=False):
        return True
    # the system keeps those who wait in order, which trying again and again would not
    from threading import Thread

    def wait() -> None:
        with contextlib.suppress(CannotLockError):
            results.append(_lock(descriptor, wait=True))

    results: list[bool] = []
    waiting = Thread(target=wait, daemon=True)
    waiting.start()
    waiting.join(PATIENCE)
    return any(results)


def _lock(descriptor: int, *, wait: bool) -> bool:
    """Lock a file, if need be after waiting; return False if another program holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError as error:
        held_elsewhere = errno.EACCES if sys.platform == "win32" else errno.EAGAIN
        if error.errno == held_elsewhere:
            return False
        raise CannotLockError(error) from error
    return True
