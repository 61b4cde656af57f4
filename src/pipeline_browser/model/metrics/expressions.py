"""What a cell of ``processing_metrics`` is worth, as SQL: number, moment or text; NULL for anything else."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline_browser.model.engine import quote_identifier

ROW = "r"
"""The alias of a row of ``processing_metrics`` as it is stored."""

NOTHING = "NULL"


@dataclass(frozen=True, slots=True)
class Cells:
    """The columns that a table of metrics really has; whatever it lacks is NULL in every run.

    Attributes:
        columns: in lower case.
    """

    columns: frozenset[str]

    def raw(self, column: str) -> str:
        """Return a cell as it is."""
        return f"{ROW}.{quote_identifier(column)}" if column in self.columns else NOTHING

    def is_there(self, column: str) -> str:
        """Return whether a cell holds anything at all."""
        return f"{self.raw(column)} IS NOT NULL"

    def number(self, column: str) -> str:
        """Return a cell's number; NULL where it holds text or a blob."""
        cell = self.raw(column)
        return cell if cell == NOTHING else f"CASE WHEN typeof({cell}) IN ('integer', 'real') THEN {cell} END"

    def text(self, column: str) -> str:
        """Return a cell's text; NULL where it holds a blob."""
        return text_of(self.raw(column))

    def moment(self, column: str) -> str:
        """Return milliseconds since 1970 UTC of a cell that holds RFC 3339; NULL where it does not.

        As chrono reads it: date, ``T``, ``t`` or a blank, time with seconds (60 is a leap second, and counts
        as the next one), any fraction, then ``Z``, ``z`` or an offset with its colon. SQLite alone would
        also take numbers, bare dates, times without a zone and the 30th of February.
        """
        cell = self.raw(column)
        if cell == NOTHING:
            return cell
        shape = " OR ".join(f"{cell} LIKE '{pattern}'" for pattern in _SHAPES)
        return f"CASE WHEN ({shape}) AND ({_day_exists(cell)}) THEN {_milliseconds(cell)} END"


def text_of(cell: str) -> str:
    """Return an expression's text; NULL where it is a blob."""
    return cell if cell == NOTHING else f"CASE WHEN typeof({cell}) <> 'blob' THEN CAST({cell} AS TEXT) END"


_SHAPES = tuple(
    f"____-__-__{between}__:__:__%{zone}" for between in ("T", " ") for zone in ("_:__", "Z")
)  # LIKE knows no case, so t and z are among them


def _day_exists(cell: str) -> str:
    """Most days exist in every month, and need no second look."""
    day = f"substr({cell}, 1, 10)"
    return f"substr({cell}, 9, 2) <= '28' OR date({day}, '+0 days') = {day}"


def _milliseconds(cell: str) -> str:
    """The Julian day holds whole milliseconds; SQLite refuses a lower-case t and a 60th second."""
    usual, upper = _since_1970(f"julianday({cell})"), f"upper({cell})"
    second_before = _since_1970(f"julianday(substr({upper}, 1, 17) || '59' || substr({upper}, 20))")
    other = _since_1970(f"julianday({upper})")
    odd = f"CASE WHEN substr({cell}, 18, 2) = '60' THEN {second_before} + 1000 ELSE {other} END"
    return f"CAST(round(coalesce({usual}, {odd})) AS INTEGER)"


def _since_1970(julian_day: str) -> str:
    return f"({julian_day} - 2440587.5) * 86400000.0"
