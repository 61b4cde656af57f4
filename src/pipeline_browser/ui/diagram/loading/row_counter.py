"""The tables' numbers of rows: counted quietly on the database's worker, between whatever else it does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pipeline_browser.model.schema import count_rows
from pipeline_browser.model.table_counts import CountedSlice, TableRows, count_slice, countable
from pipeline_browser.ui.background import Job, was_cancelled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.schema import Schema, Table
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.session import Session

_PAUSE = 300  # milliseconds between two slices: long enough for the session's look for outside changes
_LOCKED = 2_000  # milliseconds until a locked database is tried again
_MOST = 12  # slices of a round: about three seconds; what is left then is only estimated


class RowCounter(QObject):
    """Counts in rounds; during a round the figures of the last one stay.

    Signals:
        counted: some figures are others now.
        ended: a count that somebody asked for came to its end, whatever that was.
    """

    counted = Signal()
    ended = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._schema: Schema | None = None
        self._left: tuple[Table, ...] = ()
        self._slices = 0
        self._again = False
        self._too_large: set[str] = set()
        self._counts: Mapping[str, TableRows] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether a round is under way."""
        return self._job is not None or self._pause.isActive()

    @property
    def counts(self) -> Mapping[str, TableRows]:
        """The rows of the tables, as far as they are known."""
        return self._counts

    def count(self, schema: Schema) -> None:
        """Begin a round; one that is under way comes to its end first, so that changes cannot hold it up."""
        if schema != self._schema:
            self.rest()
            self._schema = schema
            self._too_large = set()
        if self.is_busy:
            self._again = True
            return
        self._slices = 0
        self._left = countable(schema.user_tables)
        self._forget_all_but(self._left)
        if self._left:
            self._go_on()

    @Slot(str)
    def count_exactly(self, name: str) -> None:
        """Count the rows of a table or view, however long it takes; the window's foot offers to cancel it."""
        if self._session.state is not None:
            job = self._session.submit(partial(_count_one, name), f"Counting the rows of {name}")
            job.finished.connect(self._take_one)
            job.over.connect(self.ended)

    @Slot(object)
    def _take_one(self, counted: tuple[str, TableRows]) -> None:
        name, rows = counted
        self._counts = {**self._counts, name: rows}
        self.counted.emit()

    def _forget_all_but(self, tables: Iterable[Table]) -> None:
        """Forget views, which are counted only on demand, and what is gone."""
        names = {table.name for table in tables}
        self._counts = {name: rows for name, rows in self._counts.items() if name in names}

    @Slot()
    def rest(self) -> None:
        """End the round that is under way."""
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self._pause.stop()
        self._again = False

    @Slot()
    def forget(self) -> None:
        """Know nothing any more: another database is looked at, or none."""
        self.rest()
        self._schema = None
        self._counts = {}
        self.counted.emit()

    @Slot()
    def _go_on(self) -> None:
        if self._session.state is None:
            return
        estimated = frozenset(self._too_large)
        if self._slices >= _MOST:
            estimated |= {table.name for table in self._left}
        self._slices += 1
        work = partial(_count, self._left, estimated)
        self._job = self._session.submit(work, "Counting rows", quiet=True, background=True)
        self._job.finished.connect(self._take)
        self._job.failed.connect(self._give_up)

    @Slot(object)
    def _take(self, counted: CountedSlice) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        locked = bool(self._left) and counted.left == self._left
        self._left = counted.left
        self._keep(counted)
        if self._left:
            self._pause.start(_LOCKED if locked else _PAUSE)
        else:
            self._begin_again()

    def _keep(self, counted: CountedSlice) -> None:
        known = {**self._counts, **counted.counts}
        counts = {name: rows for name, rows in known.items() if rows is not None}
        self._too_large |= {name for name, rows in counted.counts.items() if rows is None or not rows.exact}
        if counts != self._counts:
            self._counts = counts
            self.counted.emit()

    @Slot(object)
    def _give_up(self, error: PipelineBrowserError) -> None:
        """Leave the figures as they are: what is wrong with the database is told elsewhere."""
        if self.sender() is not self._job:
            return
        self._job = None
        if was_cancelled(error):
            self._begin_again()

    def _begin_again(self) -> None:
        """Begin another round, if one was asked for meanwhile."""
        if self._again and self._schema is not None:
            self._again = False
            self.count(self._schema)


def _count_one(
    name: str, database: Database, _: Progress, cancellation: Cancellation
) -> tuple[str, TableRows]:
    return name, TableRows(count_rows(database, name, cancellation=cancellation))


def _count(
    tables: tuple[Table, ...],
    estimated: Collection[str],
    database: Database,
    _: Progress,
    cancellation: Cancellation,
) -> CountedSlice:
    return count_slice(database, tables, too_large=estimated, cancellation=cancellation)
