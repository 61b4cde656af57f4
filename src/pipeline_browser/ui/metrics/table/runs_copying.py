"""What the table copies: the raw value of a cell, or rows as TSV, CSV, Markdown, INSERT statements."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication

from pipeline_browser.model.metrics.exporting.values import raw_value
from pipeline_browser.model.metrics.table.pages import read_page
from pipeline_browser.model.metrics.table.stored import insert_statements, read_stored
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.copy_actions import add_copy_actions
from pipeline_browser.ui.copying import raw_text, sql_literal
from pipeline_browser.ui.metrics.table.copied_texts import as_csv, as_markdown, as_tsv
from pipeline_browser.ui.metrics.table.run_columns import RUN_COLUMNS

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.source import Source
    from pipeline_browser.model.metrics.table.pages import RunRow
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.copying import RawValue
    from pipeline_browser.ui.metrics.table.runs_view import RunsView
    from pipeline_browser.ui.session import Session

    Writer = Callable[[Sequence[Column], Sequence[RunRow]], str]

_AT_ONCE = 2_000  # rows


class RunsCopying(QObject):
    """Copies from the table, by its keys and menu; rows that are not at hand are read first.

    Signals:
        failed: a PipelineBrowserError.
    """

    failed = Signal(object)

    def __init__(self, session: Session, view: RunsView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self.source: Source | None = None
        self.contested: frozenset[int] = frozenset()
        add_copy_actions(view, self.copy, self.copy_rows, self.copy_literal)
        for name, text, slot in (
            ("copy_csv", "Copy as CSV", self.copy_csv),
            ("copy_markdown", "Copy as Markdown", self.copy_markdown),
            ("copy_insert", "Copy as SQL (INSERT)", self.copy_inserts),
        ):
            action = QAction(text, view)
            action.setObjectName(name)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(slot)
            view.addAction(action)

    @Slot()
    def copy(self) -> None:
        """Put the current cell's raw value, or the selected rows with headers, on the clipboard."""
        index = self._view.currentIndex()
        row = self._view.runs.row_at(index.row())
        if len(self._view.selected) > 1 or row is None:
            self.copy_rows()
        else:
            _put(raw_text(raw_value(RUN_COLUMNS[index.column()].column, row)))

    @Slot()
    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, tab-separated, with headers."""
        self._copy(as_tsv)

    @Slot()
    def copy_csv(self) -> None:
        """Put the selected rows on the clipboard as CSV."""
        self._copy(as_csv)

    @Slot()
    def copy_markdown(self) -> None:
        """Put the selected rows on the clipboard as a table of Markdown."""
        self._copy(as_markdown)

    @Slot()
    def copy_literal(self) -> None:
        """Put the current cell's SQL literal on the clipboard."""
        index = self._view.currentIndex()
        row = self._view.runs.row_at(index.row())
        if row is not None:
            _put(sql_literal(_as_stored(RUN_COLUMNS[index.column()].column, row)))

    @Slot()
    def copy_inserts(self) -> None:
        """Put statements that write the selected rows, as they are stored, on the clipboard."""
        keys = self._view.selected
        if self.source is not None and keys:
            self._do(partial(_inserts, self.source, keys))

    def _copy(self, write: Writer) -> None:
        keys = self._view.selected
        columns = tuple(RUN_COLUMNS[at].column for at in self._view.shown_columns)
        if self.source is None or not keys:
            return
        at_hand = [self._view.runs.known(key) for key in keys[:_AT_ONCE]]
        rows = [row for row in at_hand if row is not None]
        if len(rows) == len(keys):
            _put(write(columns, rows))
        else:
            self._do(partial(_read, self.source, keys, self.contested, columns, write))

    def _do(self, work: Callable[[Database, Progress, Cancellation], str]) -> None:
        job = self._session.submit(work, "Copying runs")
        job.finished.connect(self._take)
        job.failed.connect(self._tell)

    @Slot(object)
    def _take(self, text: str) -> None:
        _put(text)

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if not was_cancelled(error):
            self.failed.emit(error)


def _as_stored(column: Column, row: RunRow) -> RawValue:
    """Return the value that a comparison with the stored cell needs."""
    stored = {"started": row.started_text, "ended": row.ended_text}
    return stored[column.name] if column.name in stored else row[column.name]


def _put(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _read(
    source: Source,
    keys: array[int],
    contested: frozenset[int],
    columns: Sequence[Column],
    write: Writer,
    database: Database,
    progress: Progress,
    cancellation: Cancellation,
) -> str:
    rows: list[RunRow] = []
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        rows += read_page(database, source, some, contested=contested, cancellation=cancellation)
    return write(columns, rows)


def _inserts(
    source: Source, keys: array[int], database: Database, progress: Progress, cancellation: Cancellation
) -> str:
    names, rows = read_stored(database, source, keys, cancellation=cancellation)
    return insert_statements(names, rows, sql_literal)
