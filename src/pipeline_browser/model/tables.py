"""The first rows of any table or view, read for a moment only: a view may be endless."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.connection.sqlite_errors import translated
from pipeline_browser.model.deadline import deadline
from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.errors import Cancelled, DatabaseBusy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database

FIRST = 50  # rows
SECONDS = 2.0
_ROOM = 32_000_000  # characters and bytes that are kept of all rows together
_BEGINNING = 1_000  # of a value that would take more room than is left


@dataclass(frozen=True, slots=True)
class Cut:
    """A value of which only the beginning is kept.

    Attributes:
        size: of the whole, in characters or bytes.
    """

    beginning: str | bytes
    size: int


Value = str | int | float | bytes | Cut | None


class Ending(Enum):
    """Why there are no more rows in a page."""

    ALL = "these are all rows"
    LIMIT = "there are more rows"
    TIME = "reading on would have taken too long"


@dataclass(frozen=True, slots=True)
class Page:
    """Rows as they come out of a table or view, without any order.

    Attributes:
        columns: empty where time was over before the first row.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    ending: Ending


def first_rows(
    database: Database,
    table: str,
    *,
    limit: int = FIRST,
    seconds: float | None = None,
    cancellation: Cancellation | None = None,
) -> Page:
    """Return the first rows of a table or view, as many as can be read in time.

    Text that is not UTF-8 comes with surrogate escapes.

    Raises:
        DatabaseBusy: another program kept it locked all the time.
        DatabaseDamaged, DatabaseOperationFailed: it cannot be read.
        Cancelled: by ``cancellation``, not by the end of the time.
    """
    seconds = SECONDS if seconds is None else seconds
    sql = f"SELECT * FROM main.{quote_identifier(table)} LIMIT {limit + 1}"
    columns: tuple[str, ...] = ()
    rows: list[tuple[Value, ...]] = []
    keeper = _Keeper()
    with _reading(database, seconds, cancellation), deadline(seconds, cancellation) as moment:
        try:
            with translated(database.path), database.interruptible(moment):
                cursor = database.connection.execute(sql)
                columns = tuple(each[0] for each in cursor.description)
                for row in cursor:
                    if len(rows) == limit:
                        return Page(columns, tuple(rows), Ending.LIMIT)
                    rows.append(tuple(keeper.kept(value) for value in row))
        except Cancelled:
            if cancellation is not None:
                cancellation.check()
            return Page(columns, tuple(rows), Ending.TIME)
    return Page(columns, tuple(rows), Ending.ALL)


@contextmanager
def _reading(database: Database, seconds: float, cancellation: Cancellation | None) -> Iterator[None]:
    """Read one moment of the database; a lock is not waited for any longer than rows are."""
    with ExitStack() as stack:
        with deadline(seconds, cancellation) as moment:
            try:
                stack.enter_context(database.reading(cancellation=moment))
            except Cancelled as error:
                if cancellation is not None:
                    cancellation.check()
                raise DatabaseBusy(
                    "The database is locked by another program",
                    path=database.path,
                    cause=f"Its rows could not be read within {seconds:.0f} seconds.",
                ) from error
        yield


class _Keeper:
    """Cuts values once there is no room for more whole ones."""

    def __init__(self) -> None:
        self._room = _ROOM

    def kept(self, value: str | float | bytes | None) -> Value:
        if not isinstance(value, str | bytes) or len(value) <= _BEGINNING:
            return value
        self._room -= len(value)
        return value if self._room >= 0 else self._cut(value)

    def _cut(self, value: str | bytes) -> Cut:
        self._room += len(value) - _BEGINNING
        return Cut(value[:_BEGINNING], len(value))
