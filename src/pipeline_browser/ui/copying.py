"""What goes to the clipboard: tab-separated rows and SQL literals; no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LEAST = -(2**63)
RawValue = str | int | float | bytes | None


def raw_text(value: RawValue) -> str:
    """Return a value as it is stored: bytes in hexadecimal, NULL as nothing."""
    if value is None:
        return ""
    return value.hex() if isinstance(value, bytes) else str(value)


def sql_literal(value: RawValue) -> str:
    """Return SQLite's literal of a value, or an expression where there is none."""
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    if isinstance(value, str):
        return _text_literal(value)
    if value == _LEAST:
        return f"({_LEAST + 1} - 1)"  # SQL has no negative numbers, only a sign before one
    return repr(value).replace("inf", "9e999")


def _text_literal(text: str) -> str:
    if any("\udc80" <= character <= "\udcff" for character in text):  # bytes that are not UTF-8
        return f"CAST(x'{text.encode('utf-8', 'surrogateescape').hex()}' AS TEXT)"
    quoted = text.replace("'", "''").replace("\0", "' || char(0) || '")
    return f"('{quoted}')" if "\0" in text else f"'{quoted}'"


def tab_separated(headers: Sequence[str], rows: Iterable[Sequence[RawValue]]) -> str:
    """Return rows under their headers, one line a row; tabs and line ends inside a value become blanks."""
    lines = ["\t".join(headers)]
    lines += ["\t".join(_one_cell(value) for value in row) for row in rows]
    return "\n".join(lines)


def _one_cell(value: RawValue) -> str:
    text = raw_text(value)
    return text.replace("\t", " ").replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
