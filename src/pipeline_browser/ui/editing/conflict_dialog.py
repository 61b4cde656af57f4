"""A conflict: what it was, mine, and theirs side by side; the person chooses which stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from pipeline_browser.ui.editing import conflict_words as words
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import plain_label, shown, tooltip
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.editing.editor import Clash
    from pipeline_browser.ui.theme import Theme

HEADERS = ("Row", "Field", "It was", "Mine", "Now there")
_SIZE = (720, 360)
_ROW_WIDTH, _FIELD_WIDTH = 180, 90


class ConflictDialog(QDialog):
    """Shows one clash.

    Signals:
        insisted: the clash, when mine is to be written.
        gave_up: the clash, when theirs stays; also when the dialog is closed.
    """

    insisted = Signal(object)
    gave_up = Signal(object)

    def __init__(self, clash: Clash, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clash = clash
        self.setWindowTitle("Changed meanwhile")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.table = _table(words.lines(clash.conflict.conflicts))
        self.keep = QPushButton(words.give_up_text(clash))
        self.keep.setObjectName("keep-theirs")
        self.insist = QPushButton(words.insist_text(clash))
        self.insist.setObjectName("write-mine")
        self._lay_out(theme)
        self.insist.setVisible(words.can_insist(clash))
        self.insist.setAutoDefault(False)
        self.insist.clicked.connect(self._insist)
        self.keep.clicked.connect(self.reject)
        self.rejected.connect(self._give_up)
        self.keep.setDefault(True)
        self.keep.setFocus()

    def _lay_out(self, theme: Theme) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(GROUP)
        heading = plain_label("Somebody else changed this", font=theme.heading_font())
        layout.addWidget(heading)
        layout.addWidget(plain_label(shown(words.sentence(self._clash)), wrap=True))
        layout.addWidget(self.table, 1)
        more = len(self._clash.conflict.conflicts) - self.table.rowCount()
        notes = [
            f"and {counted(more, 'more row')}" if more > 0 else "",
            words.what_insisting_does(self._clash),
        ]
        if any(notes):
            layout.addWidget(plain_label("\n".join(filter(None, notes)), role="dim", wrap=True))
        foot = QHBoxLayout()
        foot.setSpacing(RELATED)
        foot.addStretch(1)
        foot.addWidget(self.insist)
        foot.addWidget(self.keep)
        layout.addLayout(foot)

    @Slot()
    def _insist(self) -> None:
        self.accept()
        self.insisted.emit(self._clash)

    @Slot()
    def _give_up(self) -> None:
        self.gave_up.emit(self._clash)


def _table(lines: list[words.Line]) -> QTableWidget:
    table = QTableWidget(len(lines), len(HEADERS))
    table.setAccessibleName("What was changed")
    table.setHorizontalHeaderLabels(HEADERS)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    for number, line in enumerate(lines):
        for column, text in enumerate((line.row, line.field, line.base, line.mine, line.theirs)):
            item = QTableWidgetItem(shown(text))
            item.setToolTip(tooltip(shown(text)))
            table.setItem(number, column, item)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.resizeSection(0, _ROW_WIDTH)
    header.resizeSection(1, _FIELD_WIDTH)
    for column in range(2, len(HEADERS)):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    return table
