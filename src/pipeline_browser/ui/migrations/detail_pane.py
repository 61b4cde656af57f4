"""Beside the history: one migration's state in words, its checksums where they differ, and its SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pipeline_browser.model.migrations.history import MigrationState
from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import plain_label, selectable, shown, tooltip
from pipeline_browser.ui.marks import Mark
from pipeline_browser.ui.migrations import tab_actions
from pipeline_browser.ui.migrations.action_button import ActionButton
from pipeline_browser.ui.migrations.formats import brief, checksum_kind, short_checksum
from pipeline_browser.ui.migrations.linting.marking import findings_by_file
from pipeline_browser.ui.migrations.scrolling_head import Inside, ScrollingHead
from pipeline_browser.ui.migrations.sql_pages import SqlPages
from pipeline_browser.ui.migrations.state_words import ICONS, MEANINGS, explanation
from pipeline_browser.ui.migrations.warning_list import WarningList
from pipeline_browser.ui.theme import GROUP, INSIDE, RELATED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from pipeline_browser.model.migrations.history import HistoryEntry
    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.ui.theme import Theme

_SQL = 110  # pixels that the SQL keeps below what is said about it: its tabs and a few lines


class DetailPane(QWidget):
    """One HistoryEntry, whole."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = selectable(plain_label(font=theme.heading_font(1.1), wrap=True))
        self._state = Mark(theme)
        self._explanation = plain_label(wrap=True)
        self._note = plain_label(role="dim", wrap=True)
        self._ledger_sum = selectable(plain_label(wrap=False))
        self._folder_sum = selectable(plain_label(wrap=False))
        self._sums = QWidget()
        self._about_down: tuple[PlanWarning, ...] = ()
        self._version: int | None = None
        self.findings = WarningList(theme)
        self.sql = SqlPages(theme)
        self.buttons = {
            row.name: ActionButton(theme, row.icon, only_enabled=True)
            for row in (tab_actions.EXPLAIN, tab_actions.APPLY_HERE, tab_actions.REVERT_HERE)
        }
        self._lay_out()
        self.findings.chosen.connect(self._go_to)
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = event.size().height()
        self.findings.leave_room(height)
        self._area.leave_room(max(height - _SQL, height // 2))

    def show_entry(self, entry: HistoryEntry | None, warnings: Iterable[PlanWarning] = ()) -> None:
        """Show an entry; ``warnings`` are those of the plan about its file."""
        self._area.setVisible(entry is not None)
        if entry is None:
            self.sql.show_files(None, None, nothing="Select a migration to see its SQL.")
            return
        if entry.version != self._version:
            self._version = entry.version
            self._area.verticalScrollBar().setValue(0)
        self._title.setText(shown(brief(f"{entry.version} {entry.description}".rstrip())))
        self._state.tell(entry.state.value, ICONS[entry.state], MEANINGS[entry.state])
        _tell(self._explanation, explanation(entry))
        _tell(self._note, entry.note)
        self._show_checksums(entry)
        up, down = findings_by_file(entry, warnings)
        self._about_down = down
        self.findings.show_warnings((*up, *down))
        nothing = "The folder has no file of this version."
        self.sql.show_files(entry.migration, entry.down, up, nothing, down_warnings=down)

    @Slot(object)
    def _go_to(self, warning: PlanWarning) -> None:
        """Show the line that a finding is about, in the file that it was found in."""
        self.sql.go_to(warning.line, down=warning in self._about_down)

    def _show_checksums(self, entry: HistoryEntry) -> None:
        differ = entry.state is MigrationState.MODIFIED and entry.row and entry.migration
        self._sums.setVisible(bool(differ))
        if entry.row and entry.migration:
            _show_checksum(self._ledger_sum, entry.row.checksum)
            _show_checksum(self._folder_sum, entry.migration.checksum)

    def _lay_out(self) -> None:
        sums = QFormLayout(self._sums)
        sums.setContentsMargins(0, 0, 0, 0)
        sums.setHorizontalSpacing(RELATED)
        sums.setVerticalSpacing(INSIDE)
        sums.addRow(plain_label("In the ledger", role="dim"), self._ledger_sum)
        sums.addRow(plain_label("In the folder", role="dim"), self._folder_sum)
        inside = Inside()
        head = QVBoxLayout(inside)
        head.setContentsMargins(GROUP, RELATED, GROUP, RELATED)
        head.setSpacing(INSIDE)
        line = QHBoxLayout()
        line.setSpacing(GROUP)
        line.addWidget(self._title, 1)
        line.addWidget(self._state)
        head.addLayout(line)
        for widget in (self._explanation, self._sums, self._note, self.findings):
            head.addWidget(widget)
        deeds = QHBoxLayout()
        deeds.setSpacing(RELATED)
        asking = QHBoxLayout()  # in a line of its own: three buttons beside each other would widen the pane
        asking.addWidget(self.buttons[tab_actions.EXPLAIN.name])
        asking.addStretch(1)
        head.addLayout(asking)
        for row in (tab_actions.APPLY_HERE, tab_actions.REVERT_HERE):
            deeds.addWidget(self.buttons[row.name])
        deeds.addStretch(1)
        head.addLayout(deeds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._area = ScrollingHead(inside, "About the migration")
        column.addWidget(self._area)
        column.addWidget(self.sql, 1)

    @Slot()
    def _follow_theme(self) -> None:
        for label in (self._ledger_sum, self._folder_sum):
            label.setFont(self._theme.fixed_font())


def _tell(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _show_checksum(label: QLabel, checksum: bytes) -> None:
    label.setText(short_checksum(checksum))
    label.setToolTip(tooltip(f"{checksum_kind(checksum)}\n{checksum.hex()}"))
