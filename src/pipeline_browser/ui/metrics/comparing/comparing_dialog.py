"""The dialog that says why one run is slower than another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout

from pipeline_browser.model.metrics.comparison import why_slower
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.dialog_size import dialog_size
from pipeline_browser.ui.labels import plain_label, selectable
from pipeline_browser.ui.marks import Mark
from pipeline_browser.ui.metrics.comparing import comparing_words as words
from pipeline_browser.ui.side_by_side.foot import foot_of
from pipeline_browser.ui.side_by_side.table import SideBySideTable
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.metrics.one_run import RunFacts
    from pipeline_browser.ui.theme import Theme

_SIZE = (900, 680)


class ComparingDialog(QDialog):
    """Shows two runs side by side: which is slower, what differs, and the cause where it is the only one."""

    def __init__(self, left: RunFacts, right: RunFacts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Why slower?")
        self.resize(dialog_size(_SIZE, parent))
        self._sides = (left, right)
        self.verdict = selectable(plain_label(font=theme.heading_font(), wrap=True))
        self.cause = Mark(theme, wrap=True)
        self.notes = plain_label(role="dim", wrap=True)
        self.only = QCheckBox("Differences only")
        self.table = SideBySideTable("Both runs side by side", theme)
        self._lay_out()
        self.only.setChecked(True)
        self.only.toggled.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(RELATED)
        for widget in (self.verdict, self.cause, self.notes):
            layout.addWidget(widget)
        layout.addSpacing(RELATED)
        layout.addWidget(self.only)
        layout.addWidget(self.table, 1)
        layout.addSpacing(RELATED)
        layout.addLayout(foot_of(self, self.table.copy, self._swap))

    @Slot()
    def _show(self) -> None:
        found = why_slower(*self._sides)
        self.verdict.setText(words.verdict_words(found))
        named = found.cause is not None
        icon, meaning = ("search", Meaning.WARNING) if named else ("info", Meaning.NEUTRAL)
        self.cause.tell(words.cause_words(found), icon, meaning, coloured=False)
        self.notes.setText(words.note_words(found))
        self.notes.setVisible(bool(found.notes))
        lines = words.lines_of(found, differences_only=self.only.isChecked())
        left, right = map(words.name_of, self._sides)
        self.table.show_lines(left, right, lines, "Right by left")

    @Slot()
    def _swap(self) -> None:
        self._sides = (self._sides[1], self._sides[0])
        self._show()
