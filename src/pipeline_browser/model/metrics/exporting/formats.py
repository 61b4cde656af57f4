"""The formats that runs are exported in, by the endings of their files."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import ExportFailed

if TYPE_CHECKING:
    from pathlib import Path


class Format(Enum):
    """One format; the value is what the command line calls it."""

    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    OPENMETRICS = "openmetrics"

    @property
    def title(self) -> str:
        """What a person calls it."""
        return _TITLES[self]

    @property
    def suffix(self) -> str:
        """The usual ending of its files, with the dot."""
        return _SUFFIXES[self][0]

    @property
    def explanation(self) -> str:
        """What it is good for, and what becomes of the values."""
        return _EXPLANATIONS[self]


_TITLES = {
    Format.CSV: "CSV",
    Format.JSON: "JSON",
    Format.PARQUET: "Parquet",
    Format.OPENMETRICS: "OpenMetrics",
}
_SUFFIXES = {
    Format.CSV: (".csv",),
    Format.JSON: (".json",),
    Format.PARQUET: (".parquet", ".pq"),
    Format.OPENMETRICS: (".prom", ".om", ".openmetrics"),
}
_EXPLANATIONS = {
    Format.CSV: "For spreadsheets: raw numbers, units in the first line, texts that none takes for formulas.",
    Format.JSON: "For scripts: a list of objects, one a line, raw numbers, times in ISO 8601.",
    Format.PARQUET: "For pandas, DuckDB, Spark: typed columns, compressed.",
    Format.OPENMETRICS: "For Prometheus: every figure of a run as a gauge, in seconds and bytes.",
}


def format_of(target: Path) -> Format:
    """Return the format that a file's ending asks for.

    Raises:
        ExportFailed: it is the ending of none.
    """
    ending = target.suffix.lower()
    found = next((each for each, endings in _SUFFIXES.items() if ending in endings), None)
    if found is not None:
        return found
    known = ", ".join(endings[0] for endings in _SUFFIXES.values())
    raise ExportFailed(
        f"{target} was not written",
        path=target,
        cause=f"“{ending}” is the ending of no known format." if ending else "Its name has no ending.",
        remedy=f"End it with one of {known}.",
    )
