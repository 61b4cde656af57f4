"""Lines of CSV as RFC 4180 has it, in which no text is taken for a formula.

A text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end would run as a formula in a
spreadsheet: it is written with an apostrophe before it. So is a text that begins with one: whoever takes one
leading apostrophe off a text has it as it was. Numbers are numbers: -0.5 stays -0.5. NULL is nothing, an
empty text is "".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.metrics.table.pages import Value

_ACTING = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_WIDE = ("\uff1d", "\uff0b", "\uff0d", "\uff20")  # some spreadsheets fold these to the same
_SPECIAL = (",", '"', "\r", "\n")


def csv_line(values: Iterable[Value]) -> str:
    """Return one record with its CRLF."""
    return ",".join(map(_cell, values)) + "\r\n"


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return repr(value)
    text = f"'{value}" if value.lstrip(" ").startswith((*_ACTING, *_WIDE)) else value
    if not text or any(each in text for each in _SPECIAL):
        return '"' + text.replace('"', '""') + '"'
    return text
