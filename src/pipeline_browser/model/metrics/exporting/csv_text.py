"""Lines of CSV as RFC 4180 has it, in which no text is taken for a formula.

A text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end would run as a formula in a
spreadsheet: it is written with an apostrophe before it. So is a text that begins with one: whoever takes one
leading apostrophe off a text has it as it was. Numbers are numbers: -0.5 stays -0.5. NULL is nothing, an
empty text is "".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.metrics.table.pages import Value

# Begins with what no spreadsheet acts on (some fold wide characters to narrow ones), and needs no quotes.
_SIMPLE = re.compile(r"[^ =+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20,\"][^,\"\r\n]*")
_ACTING = re.compile(r" *[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]")
_QUOTED = re.compile(r"[,\"\r\n]")


def csv_line(values: Iterable[Value]) -> str:
    """Return one record with its CRLF."""
    return ",".join([_cell(value) for value in values]) + "\r\n"


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return repr(value)
    return value if _SIMPLE.fullmatch(value) else _guarded(value)


def _guarded(value: str) -> str:
    text = f"'{value}" if _ACTING.match(value) else value
    if not text or _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text
