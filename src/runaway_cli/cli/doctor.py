"""Looks at everything runaway stands on, one check at a time. Changes nothing."""

import os
import platform
import shlex
import shutil
import stat
import sys
from collections.abc import Iterator
from datetime import datetime

from runaway_cli import __version__
from runaway_cli.cli.output import is_screen
from runaway_cli.diary import store
from runaway_cli.diary.errors import (
    DiaryClashError,
    DiaryDamagedError,
    DiaryDanglingError,
    DiaryNewerError,
    DiaryStrangeError,
    DiaryTroubleError,
    DiaryTruncatedError,
    DiaryUnreadableError,
)
from runaway_cli.diary.events import KINDS
from runaway_cli.diary.files import Diary, DiaryFile
from runaway_cli.language import phrases
from runaway_cli.session import Session, standing
from runaway_cli.story.errors import SeasonBrokenError
from runaway_cli.system import paths
from runaway_cli.system.errors import NoHomeError
from runaway_cli.views.doctor import ADVICE, SOUND, WRONG, CheckRow

LITTLE = 1 << 20  # bytes of free space that are not enough to be at ease
REPAIR = "runaway doctor --repair"
LIBRARIES = ("typer", "rich", "platformdirs", "tomli-w")


def examine(session: Session) -> tuple[CheckRow, ...]:
    """Return what was found, the diary first."""
    diary = store.look(session.folder)
    return (
        *(_file(file, is_own=file is diary.files[0]) for file in diary.files),
        *map(_other, diary.others),
        *_copies(diary),
        *_unknown(diary),
        *_kept(session.folder),
        *_elsewhere(session.folder),
        _folder(diary.files[0].path),
        _season(session, diary),
        _clock(session.moment),
        _program(),
        _terminal(),
    )


def _file(file: DiaryFile, *, is_own: bool) -> CheckRow:
    about, place, trouble = "diary" if is_own else "copy", file.path, file.trouble
    if isinstance(trouble, DiaryTruncatedError):
        found = f"truncated at line {trouble.line}, probably by a crash"
        advice = "Nothing to do: that entry doesn't count, and your next mark takes its place."
        return CheckRow(about, ADVICE, found, place, advice)
    if isinstance(trouble, DiaryClashError):
        found = f"line {trouble.line} and another file disagree about the same event id"
        return CheckRow(about, WRONG, found, place, f"Make the two match, or: {REPAIR}")
    if isinstance(trouble, DiaryDanglingError):
        found = f"line {trouble.line} undoes or redoes an event that isn't there"
        advice = "Another machine's part may still be on its way. To go on without it: "
        return CheckRow(about, WRONG, found, place, advice + REPAIR)
    if isinstance(trouble, DiaryDamagedError):
        found = f"damaged at line {trouble.line} ({trouble.reason}); {_events(file)} readable"
        advice = "To keep all that can be read and set the damaged file aside: "
        return CheckRow(about, WRONG, found, place, advice + REPAIR)
    if isinstance(trouble, DiaryNewerError):
        found = f"written by a newer runaway (format {file.version})"
        status = WRONG if is_own or trouble.locks else ADVICE
        return CheckRow(about, status, found, place, "Update runaway.")
    if isinstance(trouble, DiaryUnreadableError):
        advice = "Make it a file you can read, or move it away."
        return CheckRow(about, WRONG, f"unreadable: {trouble.reason}", place, advice)
    assert not trouble, "whatever is wrong with a file is said above"
    if file.content is None:
        return CheckRow(about, SOUND, "none yet; your first mark creates it", place)
    return _sound(file, about, place)


def _sound(file: DiaryFile, about: str, place: str) -> CheckRow:
    found = f"{_events(file)} in {len(file.content or b''):,} bytes, format {file.version}"
    if os.path.islink(file.path):
        found += f", a link to {os.path.realpath(file.path)}"
    if _is_open(file.path):
        advice = f"To keep it private: chmod 600 {shlex.quote(file.path)}"
        return CheckRow(
            about, ADVICE, f"{found}, open to other users of this machine", place, advice
        )
    return CheckRow(about, SOUND, found, place)


def _is_open(path: str) -> bool:
    """Whether others may read a file."""
    return os.name == "posix" and bool(os.stat(path).st_mode & 0o077) and _knows_modes(path)


def _knows_modes(path: str) -> bool:
    """Whether the file system knows modes: where it doesn't, every text looks like a program."""
    return not os.path.exists(path) or not os.stat(path).st_mode & 0o111


def _events(file: DiaryFile) -> str:
    return phrases.counted(len(file.events), "event")


def _other(trouble: DiaryTroubleError) -> CheckRow:
    """Say what else is wrong in the folder: it can't be listed, or holds what may be a copy."""
    if isinstance(trouble, DiaryUnreadableError):
        found, advice = f"can't be listed: {trouble.reason}", "Give yourself read permission."
        return CheckRow("copies", WRONG, found, trouble.path, advice)
    advice = "Rename it so that its name starts with progress, or move it away."
    found = "looks like a part of the diary, but isn't read"
    return CheckRow("copy", ADVICE, found, trouble.path, advice)


def _copies(diary: Diary) -> Iterator[CheckRow]:
    """Offer to merge several files into one."""
    copies = sum(not file.trouble for file in diary.files[1:])
    if copies and not any(file.trouble for file in diary.files):
        count = "1 copy" if copies == 1 else f"{copies} copies"
        found = f"{count} beside the diary, left by syncing; read together as one"
        advice = "To merge them into one file: runaway doctor --join"
        yield CheckRow("copies", ADVICE, found, advice=advice)


def _unknown(diary: Diary) -> Iterator[CheckRow]:
    """Name kinds of events that this runaway doesn't know."""
    for file in diary.files:
        for event in file.events:
            if event.change.kind not in KINDS:
                found = f"line {file.line_of(event)} has a kind this runaway doesn't know: "
                found += phrases.quoted(event.change.kind)
                advice = "It's ignored. A typo, or written by a newer runaway?"
                yield CheckRow("events", ADVICE, found, file.path, advice)


def _kept(folder: str) -> Iterator[CheckRow]:
    """Name what repairs and editors have set aside."""
    try:
        names = paths.kept(os.listdir(folder))
    except OSError:
        return
    if names:
        found = f"{phrases.counted(len(names), 'file')} set aside, not read: {', '.join(names)}"
        yield CheckRow("aside", SOUND, found, folder)


def _elsewhere(folder: str) -> Iterator[CheckRow]:
    """Name a diary that is in one of the usual places, and isn't this one."""
    try:
        places = paths.usual_places()
    except NoHomeError:
        return
    for place in places:
        if paths.has_diary(place) and not paths.is_within(folder, place):
            advice = f"To use that one: RUNAWAY_HOME={shlex.quote(place)}"
            yield CheckRow("elsewhere", ADVICE, "another diary, which isn't read", place, advice)


def _folder(path: str) -> CheckRow:
    own = os.path.dirname(path)
    folder, above = own, os.path.dirname(own) or os.curdir
    while not os.path.lexists(folder) and folder != above:
        folder, above = above, os.path.dirname(above) or os.curdir
    advice = None
    try:
        if not stat.S_ISDIR(os.stat(folder).st_mode):
            found, advice = "not a folder", "Move it away, or point RUNAWAY_HOME at a folder."
        elif not os.access(folder, os.W_OK | os.X_OK):
            found, advice = "not writable", "Give yourself write permission."
        elif not os.access(folder, os.R_OK):
            found = "not readable, so copies in it can't be found"
            advice = "Give yourself read permission."
        elif os.path.exists(path) and not os.access(path, os.W_OK):
            found = "the diary is read-only"
            advice = f"To make it writable: chmod u+w {shlex.quote(path)}"
        elif shutil.disk_usage(folder).total > 0 and shutil.disk_usage(folder).free < LITTLE:
            found, advice = "less than 1 MB free on its disk", "Free up some space."
        elif not os.path.lexists(own):
            found = "not there yet; your first mark creates it"
        elif os.name == "posix" and os.stat(own).st_mode & 0o077 and _knows_modes(path):
            found = "writable, open to other users of this machine"
            advice = f"To keep it private: chmod 700 {shlex.quote(own)}"
            return CheckRow("folder", ADVICE, found, own, advice)
        else:
            found = "writable"
    except FileNotFoundError:
        found, advice = "a broken link", "Move it away, or fix it."
    except OSError as error:
        found, advice = f"can't be checked: {phrases.reason(error)}", "Check its permissions."
    return CheckRow("folder", WRONG if advice else SOUND, found, own, advice)


def _season(session: Session, diary: Diary) -> CheckRow:
    try:
        here = standing(session, diary, *map(store.look, session.folders[1:]))
    except SeasonBrokenError as error:
        return CheckRow("season", WRONG, str(error).rstrip("."), advice="Reinstall runaway.")
    place = os.path.dirname(session.show)
    first = next((t for t in here.troubles if isinstance(t, DiaryStrangeError)), None)
    if first:
        found = f"line {first.line} of the diary names episode {first.number}, "
        found += f"but the season has {first.total}"
        return CheckRow("season", WRONG, found, first.path, "Fix that block, or delete it.")
    length = phrases.counted(here.known.total, "episode")
    return CheckRow("season", SOUND, f"{here.known.title}, {length}", place)


def _clock(moment: datetime) -> CheckRow:
    found = f"{moment:%a} {moment.day} {moment:%b %Y %H:%M}, UTC{moment.isoformat()[-6:]}"
    if os.environ.get("RUNAWAY_NOW"):
        advice = "Set by RUNAWAY_NOW; unset it to use the real time."
        return CheckRow("clock", ADVICE, found, advice=advice)
    return CheckRow("clock", SOUND, found)


def _program() -> CheckRow:
    from importlib.metadata import PackageNotFoundError, version

    found = f"runaway {__version__}, Python {platform.python_version()}"
    try:
        found += "".join(f", {name} {version(name)}" for name in LIBRARIES)
    except PackageNotFoundError as error:
        advice = "Reinstall runaway."
        return CheckRow("program", WRONG, f"{error.name} is missing", sys.prefix, advice)
    return CheckRow("program", SOUND, found, sys.prefix)


def _terminal() -> CheckRow:
    encoding = getattr(sys.stdout, "encoding", None) or "no encoding"
    if is_screen():
        from runaway_cli.render import colours

        columns = shutil.get_terminal_size().columns
        found = f"{columns} columns, {colours()}, {encoding}"
    else:
        found = f"no screen, so plain lines; {encoding}"
    try:
        "●".encode(encoding)
    except (LookupError, UnicodeEncodeError):
        advice = "Some symbols are replaced; a UTF-8 locale shows them all."
        return CheckRow("terminal", ADVICE, found, advice=advice)
    return CheckRow("terminal", SOUND, found)
