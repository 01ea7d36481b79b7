"""How far into an episode people mean, as their player shows it or as they say it.

    23:10   1:02:03   23m   23m10s   "23 min 10 s"   90s   and any length of `lengths`

Here 23:10 is minutes and seconds. A number on its own is minutes.
"""

import re

from runaway_cli.language.counting import plain
from runaway_cli.language.errors import NotUnderstoodError
from runaway_cli.language.lengths import in_minutes

LONGEST = 10 * 60 * 60  # seconds of an episode that anybody makes
_SHOWN = r"(?:(?P<h>[0-9]{1,2}):)?(?P<m>[0-9]{1,3}):(?P<s>[0-5][0-9])"
_SAID = (
    r"(?:(?P<h>[0-9]{1,2}) ?h(?:ours?|rs?)?)? ?(?:(?P<m>[0-9]{1,3}) ?m(?:in(?:ute)?s?)?)?"
    r" ?(?P<s>[0-9]{1,4}) ?s(?:ec(?:ond)?s?)?"
)


def seconds(text: str) -> int:
    """Return how many seconds `text` says. Raises `NotUnderstoodError`."""
    said = plain(text)
    found = re.fullmatch(_SHOWN, said) or re.fullmatch(_SAID, said)
    if found:
        place = sum(int(found[key] or 0) * size for key, size in (("h", 3600), ("m", 60), ("s", 1)))
    else:
        length = in_minutes(text)
        place = -1 if length is None else 60 * length
    if not 0 <= place <= LONGEST:
        raise NotUnderstoodError(text, "a place in an episode", "23m or 23:10")
    return place
