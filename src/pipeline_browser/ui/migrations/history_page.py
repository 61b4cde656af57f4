"""What the Migrations tab looks like: head, buttons and filter, table and detail, or an empty place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.model.migrations.history import MigrationState
from pipeline_browser.model.migrations.lint.facts import LintReport
from pipeline_browser.model.migrations.plan import Severity
from pipeline_browser.overriding import override
from pipeline_browser.ui.empty_place import EmptyPlace
from pipeline_browser.ui.formats import figure
from pipeline_browser.ui.migrations import tab_actions
from pipeline_browser.ui.migrations.action_button import ActionButton
from pipeline_browser.ui.migrations.detail_pane import DetailPane
from pipeline_browser.ui.migrations.history_table import HistoryTable
from pipeline_browser.ui.migrations.linting.marking import marked_entries
from pipeline_browser.ui.migrations.plan_words import SEVERITY_ICONS, SEVERITY_MEANINGS
from pipeline_browser.ui.migrations.source_bar import SourceBar
from pipeline_browser.ui.migrations.state_words import ICONS, MEANINGS
from pipeline_browser.ui.theme import GROUP, RELATED

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme

SPLITTER_VIEWS = {
    Qt.Orientation.Horizontal: "migrations/splitter",
    Qt.Orientation.Vertical: "migrations/splitter-stacked",
}
STACKED_BELOW = 1220  # pixels of width: less would cut columns off, or leave no room for lines of SQL
_AS_GRAVE = {
    Severity.NOTE: "any finding",
    Severity.WARNING: "warnings and dangers",
    Severity.DANGER: "dangers",
}
TYPING_PAUSE = 80  # milliseconds after the last key before the filter is applied


class HistoryPage(QWidget):
    """The widgets of the tab, and how they follow the facts."""

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._preferences = preferences
        self._state: DatabaseState | None = None
        self._report = LintReport()
        self.source = SourceBar(theme)
        self.buttons = {
            row.name: ActionButton(theme, row.icon)
            for row in (tab_actions.APPLY, tab_actions.REVERT, tab_actions.NEW, tab_actions.DRIFT)
        } | {tab_actions.MARK.name: ActionButton(theme, tab_actions.MARK.icon, only_enabled=True)}
        self.filter = QLineEdit()
        self.state_filter = QComboBox()
        self.table = HistoryTable(theme, preferences)
        self.detail = DetailPane(theme)
        self.empty = EmptyPlace(theme, "migrate")
        self.empty_choose = QPushButton("Choose folder…", self)
        self.empty_new = QPushButton("New migration…", self)
        self.empty_clear = QPushButton("Clear filter", self)
        self._lay_out()
        self._connect()

    def show_state(self, state: DatabaseState | None) -> None:
        """Show what is known of a database."""
        self._state = state
        if state is not None:
            self.source.show_state(state)
        self.source.setEnabled(state is not None and not state.location.in_memory)
        self.show_report(self._report)

    def show_report(self, report: LintReport) -> None:
        """Show what the lint has found beside the migrations."""
        self._report = report
        self.table.show_entries(marked_entries(self._state.entries, report) if self._state else ())
        self._show_table_or_why_not()

    def focus_filter(self) -> None:
        """Let somebody type what to look for."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    @Slot()
    def clear_filter(self) -> None:
        """Show all migrations again."""
        self.filter.clear()
        self.state_filter.setCurrentIndex(0)
        self._apply_filter()
        self.table.setFocus()

    def _show_table_or_why_not(self) -> None:
        for button in (self.empty_choose, self.empty_new, self.empty_clear):
            button.hide()
        for control in (self.filter, self.state_filter):
            control.setEnabled(bool(self._state and self._state.entries))
        state = self._state
        rows = self.table.shown.rowCount()
        if state is None:
            self.empty.tell("No database is open", "Its migrations would be listed here.")
        elif state.source is None:
            text = "Nothing can be said about this database's migrations until a folder can be read."
            self.empty.tell("The migrations could not be read", text, (self.empty_choose,))
        elif not state.entries:
            text = "The folder holds no migration files, and the database has no record of any."
            self.empty.tell("No migrations yet", text, (self.empty_choose, self.empty_new))
        elif not rows:
            text = f"None of the {figure(len(state.entries))} migrations fits the filter."
            self.empty.tell("Nothing matches", text, (self.empty_clear,))
        self._stack.setCurrentIndex(0 if rows else 1)
        if rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    @Slot()
    def _apply_filter(self) -> None:
        self._typing.stop()
        self.table.set_filter(self.filter.text(), self.state_filter.currentData())
        self._show_table_or_why_not()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < STACKED_BELOW
        self._split(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def _split(self, orientation: Qt.Orientation) -> None:
        """Put the SQL beside the table, or below it; each way keeps its own sizes."""
        if self._splitter.orientation() is orientation:
            return
        self._splitter.setOrientation(orientation)
        beside = orientation is Qt.Orientation.Horizontal
        layout = self.layout()
        if layout is not None:
            layout.activate()  # the splitter shares out the width that it has, not the one it will get
        self._splitter.setSizes([690, 310] if beside else [450, 550])
        self._splitter.restoreState(self._preferences.view(SPLITTER_VIEWS[orientation]))

    @Slot()
    def _remember_splitter(self) -> None:
        view = SPLITTER_VIEWS[self._splitter.orientation()]
        self._preferences.remember_view(view, self._splitter.saveState())

    @Slot()
    def _draw_states(self) -> None:
        for at in range(self.state_filter.count()):
            wanted = self.state_filter.itemData(at)
            if isinstance(wanted, MigrationState):
                self.state_filter.setItemIcon(at, self._theme.icon(ICONS[wanted], MEANINGS[wanted]))
            elif isinstance(wanted, Severity):
                icon = self._theme.icon(SEVERITY_ICONS[wanted], SEVERITY_MEANINGS[wanted])
                self.state_filter.setItemIcon(at, icon)

    def _connect(self) -> None:
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_PAUSE)
        self._typing.timeout.connect(self._apply_filter)
        self.filter.textChanged.connect(self._typing.start)
        self.filter.returnPressed.connect(self.table.setFocus)
        self.state_filter.currentIndexChanged.connect(self._apply_filter)
        self.empty_clear.clicked.connect(self.clear_filter)
        self._splitter.splitterMoved.connect(self._remember_splitter)
        self._theme.changed.connect(self._draw_states)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.source)
        column.addLayout(self._tools())
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(self.detail)
        self._splitter.setStretchFactor(0, 69)
        self._splitter.setStretchFactor(1, 31)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes([690, 310])
        self._splitter.restoreState(self._preferences.view(SPLITTER_VIEWS[Qt.Orientation.Horizontal]))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._splitter)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)

    def _tools(self) -> QHBoxLayout:
        self.filter.setPlaceholderText("Filter migrations (Ctrl+F)")
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName("Filter migrations")
        self.filter.setMinimumWidth(72)
        self.filter.setMaximumWidth(280)
        self.state_filter.setAccessibleName("Status or findings")
        self.state_filter.addItem("All statuses", None)
        for state in MigrationState:
            self.state_filter.addItem(state.value, state)
        self.state_filter.insertSeparator(self.state_filter.count())
        for severity, words in _AS_GRAVE.items():
            self.state_filter.addItem(words, severity)
        self._draw_states()
        row = QHBoxLayout()
        row.setContentsMargins(GROUP, RELATED, GROUP, RELATED)
        row.setSpacing(RELATED)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.filter, 2)
        row.addWidget(self.state_filter)
        return row
