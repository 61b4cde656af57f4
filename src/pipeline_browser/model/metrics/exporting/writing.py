"""What every format does with rows: begin, take some at a time, end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.metrics.table.pages import RunRow


class RowWriter(Protocol):
    """Writes rows into a file that somebody else opens and closes."""

    def begin(self) -> None:
        """Write what comes before the rows."""
        ...

    def write(self, rows: Sequence[RunRow]) -> None:
        """Write some rows."""
        ...

    def end(self) -> None:
        """Write what comes after them."""
        ...


def encoded(text: str) -> bytes:
    """Return text as UTF-8; bytes of the database that were none are as they were."""
    return text.encode("utf-8", "surrogateescape")


def well_formed(text: str) -> str:
    """Return text that is UTF-8 for sure, for formats that allow nothing else."""
    return encoded(text).decode("utf-8", "replace")
