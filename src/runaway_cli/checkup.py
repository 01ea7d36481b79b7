"""Looks at everything runaway stands on, one check at a time. Changes nothing."""

import os
import platform
import shlex
import shutil
import stat
import sys
from collections.abc import Iterator

from runaway_cli import __version__, airlock, store, viewer, words
from runaway_cli.diary import KINDS
from runaway_cli.emit import is_screen
from runaway_cli.errors import (
    DatasetBroken,
    DiaryClash,
    DiaryDamaged,
    DiaryDangling,
    DiaryNewer,
    DiaryStrange,
    DiaryTorn,
)
from runaway_cli.views.doctor import ADVICE, SOUND, WRONG, CheckRow

LITTLE = 1 << 20  # bytes of free space that are not enough to be at ease
REPAIR = "runaway doctor --repair keeps what is whole, and sets the file aside as it is."
LIBRARIES = ("typer", "rich", "platformdirs", "tomli-w")


def examine() -> tuple[CheckRow, ...]:
    """Return what was found, the diary first. Raises `StoppedClock`."""
    diary = store.look()
    return (
        *(_file(file, is_own=file is diary.files[0]) for file in diary.files),
        *_copies(diary),
        *_sense(diary),
        _folder(diary.files[0].path),
        _season(diary),
        _clock(),
        _program(),
        _terminal(),
    )


def _file(file: store.DiaryFile, *, is_own: bool) -> CheckRow:
    about, place, trouble = "diary" if is_own else "copy", file.path, file.trouble
    if isinstance(trouble, DiaryTorn):
        found = f"it breaks off at line {trouble.args[1]}, as after a crash"
        advice = "Your next mark goes on behind it." if is_own else REPAIR
        return CheckRow(about, ADVICE, found, place, advice)
    if isinstance(trouble, DiaryClash):
        found = f"line {trouble.args[1]} tells otherwise what another file tells under the same id"
        return CheckRow(about, WRONG, found, place, "Make the two alike, or delete one.")
    if isinstance(trouble, DiaryDangling):
        found = f"line {trouble.args[1]} undoes or redoes something that is not there"
        return CheckRow(about, WRONG, found, place, f"Delete that block, or {REPAIR}")
    if isinstance(trouble, DiaryDamaged):
        _, line, reason, *_ = trouble.args
        found = f"damaged at line {line}: {reason}; {_events(file)} can be read"
        return CheckRow(about, WRONG, found, place, REPAIR)
    if isinstance(trouble, DiaryNewer):
        found = f"written by a newer runaway (format {file.version})"
        return CheckRow(about, WRONG if is_own else ADVICE, found, place, "Update runaway.")
    if trouble:
        advice = "Make it a file that you may read, or move it away to start anew."
        return CheckRow(about, WRONG, f"it cannot be read: {trouble.args[1]}", place, advice)
    if file.text is None:
        return CheckRow(about, SOUND, "none yet; your first mark begins it", place)
    return _sound(file, about, place)


def _sound(file: store.DiaryFile, about: str, place: str) -> CheckRow:
    facts = os.stat(file.path)
    found = f"{_events(file)} in {facts.st_size:,} bytes, format {file.version}"
    if os.path.islink(file.path):
        found += f", a link to {os.path.realpath(file.path)}"
    if os.name == "posix" and stat.S_IMODE(facts.st_mode) & 0o077:
        advice = f"chmod 600 {shlex.quote(file.path)} keeps it private."
        return CheckRow(about, ADVICE, f"{found}, open to others on this machine", place, advice)
    return CheckRow(about, SOUND, found, place)


def _events(file: store.DiaryFile) -> str:
    return words.counted(len(file.events), "event")


def _copies(diary: store.Diary) -> Iterator[CheckRow]:
    """Offer to make one file of several."""
    copies = sum(not file.trouble for file in diary.files[1:])
    if copies and not any(file.trouble for file in diary.files):
        lie = "1 copy lies" if copies == 1 else f"{copies} copies lie"
        found = f"{lie} beside the diary, as syncing leaves them; all are read as one"
        yield CheckRow("copies", ADVICE, found, advice="runaway doctor --join makes one of them.")


def _sense(diary: store.Diary) -> Iterator[CheckRow]:
    """Find what is well written and makes no sense."""
    for file in diary.files:
        for event in file.events:
            if event.kind not in KINDS:
                found = f"line {file.line_of(event)} has a kind unknown to this runaway: "
                found += words.quoted(event.kind)
                advice = "It counts for nothing. Is it a slip, or was it a newer runaway?"
                yield CheckRow("sense", ADVICE, found, file.path, advice)


def _folder(path: str) -> CheckRow:
    own = os.path.dirname(path)
    folder, above = own, os.path.dirname(own) or os.curdir
    while not os.path.lexists(folder) and folder != above:
        folder, above = above, os.path.dirname(above) or os.curdir
    advice = None
    try:
        if not stat.S_ISDIR(os.stat(folder).st_mode):
            found, advice = "it is not a folder", "Move it away, or set RUNAWAY_HOME to a folder."
        elif not os.access(folder, os.W_OK | os.X_OK):
            found, advice = "nothing can be written here", "Give yourself the right to write here."
        elif not os.access(folder, os.R_OK):
            found, advice = "copies in it cannot be seen", "Give yourself the right to read it."
        elif os.path.exists(path) and not os.access(path, os.W_OK):
            found, advice = "the diary cannot be written", f"chmod u+w {path}"
        elif shutil.disk_usage(folder).free < LITTLE:
            found, advice = "less than a megabyte is free on its disk", "Make room."
        else:
            found = "it can be written" if os.path.lexists(own) else "it can be created"
    except FileNotFoundError:
        found, advice = "it is a link that leads nowhere", "Move it away, or mend it."
    except OSError as error:
        found, advice = f"it cannot be looked at: {error.strerror}", "Check its rights."
    return CheckRow("folder", WRONG if advice else SOUND, found, own, advice)


def _season(diary: store.Diary) -> CheckRow:
    try:
        here = viewer.standing(diary, viewer.clock_time())
    except DatasetBroken as error:
        return CheckRow("season", WRONG, str(error).rstrip("."), advice="Install runaway again.")
    place = os.path.dirname(airlock.DATASET)
    strange = [trouble for trouble in here.troubles if isinstance(trouble, DiaryStrange)]
    if strange:
        path, line, number, total = strange[0].args
        found = f"the diary names episode {number} at line {line}, but the season has {total}"
        return CheckRow("season", WRONG, found, path, "Correct the block there, or delete it.")
    return CheckRow("season", SOUND, f"{here.known.title}, {here.known.total} episodes", place)


def _clock() -> CheckRow:
    moment = viewer.clock_time()
    found = f"{moment:%a} {moment.day} {moment:%b %Y %H:%M}, UTC{moment.isoformat()[-6:]}"
    if os.environ.get("RUNAWAY_NOW"):
        advice = "RUNAWAY_NOW pretends so; unset it to go by the real time."
        return CheckRow("clock", ADVICE, found, advice=advice)
    return CheckRow("clock", SOUND, found)


def _program() -> CheckRow:
    from importlib.metadata import PackageNotFoundError, version

    found = f"runaway {__version__}, Python {platform.python_version()}"
    try:
        found += "".join(f", {name} {version(name)}" for name in LIBRARIES)
    except PackageNotFoundError as error:
        advice = "Install runaway again."
        return CheckRow("program", WRONG, f"{error.name} is missing", sys.prefix, advice)
    return CheckRow("program", SOUND, found, sys.prefix)


def _terminal() -> CheckRow:
    encoding = getattr(sys.stdout, "encoding", None) or "no encoding"
    if is_screen():
        from runaway_cli.render import colours

        columns = shutil.get_terminal_size().columns
        found = f"{columns} columns, {colours()}, {encoding}"
    else:
        found = f"none to draw on, so plain lines, {encoding}"
    try:
        "●".encode(encoding)
    except (LookupError, UnicodeEncodeError):
        advice = "Some signs are replaced; a locale that ends in UTF-8 can show them all."
        return CheckRow("terminal", ADVICE, found, advice=advice)
    return CheckRow("terminal", SOUND, found)
