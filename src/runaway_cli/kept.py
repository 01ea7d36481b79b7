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
VARIABLES = ("COLOR", "COLUMNS", "LINES", "TERM", "TTY", "JUPYTER", "DATABRICKS", "GITHUB_ACTIONS",
             "LANG", "LC_", "PYTHON", "UNICODE", "TYPER", "COMP", "RUNAWAY", "HOME", "XDG",
             "APPDATA", "TZ")  # in the names of those that a page may depend on  # fmt: skip
LONGEST = 100_000  # bytes of a page that is kept
_PROGRAM = os.path.dirname(os.path.abspath(__file__))
_SEAL = 64  # bytes


def answer(arguments: list[str], draw: Callable[[], None]) -> None:
    """Say the page that is kept for a command line; else let `draw` say it, and keep that.

    `draw` leaves the process with its exit code, as `cli.main` does.
    """
    file = _file(arguments)
    if file is None:
        draw()
    elif not _say_again(file, arguments):
        origin = _origin(arguments)
        out, err = _Copied(sys.stdout.fileno()), _Copied(sys.stderr.fileno())
        sys.stdout, sys.stderr = out.as_text(sys.stdout), err.as_text(sys.stderr)
        try:
            draw()
        except SystemExit as end:
            if origin and not end.code and not err.said and _origin(arguments) == origin:
                _keep(file, origin, out.said)
            raise


def _file(arguments: list[str]) -> str | None:
    """Return the file for the page of a question, one of 256; None for what is not kept."""
    if (arguments[0] if arguments else "next") not in HOLDS:
        return None
    if not _goes_into_a_file(sys.stdout) or not _goes_into_a_file(sys.stderr):
        return None
    question = repr((arguments, *_surroundings())).encode()
    try:
        return os.path.join(places.pages_folder(), blake2b(question).hexdigest()[:2])
    except RuntimeError:
        return None


def _goes_into_a_file(stream: TextIO | None) -> bool:
    """Whether what is said can be copied on its way; there may be no stream, or none like others,
    as on a console of Windows."""
    buffer = getattr(stream, "buffer", None)
    return isinstance(getattr(buffer, "raw", buffer), io.FileIO)


def _surroundings() -> Iterator[object]:
    """Yield what the look of a page depends on."""
    for name, value in sorted(os.environ.items()):
        if any(part in name for part in VARIABLES):
            yield name, value
    for descriptor, stream in enumerate((sys.__stdin__, sys.__stdout__, sys.__stderr__)):
        yield stream.encoding if stream else None
        yield os.isatty(descriptor), _size(descriptor)


def _size(descriptor: int) -> tuple[int, int] | None:
    try:
        return os.get_terminal_size(descriptor)
    except OSError:
        return None


def _origin(arguments: list[str]) -> bytes:
    """Return everything that a page is drawn from, empty when that cannot be made out."""
    holds = HOLDS[arguments[0] if arguments else "next"]
    now = time.tzname, os.environ.get("RUNAWAY_NOW") or time.strftime(holds)
    try:
        return repr((arguments, *_surroundings(), now, *_program(), *_diary())).encode()
    except (OSError, RuntimeError):
        return b""


def _program() -> Iterator[object]:
    """Yield what the program is, its season, and when a library was last changed."""
    yield sys.version
    for top in (_PROGRAM, os.path.join(_PROGRAM, "..", "..", "data")):
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(set(folders) - {"__pycache__"})
            for name in sorted(names):
                file = os.stat(path := os.path.join(folder, name))
                yield path, file.st_size, file.st_mtime_ns, file.st_ctime_ns
    for folder in filter(os.path.isdir, sys.path):
        yield folder, os.stat(folder).st_mtime_ns


def _diary() -> Iterator[object]:
    """Yield every file of the diary. Raises OSError for what is no file, and may never end."""
    home = places.diary_folder()
    try:
        names = os.listdir(home)
    except FileNotFoundError:
        return
    for name in sorted(names):
        if name.lower().startswith("progress") and name.lower().endswith(".toml"):
            path = os.path.join(home, name)
            if not os.path.isfile(path):
                raise OSError
            with open(path, "rb") as file:
                yield name, file.read()


def _say_again(file: str, arguments: list[str]) -> bool:
    """Say the page in `file`; False when its seal does not fit, or nobody takes it."""
    try:
        with open(file, "rb") as kept:
            seal, page = kept.read(_SEAL), kept.read()
        origin = _origin(arguments)
        if not origin or seal != _seal(origin, page):
            return False
        while page:
            page = page[os.write(sys.stdout.fileno(), page) :]
    except OSError:
        return False
    return True


def _keep(file: str, origin: bytes, page: bytes) -> None:
    """Keep a page with its seal."""
    if len(page) > LONGEST:
        return
    try:
        os.makedirs(os.path.dirname(file), mode=0o700, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with open(os.open(file, flags, 0o600), "wb") as kept:
            kept.write(_seal(origin, page) + page)
    except OSError:
        pass  # a page more or less


def _seal(origin: bytes, page: bytes) -> bytes:
    return blake2b(origin + b"\0" + page).digest()  # no repr has a NUL


class _Copied(io.FileIO):
    """Stdout or stderr, and a copy of what it `said`."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        self.said = b""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        count = super().write(data)
        self.said += bytes(data[:count])
        return count

    def as_text(self, stream: TextIO) -> TextIO:
        """Return a stream that writes here as `stream` does."""
        return io.TextIOWrapper(
            io.BufferedWriter(self),  # type: ignore[type-var]
            encoding=stream.encoding,
            errors=stream.errors,
            line_buffering=bool(stream.line_buffering),
        )
