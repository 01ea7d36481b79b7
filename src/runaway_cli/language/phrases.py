"""Numbers, episodes and other people's words as people say them."""

import re
from collections.abc import Sequence

_UNSEEN = (  # controls, line separators, bidi and other marks, lone surrogates
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LONGEST = 60  # characters of somebody's words that are said back


def listed(items: Sequence[object]) -> str:
    """Say "1", "1 and 2", "1, 2 and 3"."""
    *most, last = map(str, items)
    return f"{', '.join(most)} and {last}" if most else last


def numbers(episodes: Sequence[int]) -> str:
    """Say episode numbers, ascending; an unbroken row of four or more as "1 to 4"."""
    if len(episodes) > 3 and episodes[-1] - episodes[0] == len(episodes) - 1:
        return f"{episodes[0]} to {episodes[-1]}"
    return listed(episodes)


def episode(number: int, title: str | None) -> str:
    """Say "Episode 2 · The Keeper's Book", or only the number where there is no title."""
    return f"Episode {number}" + (f" · {title}" if title else "")


def counted(number: int, noun: str) -> str:
    """Say "1 event", "12 events", "1,000 events"."""
    return f"{number:,} {plural(number, noun)}"


def plural(number: int, noun: str) -> str:
    """Say "event" for one and "events" for any other number of them."""
    return noun if number == 1 else f"{noun}s"


def count(number: int) -> str:
    """Say a small number in letters."""
    few = [
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ]
    return few[number] if number < len(few) else f"{number:,}"


def duration(minutes: int, *, about: bool = False) -> str:
    """Say "45 min", "4 h", "about 4 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    said = " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))
    return f"about {said}" if about else said


def reason(error: OSError) -> str:
    """Say why the system refused, as a phrase inside a sentence: "no space left on device"."""
    said = error.strerror or type(error).__name__
    return said[0].lower() + said[1:]


def visible(text: str) -> str:
    """Return `text` with whatever could restyle or rewrite a terminal written out, as in "\\x1b".

    Line breaks stay.
    """
    if text.isprintable():  # as nearly all is; the pattern takes 0.4 ms to compile
        return text
    return re.sub(_UNSEEN, lambda sign: sign[0].encode("unicode_escape").decode(), text)


def short(text: str) -> str:
    """Return `text`, or its beginning when it is long."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def quoted(text: str) -> str:
    """Say back what somebody wrote, in quotes."""
    return '"' + short(text).replace("\n", "\\n") + '"'
