"""Values of a database as they stand in a cell and in its tooltip: literal, short, and none like another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline_browser.model.tables import Cut, Ending
from pipeline_browser.ui.diagram.count_words import count_words
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.labels import shown, shown_text

if TYPE_CHECKING:
    from pipeline_browser.model.table_counts import TableRows
    from pipeline_browser.model.tables import Page, Value

_CELL = 200  # characters of a text
_BYTES = 12  # of a blob
_TOOLTIP = 2_000  # characters
_SIGNS = str.maketrans({"\n": "↵", "\t": "⇥"})
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


def cell_text(value: Value) -> str:
    """Return a value on one line: ``NULL``, ``x'00ff…' 1,204 bytes``."""
    if isinstance(value, bytes) or (isinstance(value, Cut) and isinstance(value.beginning, bytes)):
        return _blob(value)
    if isinstance(value, str | Cut):
        text, size = _text(value)
        line = shown(_bytes_spelt(text[:_CELL].replace("\r\n", "\n").translate(_SIGNS)))
        return f"{line}…" if size > _CELL else line
    return "NULL" if value is None else str(value)


def stand_in(value: Value) -> str:
    """Return what is written, dim, in place of a value that shows nothing by itself; empty for all others."""
    if value is None:
        return "NULL"
    return "empty" if value == "" else ""


def value_tooltip(value: Value) -> str:
    """Return a value with its lines as they are, and how long it is."""
    if value is None:
        return "NULL"
    if isinstance(value, int | float):
        return f"{value} ({'integer' if isinstance(value, int) else 'real number'})"
    if isinstance(value, bytes) or (isinstance(value, Cut) and isinstance(value.beginning, bytes)):
        return _blob(value)
    text, size = _text(value)
    beginning = shown_text(_bytes_spelt(text[:_TOOLTIP])) + ("…" if size > _TOOLTIP else "")
    return f"{beginning}\n({counted(size, 'character')})"


def too_long(value: Cut) -> str:
    """Return why a value cannot be copied."""
    unit = "byte" if isinstance(value.beginning, bytes) else "character"
    return f"Not copied: only the beginning of these {counted(value.size, unit)} is here."


def page_words(page: Page, rows: TableRows | None) -> str:
    """Return how much of a table or view a page is: ``First 50 of 1,204 rows``."""
    number = len(page.rows)
    if page.ending is Ending.ALL:
        return f"All {counted(number, 'row')}" if number > 1 else "The only row" if number else "No rows"
    if page.ending is Ending.TIME and rows is not None and rows.exact:
        return f"{figure(number)} of {count_words(rows)}; reading on would have taken too long"
    if page.ending is Ending.TIME:
        return f"{counted(number, 'row')}; reading on would have taken too long"
    if rows is not None:
        return f"First {number} of {count_words(rows)}"
    return f"First {counted(number, 'row')}"


def _bytes_spelt(text: str) -> str:
    r"""Return a text with the bytes that are not UTF-8 as ``\xff``."""
    return _NOT_UTF8.sub(lambda match: f"\\x{ord(match[0]) - 0xDC00:02x}", text)


def _text(value: str | Cut) -> tuple[str, int]:
    if isinstance(value, Cut):
        return str(value.beginning), value.size
    return value, len(value)


def _blob(value: bytes | Cut) -> str:
    content, size = (value, len(value)) if isinstance(value, bytes) else (value.beginning, value.size)
    beginning = content[:_BYTES].hex() if isinstance(content, bytes) else ""
    return f"x'{beginning}{'…' if size > _BYTES else ''}' {counted(size, 'byte')}"
