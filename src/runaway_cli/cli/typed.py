"""What was typed as words: an episode in front of a text, and a text that comes in a pipe."""

import sys
from collections.abc import Sequence

from runaway_cli.diary.progress import Progress
from runaway_cli.language.episodes import episode as episode_number
from runaway_cli.language.episodes import is_episode
from runaway_cli.story.model import Known
from runaway_cli.system import encoding

REMOVING = ("delete", "remove", "rm")  # words for what there's no command for


def apart(words: Sequence[str] | None) -> tuple[str | None, list[str]]:
    """Return the episode that a line begins with if that can only be one (ep3, "ep 3"), and the
    rest."""
    for length in (1, 2):
        begun = "".join(words[:length]) if words else ""
        if is_episode(begun):
            return begun, list((words or ())[length:])
    return None, list(words or ())


def number_of(typed: str | None, progress: Progress, show: Known) -> int | None:
    """Return the number of an episode of a show as it was typed, None for none.

    Raises what `language.episodes` raises.
    """
    if typed is None:
        return None
    last, next_ = max(progress.watched, default=0), progress.position + 1
    return episode_number(typed, show.total, last=last, next_=next_, places=show.places)


def text_of(words: Sequence[str]) -> str:
    """Return the words as one text or, without any, what stands in the pipe; empty for nothing.

    The end of the last line isn't part of a text.
    """
    return " ".join(words) if words else piped()


def piped() -> str:
    """Return what was piped in, empty if nothing was; bytes that are no text become surrogates."""
    if not sys.stdin or sys.stdin.isatty():
        return ""
    try:
        content = sys.stdin.buffer.read()
    except OSError:  # there is nothing to read from
        return ""
    text = encoding.decode(content)[0].removeprefix("\ufeff")
    return text.removesuffix("\n").removesuffix("\r")
