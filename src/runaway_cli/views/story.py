"""What the pages about the story share: the words for what isn't certain, and for before episode 1.

The pages themselves are in recap.py, learned.py and clues.py.
"""

from runaway_cli.views import TextView, View

NOT_STARTED = "You haven't started yet. Try: runaway next"
PIECED_TOGETHER = "pieced together"  # follows what no one source says outright
SOMEWHERE = "Somewhere along the way"  # heads what belongs to no one episode
UNKNOWN = "Nobody has written that down yet."


def looking_back(view: View, position: int) -> View:
    """Return `view`, or before episode 1 a sentence that's true of somebody who has started."""
    return view if position else TextView("Nothing to tell before episode 1.", view)


def with_notes(text: str, *, is_new: bool = False, is_inferred: bool = False) -> str:
    """Return a text with what a plain line adds to it."""
    notes = [PIECED_TOGETHER] if is_inferred else []
    if is_new:
        notes.append("new")
    return f"{text} ({', '.join(notes)})" if notes else text
