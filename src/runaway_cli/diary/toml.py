"""A single value as TOML. Imported for writing only."""

from typing import Any

import tomli_w


def written(value: Any) -> str:
    """Return a value as TOML, on one line, with no character that could restyle a terminal."""
    if value is None:
        return '""'
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(written, value))}]"
    text = tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(sign: str) -> str:
    if sign.isprintable():
        return sign
    return f"\\u{ord(sign):04x}" if ord(sign) < 1 << 16 else f"\\U{ord(sign):08x}"
