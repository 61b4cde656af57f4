"""Showing foreign text literally where characters can act: on a terminal."""

from __future__ import annotations

import unicodedata

# Controls (C0, DEL, C1), format characters (bidirectional, zero-width, tags), surrogates, line separators.
_ACTING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Letters and marks by category, but drawn as nothing at all.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


def escape_for_terminal(text: str, *, keep: str = "") -> str:
    r"""Return ``text`` with what acts instead of showing spelt out: ``\x1b``, ``\u202e``, ``\U000e0001``.

    Args:
        keep: characters to leave as they are, for text of several lines: ``"\n\t"``.
    """
    if text.isprintable() and _INVISIBLE.isdisjoint(text):
        return text
    return "".join(_visible(character) if character not in keep else character for character in text)


def _visible(character: str) -> str:
    if unicodedata.category(character) not in _ACTING and character not in _INVISIBLE:
        return character
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
