"""A method for each action of the tab, and which of them make sense now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from pipeline_browser.model.metrics.filters import Filter
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.metrics.comparing.comparing import Comparing
from pipeline_browser.ui.metrics.doing import actions as rows
from pipeline_browser.ui.metrics.exporting.exporting import Exporting
from pipeline_browser.ui.metrics.reporting.reporting import Reporting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from pipeline_browser.ui.action_row import TabAction
    from pipeline_browser.ui.background import Worker
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.metrics.workbench import Workbench
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

_OF_RUNS = (rows.SHOW_PIPELINE, rows.VERIFY, rows.COMPARE, rows.EXPORT)
SHOWN = "metrics/details-shown"


class Deeds(QObject):
    """Does what the actions say, for what is selected."""

    def __init__(
        self,
        bench: Workbench,
        editor: Editor,
        session: Session,
        worker: Worker,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(bench)
        self._bench = bench
        self._editor = editor
        self._preferences = session.preferences
        self.exporting = Exporting(session, theme, window)
        self.reporting = Reporting(session, theme, worker, window)
        self.comparing = Comparing(session, theme, window)
        for flow in (self.exporting, self.reporting, self.comparing):
            flow.failed.connect(bench.failed)
        self.exporting.told.connect(bench.told)
        self.reporting.told.connect(bench.told)

    @Slot()
    def import_runs(self) -> None:
        """Ask for output files."""
        self._bench.importing.ask()

    @Slot()
    def export_runs(self) -> None:
        """Ask where the runs that are shown are to be saved."""
        view = self._bench.view
        if view is not None:
            self.exporting.ask(view, self._bench.table.selected, self._bench.table.shown_columns)

    @Slot()
    def export_report(self) -> None:
        """Ask where the dashboard is to be saved."""
        if self._bench.view is not None:
            self.reporting.ask(self._bench.view)

    @Slot()
    def verify_file(self) -> None:
        """Ask for a file to compare with the selected run."""
        self._bench.details.verify_file()

    @Slot()
    def compare_runs(self) -> None:
        """Show two runs side by side."""
        keys = self._bench.table.selected
        if len(keys) == 2:
            self.comparing.compare(keys)

    @Slot()
    def show_pipeline(self) -> None:
        """Go to the pipeline of the selected run."""
        self._bench.details.show_pipeline()

    @Slot()
    def find_runs(self) -> None:
        """Let words be typed."""
        self._bench.bar.enter()

    @Slot()
    def clear_filters(self) -> None:
        """Show all runs."""
        self._bench.set_filter(Filter())

    @Slot()
    def switch_details(self) -> None:
        """Show the details, or hide them."""
        shows = self._bench.actions[rows.DETAILS.name].isChecked()
        self._bench.details.setVisible(shows)
        self._preferences.remember_text(SHOWN, "yes" if shows else "no")

    @Slot()
    def next_part(self) -> None:
        """Give the next part the keys."""
        self._step(1)

    @Slot()
    def previous_part(self) -> None:
        """Give the part before the keys."""
        self._step(-1)

    @Slot()
    def undo(self) -> None:
        """Take the newest step back."""
        self._editor.undo()

    @Slot()
    def redo(self) -> None:
        """Do again what was undone last."""
        self._editor.redo()

    @Slot(object)
    def add_to_menu(self, menu: QMenu) -> None:
        """Put what can be done with whole runs before what can be done with cells."""
        first = menu.actions()[0]
        menu.insertActions(first, [self._bench.actions[row.name] for row in _OF_RUNS])
        menu.insertSeparator(first)

    def _step(self, by: int) -> None:
        parts = [each for each in self._bench.parts if each.isVisible()]
        here = next((at for at, part in enumerate(parts) if _has_focus(part)), 0)
        if parts:
            parts[(here + by) % len(parts)].setFocus(Qt.FocusReason.TabFocusReason)

    # What makes sense.

    @Slot()
    def follow(self) -> None:
        """Enable what makes sense now."""
        possible = self._possible()
        for row in rows.ACTIONS:
            self._bench.actions[row.name].setEnabled(row in possible)
        self._name_step(rows.UNDO, self._editor.undo_text)
        self._name_step(rows.REDO, self._editor.redo_text)
        self._bench.actions[rows.DETAILS.name].setChecked(not self._bench.details.isHidden())

    def _possible(self) -> set[TabAction]:
        editor, view, selected = self._editor, self._bench.view, self._bench.table.selected
        possible = {rows.DETAILS, rows.NEXT, rows.PREVIOUS}
        if editor.can_edit:
            possible.add(rows.IMPORT)
            possible |= {row for row, text in self._steps() if text}
        if view is not None and len(view.every):
            possible |= {rows.FIND, rows.CLEAR}
            possible |= {rows.EXPORT, rows.REPORT} if len(view.keys) else set()
        if len(selected) == 1:
            possible |= {rows.VERIFY, rows.SHOW_PIPELINE}
        if len(selected) == 2:
            possible.add(rows.COMPARE)
        return possible

    def _steps(self) -> tuple[tuple[TabAction, str], ...]:
        return ((rows.UNDO, self._editor.undo_text), (rows.REDO, self._editor.redo_text))

    def _name_step(self, row: TabAction, step: str) -> None:
        self._bench.actions[row.name].setText(shown(f"{row.text} {step}") if step else row.text)


def _has_focus(part: QWidget) -> bool:
    focused: QWidget | None = part.window().focusWidget()
    return focused is part or (focused is not None and part.isAncestorOf(focused))
