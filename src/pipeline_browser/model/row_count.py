"""How many rows a database holds, counted for a moment only: enough to know what a backup is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.deadline import deadline
from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.errors import PipelineBrowserError

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database

_A_MOMENT = 0.4  # seconds

# Tables with pages of their own: virtual ones have none, and their rows are in their shadow tables.
_TABLES = """SELECT name FROM sqlite_master
WHERE type = 'table' AND rootpage > 0 AND substr(name, 1, 7) <> 'sqlite_' AND name <> ?
ORDER BY rootpage"""


@dataclass(frozen=True, slots=True)
class RowCount:
    """Rows of so many tables; at least so many where not ``complete``."""

    rows: int
    complete: bool
    tables: int = 0


def count_rows(
    database: Database,
    *,
    besides: str = "",
    seconds: float = _A_MOMENT,
    cancellation: Cancellation | None = None,
) -> RowCount:
    """Count the rows of all tables but ``besides`` (the ledger), for at most ``seconds``.

    Raises:
        Cancelled: and every error of reading the list of tables.
    """
    rows, complete, tables = 0, True, 0
    with deadline(seconds, cancellation) as moment:
        for (table,) in database.query(_TABLES, (besides,), cancellation=cancellation):
            counted = _count(database, str(table), moment)
            rows, complete, tables = rows + (counted or 0), complete and counted is not None, tables + 1
    if cancellation is not None:
        cancellation.check()
    return RowCount(rows, complete, tables)


def _count(database: Database, table: str, moment: Cancellation) -> int | None:
    """Return the rows of a table; None where time is over or it cannot be read."""
    counting = f"SELECT count(*) FROM {quote_identifier(table)}"
    try:
        return int(database.query(counting, cancellation=moment)[0][0])
    except PipelineBrowserError:
        return None
