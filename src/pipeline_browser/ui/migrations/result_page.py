"""How a run ended: what happened and where, what was kept, what was undone, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.formats import file_size
from pipeline_browser.ui.labels import plain_label, selectable, shown, tooltip
from pipeline_browser.ui.migrations.notice import Notice
from pipeline_browser.ui.migrations.outcomes import Outcome, loss_sentence
from pipeline_browser.ui.sql.sql_view import LineMark, SqlView
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.theme import Theme

_MOST_LINES = 8  # of a statement; a longer one scrolls


class ResultPage(QWidget):
    """Shows an Outcome."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome: Outcome | None = None
        self.notice = Notice(theme)
        self._place = selectable(plain_label(role="dim"))
        self.statement = SqlView(theme)
        self.statement.setAccessibleName("The statement that failed")
        self.durations = QTableWidget(0, 2)
        self._backup = QWidget()
        self._backup_path = ElidedLabel()
        self.show_backup = QPushButton("Show in folder")
        self.copy_backup = QPushButton("Copy path")
        self._lay_out()

    def show_outcome(self, outcome: Outcome) -> None:
        """Show how a run ended."""
        self._outcome = outcome
        losses = [loss_sentence(each) for each in outcome.losses]
        paragraphs = (outcome.happened, *losses, outcome.kept, outcome.remedy)
        self.notice.tell(Meaning(outcome.ending.value), shown(outcome.title), paragraphs)
        self._place.setText(shown(outcome.place))
        self._place.setVisible(bool(outcome.place))
        self._show_statement(outcome)
        self._show_durations(outcome)
        self._backup.setVisible(outcome.backup is not None)
        if outcome.backup is not None:
            words = f"Backup: {shown(outcome.backup.path)} ({file_size(outcome.backup.size)})"
            self._backup_path.show_text(
                words, whole=f"{shown(outcome.backup.path)}\nSHA-256 {outcome.backup.sha256}"
            )

    def _show_statement(self, outcome: Outcome) -> None:
        self.statement.setVisible(bool(outcome.statement))
        mark = LineMark(Meaning.BAD, outcome.happened)
        self.statement.show_sql(outcome.statement, {outcome.line: mark}, first_line=outcome.line)
        lines = min(_MOST_LINES, self.statement.blockCount()) + 1.5  # a scroll bar may lie below them
        self.statement.setFixedHeight(round(lines * self.statement.fontMetrics().lineSpacing()) + RELATED)

    def _show_durations(self, outcome: Outcome) -> None:
        self.durations.setVisible(bool(outcome.durations))
        self.durations.setRowCount(len(outcome.durations))
        for row, (name, taken) in enumerate(outcome.durations):
            figure = QTableWidgetItem(taken)
            figure.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            one = QTableWidgetItem(shown(name))
            one.setToolTip(tooltip(shown(name)))
            self.durations.setItem(row, 0, one)
            self.durations.setItem(row, 1, figure)

    @Slot()
    def _open_backup_folder(self) -> None:
        if self._outcome and self._outcome.backup:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._outcome.backup.path.parent)))

    @Slot()
    def _copy_backup_path(self) -> None:
        if self._outcome and self._outcome.backup:
            QGuiApplication.clipboard().setText(str(self._outcome.backup.path))

    def _lay_out(self) -> None:
        self._dress_durations()
        backup = QHBoxLayout(self._backup)
        backup.setContentsMargins(0, 0, 0, 0)
        backup.setSpacing(RELATED)
        backup.addWidget(self._backup_path, 1)
        backup.addWidget(self.show_backup)
        backup.addWidget(self.copy_backup)
        self.show_backup.clicked.connect(self._open_backup_folder)
        self.copy_backup.clicked.connect(self._copy_backup_path)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RELATED)
        column.addWidget(self.notice)
        column.addSpacing(INSIDE)
        for widget in (self._place, self.statement, self._backup):
            column.addWidget(widget)
        column.addWidget(self.durations, 1)
        column.addStretch(0)

    def _dress_durations(self) -> None:
        table = self.durations
        table.setAccessibleName("Migrations done, with their durations")
        table.setHorizontalHeaderLabels(["Migration", "Time"])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + RELATED)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, self.fontMetrics().horizontalAdvance("59 min 59 s") + 2 * RELATED)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setStyleSheet(f"QTableView::item {{ padding: 0 {RELATED - 3}px; border: none; }}")
        time = table.horizontalHeaderItem(1)
        if time is not None:
            time.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
