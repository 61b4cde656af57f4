"""What the table reads: pages of rows, the lint of all runs, sums of a selection, choices of filters."""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pipeline_browser.model.errors import DatabaseBusy
from pipeline_browser.model.metrics.lint.checking import read_bits
from pipeline_browser.model.metrics.lint.facts import KnownLint
from pipeline_browser.model.metrics.table.choices import read_choices
from pipeline_browser.model.metrics.table.pages import contested_in, read_page
from pipeline_browser.ui.background import was_cancelled

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.filters import Filter
    from pipeline_browser.model.metrics.source import Source
    from pipeline_browser.model.metrics.table.choices import Choices
    from pipeline_browser.model.metrics.table.pages import RunRow
    from pipeline_browser.model.metrics.table.sums import Summary
    from pipeline_browser.model.pipelines.listing.stamp import Stamp
    from pipeline_browser.ui.background import Job, Progress
    from pipeline_browser.ui.metrics.view import View
    from pipeline_browser.ui.session import Session

_SPARING = 10  # times what a check took, until the next one: others may write all the time
_QUIET = 400  # milliseconds after a new moment, before all runs are checked
_MOST = 500  # rows of a page


class PageReader(QObject):
    """One job of each kind at a time, on the session's worker; the newest wish counts.

    Signals:
        began: rows of a new view that are going to be seen, read before it shows.
        rows_read: RunRows, and the keys that were asked for.
        checked: a KnownLint: all runs were checked; ``bits`` and ``contested`` are of its moment.
        summed: a Summary.
        offered: Choices for a column's filter.
        failed: a PipelineBrowserError.
    """

    began = Signal(object)
    rows_read = Signal(object, object)
    checked = Signal(object)
    summed = Signal(object)
    offered = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: View | None = None
        self._jobs: dict[str, Job] = {}
        self._wanted: tuple[int, ...] = ()
        self._asked: tuple[int, ...] = ()
        self._checked: Stamp | None = None  # the stamp of the runs that were checked last
        self._began = 0.0
        self.bits: dict[int, int] = {}  # of all runs that break a rule of the lint
        self.contested: frozenset[int] = frozenset()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_QUIET)
        self._later.timeout.connect(self._check)

    @property
    def is_busy(self) -> bool:
        """Whether rows are being read that somebody sees."""
        return bool(self._jobs.keys() & {"begin", "rows"}) or bool(self._wanted)

    @property
    def is_settled(self) -> bool:
        """Whether nothing at all is being read, or about to be."""
        return not self._jobs and not self._wanted and not self._later.isActive()

    def use(self, view: View, first: Sequence[int]) -> None:
        """Read from another view from now on, first the rows that it begins with; ``began`` follows."""
        self._view = view
        self._wanted = ()
        self._begin("begin", partial(_rows, self._source, tuple(first), self.contested), self._take_first)
        if view.read.stamp != self._checked and not self._later.isActive():
            self._later.start()

    def want_rows(self, keys: Sequence[int]) -> None:
        """Read some rows; of what is wanted while others are being read only the newest counts."""
        self._wanted = tuple(keys[:_MOST])
        if "rows" not in self._jobs and "begin" not in self._jobs:
            self._read_rows()

    def sum_up(self, keys: array[int], columns: Sequence[Column]) -> None:
        """Say what some runs come to; ``summed`` follows."""
        if self._view is not None:
            work = partial(_summary, self._source, keys, tuple(columns))
            self._begin("sum", work, self._take_summary, background=True)

    def offer(self, wanted: Filter, column: str) -> None:
        """Say what a column's filter can offer; ``offered`` follows."""
        if self._view is not None:
            read = self._view.read
            lint = self.bits if read.stamp == self._checked and "check" not in self._jobs else None
            work = partial(_choices, read.source, read.shape, wanted, column, lint)
            self._begin("offer", work, self._take_choices)

    def drop_sum(self) -> None:
        """Nobody wants to know what was selected."""
        if "sum" in self._jobs:
            self._jobs.pop("sum").cancel()

    def stop(self) -> None:
        """Forget everything: another database is looked at, or none."""
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()
        self._later.stop()
        self._later.setInterval(_QUIET)
        self._view, self._wanted, self._checked = None, (), None
        self.bits, self.contested = {}, frozenset()

    @property
    def _source(self) -> Source:
        assert self._view is not None  # noqa: S101 - nothing is read before something was shown
        return self._view.read.source

    # Jobs.

    def _begin(self, kind: str, work: Any, take: object, *, background: bool = False) -> None:  # noqa: ANN401
        before = self._jobs.pop(kind, None)
        if before is not None:
            before.cancel()
        if self._session.state is None:
            return
        job = self._session.submit(work, "Reading runs", quiet=True, background=background)
        job.finished.connect(take)
        job.failed.connect(self._tell_failure)
        self._jobs[kind] = job

    def _ends(self, kind: str) -> bool:
        """Note that a job has ended; false where another one has taken its place."""
        if self._jobs.get(kind) is not self.sender():
            return False
        del self._jobs[kind]
        return True

    def _read_rows(self) -> None:
        if self._wanted and self._view is not None:
            self._asked, self._wanted = self._wanted, ()
            self._begin("rows", partial(_rows, self._source, self._asked, self.contested), self._take_rows)

    @Slot(object)
    def _take_first(self, rows: list[RunRow]) -> None:
        if self._ends("begin"):
            self.began.emit(rows)
            self._read_rows()

    @Slot(object)
    def _take_rows(self, rows: list[RunRow]) -> None:
        if self._ends("rows"):
            asked = self._asked
            self._read_rows()
            self.rows_read.emit(rows, asked)

    @Slot()
    def _check(self) -> None:
        if self._view is not None:
            self._checked, self._began = self._view.read.stamp, monotonic()
            self._begin("check", partial(_bits, self._source), self._take_bits, background=True)

    @Slot(object)
    def _take_bits(self, bits: dict[int, int]) -> None:
        if not self._ends("check"):
            return
        self._later.setInterval(max(_QUIET, int(_SPARING * 1000 * (monotonic() - self._began))))
        self.bits, self.contested = bits, contested_in(bits)
        if self._checked is not None:
            self.checked.emit(KnownLint(self._checked, bits))
        if self._view is not None and self._view.read.stamp != self._checked:
            self._later.start()

    @Slot(object)
    def _take_summary(self, summary: Summary) -> None:
        if self._ends("sum"):
            self.summed.emit(summary)

    @Slot(object)
    def _take_choices(self, choices: Choices) -> None:
        if self._ends("offer"):
            self.offered.emit(choices)

    @Slot(object)
    def _tell_failure(self, error: PipelineBrowserError) -> None:
        kind = next((kind for kind, job in self._jobs.items() if job is self.sender()), None)
        if kind is None:
            return
        del self._jobs[kind]
        if kind == "begin":
            self.began.emit([])
        if kind == "check" and isinstance(error, DatabaseBusy):
            self._checked = None
            self._later.start()
        elif not was_cancelled(error):
            self.failed.emit(error)


def _rows(
    source: Source,
    keys: tuple[int, ...],
    contested: frozenset[int],
    database: Database,
    progress: Progress,
    cancellation: Cancellation,
) -> list[RunRow]:
    return read_page(database, source, keys, contested=contested, cancellation=cancellation)


def _bits(
    source: Source, database: Database, progress: Progress, cancellation: Cancellation
) -> dict[int, int]:
    return read_bits(database, source, cancellation=cancellation)


def _summary(
    source: Source,
    keys: array[int],
    columns: tuple[Column, ...],
    database: Database,
    progress: Progress,
    cancellation: Cancellation,
) -> Summary:
    from pipeline_browser.model.metrics.table.summary import summarise  # noqa: PLC0415 - numpy, on the worker

    return summarise(database, source, keys, columns, cancellation=cancellation)


def _choices(
    source: Source,
    shape: Any,  # noqa: ANN401
    wanted: Filter,
    column: str,
    lint: Mapping[int, int] | None,
    database: Database,
    progress: Progress,
    cancellation: Cancellation,
) -> Choices:
    return read_choices(database, source, shape, wanted, column, lint=lint, cancellation=cancellation)
