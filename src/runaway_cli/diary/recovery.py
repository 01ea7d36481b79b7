"""What can be made out of a damaged block, and what nobody can tell any more.

What takes something back matters most: without an undo, what it took would come into force again.
"""

import re

from runaway_cli.diary import ids
from runaway_cli.diary.events import Change, Event

KIND_LINE = re.compile(r"^kind = ", re.MULTILINE)
_TAKING_BACK = re.compile(r"^kind\W*(undo|redo|unwatch|rewatch)\b", re.MULTILINE)
_MARKING = re.compile(r"^kind\W*watched\b", re.MULTILINE)


def is_a_mark(block: str) -> bool:
    """Whether a damaged block is clearly one that marks: without it less is told, not more."""
    return bool(_MARKING.search(block)) and len(KIND_LINE.findall(block)) == 1


def rescued(block: str) -> Event | None:
    """Return what a damaged block takes back, None when that cannot be made out.

    A redo can take back, too: of an unwatch, say.
    """
    kind, ulid = _TAKING_BACK.search(block), ids.PATTERN
    id_ = re.match(rf"\[\[event\]\] # ({ulid})\r?\n", block)
    id_ = id_ or re.search(rf'^id = "({ulid})"\r?$', block, re.MULTILINE)
    if not kind or not id_ or len(KIND_LINE.findall(block)) > 1:
        return None
    at = ids.moment_of(id_[1])
    about = re.search(rf'^event = "({ulid})"?\r?$', block, re.MULTILINE)
    episodes = re.search(r"^episodes = \[([0-9]+(?:, [0-9]+)*)\]\r?$", block, re.MULTILINE)
    run = re.search(r"^run = ([0-9]{1,5})\r?$", block, re.MULTILINE)
    if kind[1] in ("undo", "redo") and about:
        return Event(id_[1], at, None, Change(kind[1], event=about[1]))
    if kind[1] == "unwatch" and episodes and run:
        numbers = {int(number) for number in re.findall("[0-9]{1,5}", episodes[1])}
        change = Change("unwatch", tuple(sorted(numbers)), int(run[1]))
        return Event(id_[1], at, None, change)
    if kind[1] == "rewatch" and run:
        return Event(id_[1], at, None, Change("rewatch", run=int(run[1])))
    return None


def looks_like_a_slip(kind: str) -> bool:
    """Whether a kind nobody knows is nearly one of those that take something back."""
    from difflib import SequenceMatcher

    known = ("undo", "unwatch", "rewatch")
    likeness = max(SequenceMatcher(None, kind, one).ratio() for one in known)
    return likeness >= 0.6 or len(kind) < 4 or kind.startswith(("und", "unw", "rew"))
