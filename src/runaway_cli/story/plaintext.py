"""Other people's texts as plain ones: no HTML, nothing a terminal obeys, no longer than a line."""

import html
import re
from collections.abc import Iterator

LONGEST = 160  # characters of a text in a show file
_RAW = 20_000  # characters of a text that are looked at
_STORY = 5_000  # characters of a summary that are told; the longest known has 1,100
_ROOM = LONGEST - 2  # for " …" behind it

_BLOCK = re.compile(r"</?(?:p|br|div|li|ul|ol|h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?]?[a-z-][^<>]*>", re.IGNORECASE)
_NO_SIGN = re.compile(r"&#\d{8,};?")  # no character has such a number, and Python won't read it
_SENTENCES = re.compile(r"(?<=[.!?…][\"'”’»)])\s+|(?<=[.!?…])\s+|(?<=[。！？])")
_NO_ENDING = re.compile(
    r"\b(?:\w|Mrs?|Ms|Mx|Dr|St|Sgt|Lt|Capt|Col|Gen|Rev|Prof|Jr|Sr|vs|No|etc)\.$"
)
_PAUSES = ("; ", ": ", " – ", " — ", ", ", "；", "，", "、")


def plain(value: object) -> str:
    """Return what a person would read in `value`, on one line; "" for what isn't text."""
    if not isinstance(value, str):
        return ""
    text = _TAG.sub("", _BLOCK.sub(" ", value[:_RAW]))
    text = html.unescape(_NO_SIGN.sub("", text))
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text)
    return " ".join(text.split())


def name(value: object, longest: int = LONGEST) -> str:
    """Return `value` as a name or a title, in plain text."""
    return shortened(plain(value), longest)


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a plain text, cut between two words where it's too long."""
    return text if len(text) <= longest else f"{_cut(text, longest - 2)} …"


def texts(text: str) -> Iterator[str]:
    """Yield the sentences of a plain text, none longer than a text in a show file may be.

    A longer sentence comes in several, parted at a pause or else between two words.
    """
    for sentence in _sentences(text if len(text) <= _STORY else _cut(text, _STORY)):
        rest = sentence
        while len(rest) > _ROOM:
            piece = _cut(rest, min(_ROOM, len(rest) * 2 // 3), pause=True)  # leaves no single word
            yield piece
            rest = rest[len(piece) :].strip()
        if rest:
            yield rest


def opening(text: str) -> str:
    """Return a text that opens a story, with "…" where its sentence goes on in the next."""
    return text if text.endswith((*".!?…。！？", *"\"'”’»)")) else f"{text} …"


def _sentences(text: str) -> Iterator[str]:
    """Yield sentences. What follows "Dr." or an initial, or begins small, belongs to the last."""
    parts: list[str] = []
    for part in filter(None, _SENTENCES.split(text)):
        if parts and not _NO_ENDING.search(parts[-1]) and not part[0].islower():
            yield " ".join(parts)
            parts = []
        parts.append(part)
    yield " ".join(parts)


def _cut(text: str, longest: int, *, pause: bool = False) -> str:
    """Return the beginning of `text`, up to a pause in its second half or the last whole word.

    A script without spaces may have to be cut anywhere.
    """
    window = text[:longest]
    pauses = [window.rfind(sign) + len(sign.rstrip()) for sign in _PAUSES if sign in window]
    if pause and max(pauses, default=0) > longest // 2:
        return window[: max(pauses)]
    return text[: longest + 1].rpartition(" ")[0] or window
