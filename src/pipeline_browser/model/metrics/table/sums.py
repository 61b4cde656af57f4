"""What a summary of runs says, and of which columns; without numpy (see ``summary.py``)."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline_browser.model.metrics.columns import COLUMNS, Kind

SUMMED = tuple(column for column in COLUMNS if column.kind.is_numeric and column.kind is not Kind.MOMENT)
"""The columns that a summary is made of."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One column of some runs, in its unit; None where no run says it, or where a total says nothing.

    Attributes:
        count: runs that say it.
        missing: runs that do not, or not as a finite number.
        median: halfway between the middle two of an even number.
    """

    column: str
    count: int
    missing: int
    total: float | None
    mean: float | None
    median: float | None
    minimum: float | None
    maximum: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What some runs come to.

    Attributes:
        runs: those that are still there.
    """

    runs: int
    figures: tuple[Figures, ...]

    def of(self, column: str) -> Figures:
        """Return the figures of a column, by its name."""
        return next(each for each in self.figures if each.column == column)
