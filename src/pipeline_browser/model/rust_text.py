"""Values spelt as Rust's standard library spells them, since scripts read sqlx's words from ours."""

from __future__ import annotations

import os
import unicodedata

_ESCAPES = {"\0": "\\0", "\t": "\\t", "\r": "\\r", "\n": "\\n", '"': '\\"', "\\": "\\\\"}


def debug_string(text: str) -> str:
    """Return ``text`` quoted and escaped, as ``{:?}`` prints a ``str``."""
    return '"' + "".join(map(_debug_character, text)) + '"'


def debug_duration(nanoseconds: int) -> str:
    """Return a duration as ``{:?}`` prints it: ``0ns``, ``242.93µs``, ``1.000001ms``, ``61.234567891s``."""
    for unit, name in ((1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "µs")):
        if nanoseconds >= unit:
            return _decimal(nanoseconds, unit) + name
    return f"{nanoseconds}ns"


def display_os_error(error: OSError) -> str:
    """Return an error of the operating system as Rust's ``io::Error`` displays it."""
    code = error.errno or 0
    return f"{os.strerror(code)} (os error {code})"


def lossy(name: str) -> str:
    """Return a file name with U+FFFD for what is not UTF-8, as ``to_string_lossy`` does."""
    return os.fsencode(name).decode("utf-8", "replace")


def _debug_character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    # Combining marks are escaped although they print, since they would change the character before them.
    if character.isprintable() and unicodedata.category(character) not in ("Mn", "Me"):
        return character
    return f"\\u{{{ord(character):x}}}"


def _decimal(nanoseconds: int, unit: int) -> str:
    whole, rest = divmod(nanoseconds, unit)
    digits = f"{rest:0{len(str(unit)) - 1}}".rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)
