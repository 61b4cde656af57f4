"""How many rows each table has, counted in slices so short that other jobs come in between."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.model.deadline import deadline
from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.errors import Cancelled, PipelineBrowserError
from pipeline_browser.model.schema import TableKind
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.schema import Table

SLICE = 0.25  # seconds
_PATIENCE = 0.1  # seconds, with a lock
_ESTIMATING = 0.1  # seconds, for one table
_LEAST_ROW = 4  # bytes that a row takes in the file, its place in the page included


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of a table; an estimate where not ``exact``."""

    rows: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class CountedSlice:
    """What one slice found out.

    Attributes:
        counts: by the table's name; None where nothing can be said.
        left: the tables that are still to be counted; all of them where the database was locked.
    """

    counts: Mapping[str, TableRows | None] = field(default_factory=dict)
    left: tuple[Table, ...] = ()


def countable(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return the tables whose rows can be counted: virtual ones run foreign code, for as long as it likes."""
    return tuple(table for table in tables if table.kind is not TableKind.VIRTUAL)


def count_slice(
    database: Database,
    tables: Sequence[Table],
    *,
    too_large: Collection[str] = frozenset(),
    seconds: float | None = None,
    cancellation: Cancellation | None = None,
) -> CountedSlice:
    """Count tables one after the other for ``seconds``; at least one, unless the database is locked.

    Args:
        too_large: names of tables that are only estimated, since they took longer than a slice before.

    Raises:
        Cancelled: by ``cancellation``, not by the end of the slice.
        DatabaseDamaged, DatabaseOperationFailed: nothing at all can be read.
    """
    try:
        with (
            _view(database, cancellation),
            deadline(SLICE if seconds is None else seconds, cancellation) as moment,
        ):
            return _Counter(database, moment, cancellation).count(tables, too_large)
    except _Locked:
        return CountedSlice(left=tuple(tables))


class _Locked(Exception):
    """Another program holds the database."""


@contextmanager
def _view(database: Database, cancellation: Cancellation | None) -> Iterator[None]:
    """Read one moment of the database, if it can be had soon."""
    with ExitStack() as stack:
        with deadline(_PATIENCE, cancellation) as moment:
            try:
                stack.enter_context(database.reading(cancellation=moment))
            except Cancelled:
                if cancellation is not None:
                    cancellation.check()
                raise _Locked from None
        yield


class _Counter:
    """Counts within one slice."""

    def __init__(self, database: Database, moment: Cancellation, cancellation: Cancellation | None) -> None:
        self._database = database
        self._moment = moment
        self._cancellation = cancellation

    def count(self, tables: Sequence[Table], too_large: Collection[str]) -> CountedSlice:
        counts: dict[str, TableRows | None] = {}
        for number, table in enumerate(tables):
            rows = None if table.name in too_large else self._counted(table)
            if rows is None and counts and self._moment.asked:
                return CountedSlice(counts, tuple(tables[number:]))  # it gets a whole slice, if it needs one
            counts[table.name] = rows or self._estimated(table)
        return CountedSlice(counts)

    def _counted(self, table: Table) -> TableRows | None:
        rows = self._ask(f"SELECT count(*) FROM main.{quote_identifier(table.name)}", self._moment)
        return None if rows is None else TableRows(rows)

    def _estimated(self, table: Table) -> TableRows | None:
        """Return what a table's numbers of rows or an earlier ANALYZE tell, both from a few pages."""
        with deadline(_ESTIMATING, self._cancellation) as moment:
            rows = self._span(table, moment)
            if rows is None:
                rows = self._analyzed(table, moment)
        return None if rows is None else TableRows(rows, exact=False)

    def _span(self, table: Table, moment: Cancellation) -> int | None:
        """Return how far the first and the last row's number are apart, if the file could hold as many."""
        number = _row_number(table)
        if number is None:
            return None
        name = f"main.{quote_identifier(table.name)}"
        # Two queries: SQLite finds one end of a table at once, and reads all of it for both.
        span = f"(SELECT max({number}) FROM {name}) - (SELECT min({number}) FROM {name}) + 1"
        rows = self._ask(f"SELECT {span}", moment)
        pages = self._ask("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", moment)
        return rows if rows is not None and pages is not None and rows <= pages // _LEAST_ROW else None

    def _analyzed(self, table: Table, moment: Cancellation) -> int | None:
        sql = "SELECT max(CAST(stat AS INTEGER)) FROM main.sqlite_stat1 WHERE tbl = ? COLLATE NOCASE"
        return self._ask(sql, moment, table.name)

    def _ask(self, sql: str, moment: Cancellation, *values: object) -> int | None:
        """Return a figure; None where time is over, there is none, or it cannot be read."""
        try:
            answer = self._database.query(sql, values, cancellation=moment)[0][0]
        except PipelineBrowserError:
            if self._cancellation is not None:
                self._cancellation.check()
            return None
        return None if answer is None else int(answer)


def _row_number(table: Table) -> str | None:
    """Return a name for the rows' numbers that no column has taken."""
    if table.without_rowid:
        return None
    taken = {fold(column.name) for column in table.columns}
    return next((name for name in ("rowid", "_rowid_", "oid") if name not in taken), None)
