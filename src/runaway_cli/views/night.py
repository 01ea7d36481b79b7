"""What to say to somebody who is still up."""

from datetime import datetime

_LATE = {3: "three", 4: "four"}  # hours until the night ends, in words


def late(moment: datetime, position: int, total: int) -> str | None:
    """Return how late it is and where a good place to stop is; None before three and after five.

    `position` is how many of the `total` episodes are finished.
    """
    hour = _LATE.get(moment.hour)
    if not hour:
        return None
    if not position:
        stop = "episode 1 will be just as good tomorrow."
    elif position < total:
        stop = f"the end of episode {position} is a good place to stop. You're there already."
    else:
        stop = "there's nothing left to stay up for."
    return f"It's past {hour} in the morning, and {stop}"
