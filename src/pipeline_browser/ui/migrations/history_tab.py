"""The Migrations tab: every migration of source and ledger, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from pipeline_browser.model.migrations.history import MigrationState, is_odd
from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import tooltip
from pipeline_browser.ui.migrations import tab_actions
from pipeline_browser.ui.migrations.extents import (
    apply_here_words,
    apply_words,
    may_be_marked,
    newest_applied,
    newest_revertible,
    pending_up_to,
    revert_here_words,
    revert_words,
    revertible_above,
)
from pipeline_browser.ui.migrations.history_page import HistoryPage
from pipeline_browser.ui.migrations.state_words import question
from pipeline_browser.ui.tabs import TabPage

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.migrations.history import HistoryEntry
    from pipeline_browser.model.migrations.lint.facts import LintReport
    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.model.migrations.verdict import Verdict
    from pipeline_browser.ui.migrations.tab_actions import TabAction
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme


class MigrationsTab(TabPage):
    """Joins the page to the session.

    Signals:
        apply_wanted: the version to apply up to; None for all.
        revert_wanted: the version to revert to; None for the newest migration alone.
        new_wanted: somebody wants to write a new migration.
        explain_wanted: the version that somebody wants to know about.
        baseline_wanted: somebody wants to mark the database as migrated.
        drift_wanted: somebody wants to see how the schema stands to the migrations.
        folder_wanted, bundled_wanted: somebody wants the migrations from a folder, or the bundled ones.
        rule_wanted: the id of a rule of the lint that somebody wants to know about.
    """

    apply_wanted = Signal(object)
    revert_wanted = Signal(object)
    new_wanted = Signal()
    explain_wanted = Signal(object)
    baseline_wanted = Signal()
    drift_wanted = Signal()
    folder_wanted = Signal()
    bundled_wanted = Signal()
    rule_wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._state: DatabaseState | None = None
        self.page = HistoryPage(theme, session.preferences, self)
        self.actions_by_name = {row.name: self._action(row) for row in tab_actions.ALL_ACTIONS}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self._connect()
        session.changed.connect(self.show_state)
        self.show_state(session.state)

    @override
    def enter(self) -> None:
        self.page.table.setFocus()

    def go_to(self, version: int) -> bool:
        """Put the cursor on a version; return whether it is shown."""
        return self.page.table.go_to(version)

    @Slot()
    def go_to_problem(self) -> None:
        """Put the cursor on the first migration that stops a run, whatever the filter hides now."""
        wrong = {MigrationState.MODIFIED, MigrationState.MISSING, MigrationState.DIRTY}
        entries = self._state.entries if self._state else ()
        problem = next((each for each in entries if each.state in wrong), None)
        if problem is not None and not self.go_to(problem.version):
            self.page.clear_filter()
            self.go_to(problem.version)
        self.page.table.setFocus()

    @Slot(object)
    def show_state(self, state: DatabaseState | None) -> None:
        """Show what is known of the database; None when nothing is open."""
        self._state = state
        self.page.show_state(state)
        self._follow_selection()

    @Slot(object)
    def show_report(self, report: LintReport) -> None:
        """Show what the lint has found."""
        self.page.show_report(report)

    @Slot(object)
    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show how ledger, source and schema agree; None while that is not known."""
        self.page.source.show_verdict(verdict)

    # Deeds; their names are those of the actions.

    @Slot()
    def apply_all(self) -> None:
        """Ask for the plan of everything pending."""
        self.apply_wanted.emit(None)

    @Slot()
    def apply_to_here(self) -> None:
        """Ask for the plan up to the selected migration."""
        if entry := self.page.table.current_entry:
            self.apply_wanted.emit(entry.version)

    @Slot()
    def revert_newest(self) -> None:
        """Ask for the plan that reverts the newest migration that can be."""
        self.revert_wanted.emit(None)

    @Slot()
    def revert_to_here(self) -> None:
        """Ask for the plan that reverts everything above the selected migration."""
        if entry := self.page.table.current_entry:
            self.revert_wanted.emit(entry.version)

    @Slot()
    def new_migration(self) -> None:
        """Ask for the dialog that writes a migration."""
        self.new_wanted.emit()

    @Slot()
    def explain_migration(self) -> None:
        """Ask why the current migration is not simply applied."""
        if entry := self.page.table.current_entry:
            self.explain_wanted.emit(entry.version)

    @Slot()
    def mark_migrated(self) -> None:
        """Ask which version a database without a ledger is."""
        self.baseline_wanted.emit()

    @Slot()
    def show_drift(self) -> None:
        """Ask for the comparison of the schema with the migrations."""
        self.drift_wanted.emit()

    @Slot()
    def find_migration(self) -> None:
        """Let somebody type what to look for."""
        self.page.focus_filter()

    @Slot()
    def copy_version(self) -> None:
        """Copy the current version."""
        if entry := self.page.table.current_entry:
            QGuiApplication.clipboard().setText(str(entry.version))

    @Slot()
    def copy_checksum(self) -> None:
        """Copy the ledger's checksum, or the file's where it is not applied."""
        if entry := self.page.table.current_entry:
            checksum = (
                entry.row.checksum if entry.row else entry.migration.checksum if entry.migration else b""
            )
            QGuiApplication.clipboard().setText(checksum.hex())

    @Slot()
    def copy_sql(self) -> None:
        """Copy the text of the current file."""
        if (entry := self.page.table.current_entry) and entry.migration:
            QGuiApplication.clipboard().setText(entry.migration.sql)

    @Slot()
    def copy_rows(self) -> None:
        """Copy the selected rows with headers."""
        self.page.table.copy_rows()

    @Slot()
    def open_folder(self) -> None:
        """Show the folder of the current file, or the source's."""
        entry = self.page.table.current_entry
        if entry and entry.migration:
            folder: Path | None = entry.migration.path.parent
        else:
            folder = self._state.source.folder if self._state and self._state.source else None
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # What follows the selection.

    @Slot()
    def _follow_selection(self) -> None:
        entry = self.page.table.current_entry
        entries = self._state.entries if self._state else ()
        writable = bool(self._state and self._state.writable and self._state.source)
        self._name_extents(entries, writable=writable)
        self._name_extents_here(entries, entry, writable=writable)
        for name in ("copy_version", "copy_checksum", "copy_rows"):
            self.actions_by_name[name].setEnabled(entry is not None)
        self._set(tab_actions.EXPLAIN.name, question(entry), enabled=entry is not None and is_odd(entry))
        self.actions_by_name["mark_migrated"].setEnabled(may_be_marked(self._state))
        self.actions_by_name["copy_sql"].setEnabled(bool(entry and entry.migration))
        self.actions_by_name["new_migration"].setEnabled(self._state is not None)
        self.actions_by_name["show_drift"].setEnabled(bool(self._state and self._state.source))
        self.page.detail.show_entry(entry, self._warnings(entry))

    def _name_extents(self, entries: tuple[HistoryEntry, ...], *, writable: bool) -> None:
        pending = pending_up_to(entries)
        self._set("apply_all", apply_words(pending), enabled=writable and pending > 0)
        newest = newest_revertible(entries)
        self._set("revert_newest", revert_words(newest), enabled=writable and newest is not None)

    def _name_extents_here(
        self, entries: tuple[HistoryEntry, ...], entry: HistoryEntry | None, *, writable: bool
    ) -> None:
        up = (
            pending_up_to(entries, entry.version) if entry and entry.version >= newest_applied(entries) else 0
        )
        down = revertible_above(entries, entry.version) if entry and entry.row else 0
        self._set("apply_to_here", apply_here_words(up, entry), enabled=writable and up > 0)
        self._set("revert_to_here", revert_here_words(down, entry), enabled=writable and down > 0)

    def _set(self, name: str, text: str, *, enabled: bool) -> None:
        self.actions_by_name[name].setText(text)
        self.actions_by_name[name].setEnabled(enabled)

    def _warnings(self, entry: HistoryEntry | None) -> tuple[PlanWarning, ...]:
        plan = self._state.plan if self._state else None
        if plan is None or entry is None:
            return ()
        return next((step.warnings for step in plan.steps if step.migration == entry.migration), ())

    # Building.

    def _action(self, row: TabAction) -> QAction:
        action = QAction(row.text, self)
        action.setObjectName(row.name)
        if row.keys:
            action.setShortcut(QKeySequence(row.keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self.addAction(action)
        keys = f" ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})" if row.keys else ""
        action.setToolTip(tooltip(row.tip + keys))
        action.triggered.connect(getattr(self, row.name))
        return action

    def _connect(self) -> None:
        page = self.page
        page.table.current_changed.connect(self._follow_selection)
        page.detail.findings.rule_wanted.connect(self.rule_wanted)
        page.table.customContextMenuRequested.connect(self._show_row_menu)
        page.source.choose.clicked.connect(self.folder_wanted)
        page.source.use_bundled.clicked.connect(self.bundled_wanted)
        page.empty_choose.clicked.connect(self.folder_wanted)
        page.empty_new.clicked.connect(self.new_migration)
        for name, button in (*page.buttons.items(), *page.detail.buttons.items()):
            button.follow(self.actions_by_name[name])

    @Slot(QPoint)
    def _show_row_menu(self, place: QPoint) -> None:
        menu = self.row_menu()
        menu.popup(self.page.table.viewport().mapToGlobal(place))

    def row_menu(self) -> QMenu:
        """Return the context menu of the current row; it deletes itself when closed."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for row in tab_actions.ROW_MENU:
            if row is tab_actions.SEPARATOR:
                menu.addSeparator()
            else:
                menu.addAction(self.actions_by_name[row.name])
        before = self.actions_by_name[tab_actions.COPY_VERSION.name]
        menu.insertActions(before, self.page.table.actions())
        return menu
