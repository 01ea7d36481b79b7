"""Encodings: what a terminal shows for a character it lacks, and the text in a file's bytes."""

import codecs
import io
import os
from typing import TextIO

_INSTEAD = {"●": "*", "○": "o", "━": "=", "╍": "-", "·": "-", "✓": "+", "✗": "x", "…": "...",
            "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"}  # fmt: skip


def fit(stream: TextIO) -> None:
    """Make `stream` replace characters that its encoding, or the Linux console, lacks."""
    if not isinstance(stream, io.TextIOWrapper):
        return
    codecs.register_error("runaway", _other)
    codecs.register_error("runaway-console", _other_or_utf8)
    if os.environ.get("TERM") == "linux" and stream.encoding.lower() == "utf-8" and stream.isatty():
        stream.reconfigure(encoding="ascii", errors="runaway-console")
    else:
        stream.reconfigure(errors="runaway")


def _other(error: UnicodeError) -> tuple[str, int]:
    """Replace a character: by a likeness, a letter without its accent, or a question mark."""
    import unicodedata

    assert isinstance(error, UnicodeEncodeError)
    said = ""
    for character in error.object[error.start : error.end]:
        bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
        said += _INSTEAD.get(character) or bare or "?"
    return said, error.end


def _other_or_utf8(error: UnicodeError) -> tuple[bytes, int]:
    """Replace characters that the Linux console's font lacks; it has most letters."""
    assert isinstance(error, UnicodeEncodeError)
    characters = error.object[error.start : error.end]
    return b"".join(_INSTEAD.get(c, c).encode("utf-8", "replace") for c in characters), error.end


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of a file and its encoding; bytes that aren't UTF-8 become surrogates."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            whole = content[: len(content) & ~1]  # a crash can leave half a character
            return whole.decode(encoding, "surrogatepass"), encoding
    return content.decode("utf-8", "surrogateescape"), "utf-8"
