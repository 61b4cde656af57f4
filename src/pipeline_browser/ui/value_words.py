"""Values of pipelines as they stand in a cell and in its tooltip: literal, short, and none like another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import shown, shown_text

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.values import Value

NULL = "NULL"
EMPTY = "empty"
_CELL = 300  # characters of a text: more never fit
_BYTES = 8  # of a blob
_TOOLTIP = 2_000  # characters
_SIGNS = str.maketrans({"\n": "↵", "\t": "⇥"})
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


def is_plain_text(value: Value) -> bool:
    """Whether a value is text that can be typed: UTF-8, and no blob or number."""
    return isinstance(value, str) and _NOT_UTF8.search(value) is None


def cell_text(value: Value) -> str:
    """Return a value on one line: ``NULL``, ``x'00ff…' 1,204 bytes``."""
    if isinstance(value, bytes):
        return _blob(value)
    if isinstance(value, str):
        line = shown(_spelt(value[:_CELL].replace("\r\n", "\n").translate(_SIGNS)))
        return f"{line}…" if len(value) > _CELL else line
    return NULL if value is None else str(value)


def stand_in(value: Value) -> str:
    """Return what is written, dim, in place of a value that shows nothing by itself; empty for others."""
    return NULL if value is None else EMPTY if value == "" else ""


def whole_value(value: Value) -> str:
    """Return a value with its lines as they are, for a tooltip."""
    if isinstance(value, str):
        text = shown_text(_spelt(value[:_TOOLTIP])) + ("…" if len(value) > _TOOLTIP else "")
        return text or "Empty text"
    return cell_text(value)


def kind_of(value: Value) -> str:
    """Return what a value is stored as: ``a blob of 3 bytes``, ``a number``."""
    if value is None:
        return NULL
    if isinstance(value, bytes):
        return f"a blob of {counted(len(value), 'byte')}"
    if isinstance(value, str):
        return "text" if is_plain_text(value) else "text that is not UTF-8"
    return "a whole number" if isinstance(value, int) else "a number with a fraction"


def _spelt(text: str) -> str:
    r"""Return a text with the bytes that are not UTF-8 as ``\xff``."""
    return _NOT_UTF8.sub(lambda match: f"\\x{ord(match[0]) - 0xDC00:02x}", text)


def _blob(value: bytes) -> str:
    return f"x'{value[:_BYTES].hex()}{'…' if len(value) > _BYTES else ''}' {counted(len(value), 'byte')}"
