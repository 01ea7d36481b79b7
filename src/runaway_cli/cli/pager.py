"""Shows what is longer than the screen in a pager, as git does."""

import os
import sys
from collections.abc import Mapping

NONE = ("", "cat")  # what a pager is called by somebody who doesn't want one


def pager(environment: Mapping[str, str]) -> list[str] | None:
    """Return the command line of the pager somebody wants, None for none.

    `$RUNAWAY_PAGER` goes before `$PAGER`, which goes before less; empty and "cat" mean none.
    """
    wanted = environment.get("RUNAWAY_PAGER", environment.get("PAGER", "less"))
    if wanted.strip() in NONE or environment.get("TERM") == "dumb":
        return None
    import shlex
    import shutil  # brings bz2 and lzma; as in `is_too_long`, for screens only

    try:
        command = shlex.split(wanted)
    except ValueError:  # an open quote
        return None
    return command if shutil.which(command[0]) else None


def is_too_long(text: str) -> bool:
    """Whether stdout is a terminal, and `text` has more lines than fit above the prompt."""
    if not sys.stdout or not sys.stdout.isatty():
        return False
    import shutil

    return text.count("\n") >= shutil.get_terminal_size().lines


def show(text: str, command: list[str]) -> bool:
    """Show `text` in a pager, wait for it, and return whether it could be started.

    Ctrl-C belongs to the pager meanwhile. less quits at once if the text fits, keeps colours and
    leaves the text on the screen, unless `$LESS` says otherwise.
    """
    import signal
    import subprocess  # 10 ms, for long pages only

    environment = {"LESS": "FRX", **os.environ}
    try:
        process = subprocess.Popen(  # noqa: S603  the viewer chose it
            command, stdin=subprocess.PIPE, env=environment
        )
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # not inherited: it has started
    try:
        process.communicate(text.encode(sys.stdout.encoding, sys.stdout.errors or "strict"))
    except BrokenPipeError:  # somebody has read enough
        process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return True
