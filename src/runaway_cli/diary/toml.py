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


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"
