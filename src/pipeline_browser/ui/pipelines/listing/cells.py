"""What a cell of the list says: a text, whether it is dim, the raw value, and the whole for a tooltip."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.sizes import format_size
from pipeline_browser.ui.formats import ago, counted, moment
from pipeline_browser.ui.labels import shown

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.values import Value

_LONGEST = 300  # characters: fitting a megabyte into a cell would hold up the window
_BYTES = 8  # of a blob
_SIGNS = str.maketrans({"\n": "↵", "\t": "⇥"})
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows.

    Attributes:
        dim: a word in place of a value, or a summary.
        raw: what is copied.
        tip: the tooltip, where the text does not say everything.
    """

    text: str
    dim: bool = False
    raw: Value = None
    tip: str = ""


NOTHING = Cell("")


def value_cell(value: Value, tip: str = "") -> Cell:
    """Return a value literally: ``NULL`` and ``empty`` dim, a blob as hexadecimal digits."""
    if value is None:
        return Cell("NULL", dim=True, tip=tip)
    if value == "":
        return Cell("empty", dim=True, raw=value, tip=tip)
    return Cell(literal(value), raw=value, tip=tip or literal(value))


def literal(value: Value) -> str:
    """Return a value on one line."""
    if isinstance(value, bytes):
        cut = "…" if len(value) > _BYTES else ""
        return f"x'{value[:_BYTES].hex()}{cut}' {counted(len(value), 'byte')}"
    if not isinstance(value, str):
        return "NULL" if value is None else str(value)
    cut = "…" if len(value) > _LONGEST else ""
    line = value[:_LONGEST].replace("\r\n", "\n").translate(_SIGNS)
    return shown(_NOT_UTF8.sub(lambda each: f"\\x{ord(each[0]) - 0xDC00:02x}", line)) + cut


def switch_cell(value: Value) -> Cell:
    """Return ``on`` or ``off``; what is neither 0 nor 1 as it is stored."""
    if type(value) is int and value in (0, 1):
        return Cell("on" if value else "off", dim=not value, raw=value)
    return value_cell(value)


def size_cell(value: Value) -> Cell:
    """Return bytes with a unit; nothing stored means that the program chooses."""
    if value is None:
        return Cell("unset", dim=True, tip="Unset: the program chooses the size")
    if type(value) is int and value >= 0:
        return Cell(format_size(value), raw=value, tip=counted(value, "byte"))
    return value_cell(value)


def archived_cell(value: Value) -> Cell:
    """Return ``archived`` for whatever hides a row from the program's list."""
    if type(value) is int and value == 0:
        return Cell("", raw=value)
    return Cell("archived" if value == 1 else f"archived ({literal(value)})", dim=True, raw=value)


def time_cell(value: Value, *, utc: bool) -> Cell:
    """Return a moment to the minute, in UTC or local time; what is no moment as it is stored."""
    at = stored_moment(value)
    if at is None:
        return value_cell(value)
    there = at.astimezone(UTC if utc else None)
    tip = "\n".join((ago(at, datetime.now(UTC)), moment(at, utc=utc), f"Stored as {literal(value)}"))
    return Cell(f"{there:%Y-%m-%d %H:%M}", raw=value, tip=tip)


def stored_moment(value: Value) -> datetime | None:
    """Return a stored moment; None where it is none that can be shown in another zone."""
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value.strip())
        at.astimezone(UTC), at.astimezone()
    except (ValueError, OverflowError, OSError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
