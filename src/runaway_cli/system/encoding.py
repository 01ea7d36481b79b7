"""What a terminal that cannot show a sign shows instead."""

import codecs
import io
import os
from typing import TextIO

_INSTEAD = {"●": "*", "○": "o", "━": "=", "╍": "-", "·": "-", "✓": "+", "✗": "x", "…": "...",
            "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"}  # fmt: skip


def fit(stream: TextIO) -> None:
    """Let `stream` show other signs for those that its encoding, or the Linux console, lacks."""
    if not isinstance(stream, io.TextIOWrapper):
        return
    codecs.register_error("runaway", _other)
    codecs.register_error("runaway-console", _other_or_utf8)
    if os.environ.get("TERM") == "linux" and stream.encoding.lower() == "utf-8" and stream.isatty():
        stream.reconfigure(encoding="ascii", errors="runaway-console")
    else:
        stream.reconfigure(errors="runaway")


def _other(error: UnicodeError) -> tuple[str, int]:
    """Say a sign otherwise, a letter without its accent, anything else as a question mark."""
    import unicodedata

    assert isinstance(error, UnicodeEncodeError)
    said = ""
    for sign in error.object[error.start : error.end]:
        bare = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
        said += _INSTEAD.get(sign) or bare or "?"
    return said, error.end


def _other_or_utf8(error: UnicodeError) -> tuple[bytes, int]:
    """Say otherwise what the font of a console has not; it has most letters."""
    assert isinstance(error, UnicodeEncodeError)
    signs = error.object[error.start : error.end]
    return b"".join(_INSTEAD.get(s, s).encode("utf-8", "replace") for s in signs), error.end


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of a file and its encoding; bytes that aren't UTF-8 become surrogates."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            whole = content[: len(content) & ~1]  # a crash can leave half a character
            return whole.decode(encoding, "surrogatepass"), encoding
    return content.decode("utf-8", "surrogateescape"), "utf-8"
