"""The SQL of one migration: the file that applies it and, where there is one, the file that reverts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from pipeline_browser.model.migrations.plan import PlanWarning, Severity
from pipeline_browser.ui.labels import button_text, plain_label, shown, tooltip
from pipeline_browser.ui.migrations.plan_words import SEVERITY_MEANINGS
from pipeline_browser.ui.sql.sql_view import LineMark, SqlView
from pipeline_browser.ui.theme import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.ui.theme import Theme


class SqlPages(QTabWidget):
    """A page for the file itself and one for its down file."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.up = SqlView(theme)
        self.down = SqlView(theme)
        self._nothing = plain_label(role="dim", wrap=True)
        self._shown: tuple[Migration | None, Migration | None] | None = None
        self.setDocumentMode(True)
        self.up.setAccessibleName("SQL of the migration")
        self.down.setAccessibleName("SQL that reverts the migration")
        self._no_file = QWidget()
        page = QVBoxLayout(self._no_file)
        page.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        page.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)

    def show_files(
        self,
        migration: Migration | None,
        down: Migration | None,
        warnings: Iterable[PlanWarning] = (),
        nothing: str = "",
        *,
        down_warnings: Iterable[PlanWarning] = (),
    ) -> None:
        """Show a migration's files; ``nothing`` is said in place of the first where it is not there."""
        self._nothing.setText(nothing)
        # The same files stay where they are scrolled to when only the facts around them are new.
        if (migration, down) != self._shown or migration is None:
            self._shown = (migration, down)
            self._lay_out(migration, down)
        if down is not None:
            self.down.show_sql_once(down.sql, line_marks(down_warnings))
        if migration is not None:
            self.up.show_sql_once(migration.sql, line_marks(warnings))

    def go_to(self, line: int | None, *, down: bool) -> None:
        """Show one of the files, at a line if there is one."""
        view = self.down if down else self.up
        self.setCurrentWidget(view)
        if line is not None:
            view.go_to_line(line)

    def _lay_out(self, migration: Migration | None, down: Migration | None) -> None:
        at = self.currentIndex()
        self.clear()
        self._add(self.up if migration else self._no_file, migration.file_name if migration else "SQL")
        if down is not None:
            self._add(self.down, down.file_name)
        self.setCurrentIndex(min(max(0, at), self.count() - 1))
        self.tabBar().setVisible(self.count() > 1)

    def _add(self, page: QWidget, title: str) -> None:
        at = self.addTab(page, button_text(shown(title)))
        self.setTabToolTip(at, tooltip(shown(title)))


def line_marks(warnings: Iterable[PlanWarning]) -> dict[int, LineMark]:
    """Return the marks of the lines that warnings are about: the gravest colour, all reasons."""
    weight = list(Severity)
    marks: dict[int, LineMark] = {}
    for warning in sorted(warnings, key=lambda each: weight.index(each.severity)):
        if warning.line is not None:
            before = marks.get(warning.line)
            reason = f"{warning.text}\n\n{before.reason}" if before else warning.text
            marks[warning.line] = LineMark(SEVERITY_MEANINGS[warning.severity], reason)
    return marks
