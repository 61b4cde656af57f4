"""The table that shows two things side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.copying import tab_separated
from pipeline_browser.ui.labels import shown, tooltip
from pipeline_browser.ui.theme import RELATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.ui.side_by_side.lines import Line
    from pipeline_browser.ui.theme import Theme

_WHAT_WIDTH, _MARK_WIDTH = 200, 110
_INDENT = "\N{NO-BREAK SPACE}" * 4
_MARK = 3


class SideBySideTable(QTableWidget):
    """Shows lines; what differs is marked with a word."""

    def __init__(self, name: str, theme: Theme, *, mark_width: int = _MARK_WIDTH) -> None:
        super().__init__(0, _MARK + 1)
        self._theme = theme
        self._lines: list[Line] = []
        self._titles: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + RELATED)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.resizeSection(0, _WHAT_WIDTH)
        header.resizeSection(_MARK, mark_width)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def show_lines(self, left: str, right: str, lines: Sequence[Line], mark: str = "") -> None:
        """Show other lines under other titles."""
        self._lines, self._titles = list(lines), ("", shown(left), shown(right), mark)
        self.setHorizontalHeaderLabels(self._titles)
        self.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            texts = (_INDENT * max(line.depth - 1, 0) + line.what, line.left, line.right, line.mark)
            for column, text in enumerate(texts):
                self.setItem(row, column, self._item(line, column, text))

    @Slot()
    def copy(self) -> None:
        """Copy everything that is shown, as tab-separated lines."""
        rows = [(line.what, line.left, line.right, line.mark) for line in self._lines]
        QGuiApplication.clipboard().setText(tab_separated(self._titles, rows))

    def _item(self, line: Line, column: int, text: str) -> QTableWidgetItem:
        item = QTableWidgetItem(shown(text))
        item.setToolTip(tooltip(shown(text.strip())))
        if line.depth == 0 or (line.is_bold and column == 0):
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            item.setFont(font)
        if line.mark and line.icon and column == _MARK:
            item.setIcon(self._theme.icon(line.icon, Meaning.WARNING))
        return item
