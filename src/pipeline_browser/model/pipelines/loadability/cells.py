"""The types that the program insists on when it reads a cell.

Sources: sqlite_pipeline.rs reads each cell with ``row.get``, which panics where type or UTF-8 are wrong
(exit code 101); sqlx-sqlite/src/types: text from text alone, integers and booleans from integers alone. NULL
is never refused: it reads as an empty text, as 0, as false (sqlx-core/src/row.rs, try_get).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability import words

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.values import Value

_INT32 = range(-(2**31), 2**31)


def is_utf8(text: str) -> bool:
    """Whether a text came without bytes that are no UTF-8; those are read as surrogates."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def fault_in_text(value: Value) -> str:
    """Return why the program could not read a cell as text; empty if it can."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "" if is_utf8(value) else words.NOT_UTF8
    return words.BLOB_FOR_TEXT if isinstance(value, bytes) else words.NUMBER_FOR_TEXT


def fault_in_number(value: Value) -> str:
    """Return why the program could not read a cell as a whole number; empty if it can."""
    return "" if value is None or isinstance(value, int) else words.no_whole_number(value)


def fault_in_switch(value: Value) -> str:
    """Return why the program could not read a cell as true or false; empty if it can."""
    return "" if value is None or isinstance(value, int) else words.no_switch(value)


def fault_in_order(value: Value) -> str:
    """Return why the program could not read a stage's order, which has 32 bits."""
    fault = fault_in_number(value)
    if fault or not isinstance(value, int):
        return fault
    return "" if value in _INT32 else words.ORDER_TOO_LARGE


def as_text(value: Value) -> str:
    """Return a cell as the program reads it into a text."""
    return value if isinstance(value, str) else ""


def as_number(value: Value) -> int:
    """Return a cell as the program reads it into a number."""
    return value if isinstance(value, int) else 0
