"""The header of a grid: one column takes what room the others leave; widths are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Slot
from PySide6.QtWidgets import QHeaderView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.pipelines.details.cells.facts import Column
    from pipeline_browser.ui.preferences import Preferences

_SMALLEST = 40  # pixels of a column
_BOLDER = 1.08  # the title's font, of the cells'
_PADDING = 12  # pixels beside a text
_LEAST_STRETCHED = 76  # pixels of the column that takes what is left
_COMFORT = 180  # pixels of the same column, from which on the others may have more than they need
_EDGE = 5  # pixels more, beside a title


class GridHeader(QHeaderView):
    """Of one grid."""

    def __init__(
        self, name: str, columns: Sequence[Column], preferences: Preferences, parent: QWidget
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._name = f"pipelines/{name}-columns"
        self._columns = tuple(columns)
        self._preferences = preferences
        self._is_arranged = False
        self._filling = False
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_SMALLEST)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setToolTip("Drag the edge of a title to make its column wider")

    def arrange(self) -> None:
        """Take the widths as remembered, else as the columns wish, and remember them from now on."""
        for at, column in enumerate(self._columns):
            self.resizeSection(at, self._width_of(column, column.width))
        state = self._preferences.view(self._name)
        self._is_arranged = (
            not state.isEmpty() and self.restoreState(state) and self.count() == len(self._columns)
        )
        self.sectionResized.connect(self._remember)

    def fill(self, width: int) -> None:
        """Give the stretching column the room that is left, until somebody has arranged the columns."""
        if self._is_arranged:
            return
        at = next(at for at, column in enumerate(self._columns) if column.stretch)
        least = self.fontMetrics().horizontalAdvance("0" * self._columns[at].width) + _PADDING
        self._filling = True
        self._widen(width)
        self.resizeSection(
            at, max(min(least, _LEAST_STRETCHED), width - (self.length() - self.sectionSize(at)))
        )
        self._filling = False

    def _widen(self, width: int) -> None:
        """Let columns be as wide as they like, if the stretching one is comfortable all the same."""
        wide = [self._width_of(each, max(each.width, each.wide)) for each in self._columns]
        narrow = [self._width_of(each, each.width) for each in self._columns]
        stretched = next(at for at, column in enumerate(self._columns) if column.stretch)
        comfortable = sum(wide) - wide[stretched] + _COMFORT <= width
        for at, chosen in enumerate(wide if comfortable else narrow):
            if at != stretched:
                self.resizeSection(at, chosen)

    def _width_of(self, column: Column, digits: int) -> int:
        figures = self.fontMetrics().horizontalAdvance("0" * digits)
        title = self.fontMetrics().horizontalAdvance(column.title) * _BOLDER
        return round(max(figures, title + _EDGE)) + _PADDING

    @Slot()
    def _remember(self) -> None:
        if not self._filling:
            self._is_arranged = True
            self._preferences.remember_view(self._name, QByteArray(self.saveState()))
