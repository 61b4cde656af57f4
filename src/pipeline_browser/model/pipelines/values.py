"""What a cell can hold, and whether two cells hold the same."""

from __future__ import annotations

Value = str | int | float | bytes | None
"""A cell as SQLite stores it; text that is not UTF-8 comes with surrogate escapes."""


def same_value(one: Value, other: Value) -> bool:
    """Whether two cells hold the same, type included: 1, 1.0 and '1' are three values."""
    return type(one) is type(other) and one == other


def placeholder(value: Value) -> str:
    """Return the SQL under which ``bound(value)`` is the value again."""
    return "CAST(? AS TEXT)" if is_not_utf8(value) else "?"


def bound(value: Value) -> Value:
    """Return what to bind: text that is not UTF-8 cannot be handed over as text, so it goes as bytes."""
    if isinstance(value, str) and is_not_utf8(value) and not why_not_storable(value):
        return value.encode("utf-8", "surrogateescape")
    return value


def why_not_storable(value: Value) -> str:
    """Return why SQLite cannot store a value; empty if it can."""
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return "The number does not fit into 64 bits."
    if is_not_utf8(value):
        try:
            str(value).encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            return "The text holds half of a character (a lone surrogate), which is no Unicode text."
    return ""


def is_not_utf8(value: Value) -> bool:
    """Whether it is a text with bytes that are none of UTF-8, as surrogate escapes."""
    if not isinstance(value, str) or value.isascii():
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return True
    return False
