"""The last pages, kept: what is asked again is answered at once, and hardly anything imported.

A page is kept behind a seal of all that it was drawn from: the question, the terminal, the program
and its season, every byte of the diary, and the time. When one of these is not what it was, or the
page itself is not, the seal does not fit, and the page is drawn anew. What is said with any trouble
is not kept.
"""

from __future__ import annotations

import io
import os
import sys
import time

from runaway_cli import places

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b  # the same, but 2 ms for OpenSSL; Python itself takes 8

TYPE_CHECKING = False  # `typing` takes 2 ms as well
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

HOUR, MINUTE = "%Y-%m-%d %H %z", "%Y-%m-%d %H:%M %z"
HOLDS = {  # for how long a command says the same of the same diary; the others are not kept
    "-h": HOUR,
    "--help": HOUR,
    "next": MINUTE,
    "episodes": HOUR,
    "history": HOUR,
    "recap": HOUR,
    "learned": HOUR,
    "cast": HOUR,
    "who": HOUR,
    "map": HOUR,
    "clues": HOUR,
    "about": HOUR,
}
HOME = ("--json", "--plain")  # behind nothing but these, too, stands the page of `runaway` alone
VARIABLES = (
    *("TERM", "COLORTERM", "COLUMNS", "LINES", "TERMINAL_WIDTH", "UNICODE_VERSION"),
    *("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "PY_COLORS", "GITHUB_ACTIONS"),
    *("LANG", "LANGUAGE", "TZ", "DATABRICKS_RUNTIME_VERSION", "COMP_WORDS", "COMP_CWORD"),
)
FAMILIES = ("RUNAWAY_", "_RUNAWAY_", "_TYPER_", "TYPER_", "LC_", "PYTHON", "TTY_", "JUPYTER_")
LONGEST = 100_000  # bytes of a page that is kept
_PROGRAM = os.path.dirname(os.path.abspath(__file__))
_SEAL = 64  # bytes


def answer(arguments: list[str], draw: Callable[[], None]) -> None:
    """Say the page that is kept for a command line; else let `draw` say it, and keep that.

    `draw` leaves the process with its exit code, as `cli.main` does. When it changed the diary, all
    pages go: what was a slip is not left lying about.
    """
    file = _file(arguments)
    if file is None:
        diary = _as_it_is()
        try:
            draw()
        finally:
            if diary != _as_it_is():
                _forget()
    elif not _say_again(file, arguments):
        origin = _origin(arguments)
        out, err = _Copied(sys.stdout.fileno()), _Copied(sys.stderr.fileno())
        sys.stdout, sys.stderr = out.as_text(sys.stdout), err.as_text(sys.stderr)
        try:
            draw()
        except SystemExit as end:
            if origin and not end.code and not err.is_used and _origin(arguments) == origin:
                _keep(file, origin, out.said)
            raise


def _holds(arguments: list[str]) -> str | None:
    """Return the form of the time for which a page holds, None for what is not kept."""
    if all(word in HOME for word in arguments):
        return HOLDS["next"]
    return HOLDS.get(arguments[0])


def _file(arguments: list[str]) -> str | None:
    """Return the file for the page of a question, one of 256; None for what is not kept."""
    if not _holds(arguments) or not _takes_bytes(sys.stdout) or not _takes_bytes(sys.stderr):
        return None
    question = repr((arguments, *_surroundings())).encode()
    try:
        return os.path.join(places.pages_folder(), blake2b(question).hexdigest()[:2])
    except RuntimeError:
        return None


def _takes_bytes(stream: TextIO | None) -> bool:
    """Whether a page can be copied on its way into `stream`, and said again in one piece.

    There may be no stream, or one unlike others, as on a console of Windows.
    """
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)
    return isinstance(raw, io.FileIO) and (sys.platform == "win32" or os.get_blocking(raw.fileno()))


def _surroundings() -> Iterator[object]:
    """Yield what the look of a page depends on."""
    for name, value in sorted(os.environ.items()):
        if name in VARIABLES or name.startswith(FAMILIES):
            yield name, value
    for descriptor, stream in enumerate((sys.__stdin__, sys.__stdout__, sys.__stderr__)):
        yield stream.encoding if stream else None
        yield _size(descriptor)


def _size(descriptor: int) -> tuple[int, int] | None:
    """Return columns and lines of a terminal, None for what is none."""
    try:
        return os.get_terminal_size(descriptor)
    except OSError:
        return None


def _origin(arguments: list[str]) -> bytes:
    """Return everything that a page is drawn from, empty when that cannot be made out."""
    now = os.environ.get("RUNAWAY_NOW") or time.strftime(_holds(arguments) or MINUTE)
    try:
        return repr((arguments, *_surroundings(), now, *_program(), *_diary())).encode()
    except (OSError, RuntimeError):
        return b""


def _program() -> Iterator[object]:
    """Yield what the program and the season are, and when a library was last put in or out."""
    yield sys.version
    files = [places.SEASON]
    for folder, folders, names in os.walk(_PROGRAM):
        folders[:] = set(folders) - {"__pycache__"}
        files += [os.path.join(folder, name) for name in names]
    for path in sorted(files):
        yield path, *_state(os.stat(path))
    for folder in filter(os.path.isdir, sys.path):
        yield folder, os.stat(folder).st_mtime_ns


def _diary() -> Iterator[object]:
    """Yield every file of the diary, and when it changed: it may be as before and yet have been
    another in between. Raises OSError for a pipe and the like, which might never end."""
    home = places.diary_folder()
    try:
        yield home, os.stat(home).st_mtime_ns
    except FileNotFoundError:
        return
    for name in places.diary_names(home):
        path = os.path.join(home, name)
        if not os.path.isfile(path):
            raise OSError
        with open(path, "rb") as file:
            yield path, *_state(os.fstat(file.fileno())), file.read()


def _state(file: os.stat_result) -> tuple[int, int, int]:
    return file.st_ino, file.st_mtime_ns, file.st_ctime_ns


def _as_it_is() -> list[object]:
    """Return every file of the diary, nothing when that cannot be made out."""
    try:
        return list(_diary())
    except (OSError, RuntimeError):
        return []


def _say_again(file: str, arguments: list[str]) -> bool:
    """Say the page in `file`; False when its seal does not fit, or nobody takes it."""
    if not os.path.isfile(file):
        return False
    try:
        with open(file, "rb") as kept:
            seal, page = kept.read(_SEAL), kept.read(LONGEST)
        origin = _origin(arguments)
        if not origin or seal != _seal(origin, page):
            return False
        while page:
            page = page[os.write(sys.stdout.fileno(), page) :]
    except OSError:
        return False
    return True


def _keep(file: str, origin: bytes, page: bytes) -> None:
    """Keep a page with its seal, in a new file for the eyes of its reader."""
    if len(page) > LONGEST:
        return
    try:
        os.makedirs(os.path.dirname(file), mode=0o700, exist_ok=True)
        if os.path.lexists(file):
            os.unlink(file)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with open(os.open(file, flags, 0o600), "wb") as kept:
            kept.write(_seal(origin, page) + page)
    except OSError:
        pass  # a page more or less


def _forget() -> None:
    """Let go of all pages."""
    try:
        folder = places.pages_folder()
        names = os.listdir(folder)
    except (OSError, RuntimeError):
        return
    for name in names:
        if len(name) == 2:  # others are not ours
            try:
                os.unlink(os.path.join(folder, name))
            except OSError:  # no page, then
                continue


def _seal(origin: bytes, page: bytes) -> bytes:
    return blake2b(origin + b"\0" + page).digest()  # no repr has a NUL


class _Copied(io.FileIO):
    """Stdout or stderr, and a copy of what it `said`; `is_used` also when nobody took it."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        self.said = b""
        self.is_used = False

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.is_used = True
        count = super().write(data)
        self.said += bytes(data[:count])
        return count

    def as_text(self, stream: TextIO) -> TextIO:
        """Return a stream that writes here as `stream` does."""
        buffer = io.BufferedWriter(self)  # type: ignore[type-var]
        return io.TextIOWrapper(buffer, encoding=stream.encoding, errors=stream.errors)
