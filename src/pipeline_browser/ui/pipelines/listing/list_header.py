"""The list's header: which columns show, how wide, in what order, by which the list is sorted."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAction, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.pipelines.listing.columns import COLUMNS, NAME, STATE
from pipeline_browser.ui.theme import GROUP

SMALLEST = 28  # pixels of a column: an icon
SHORTEST_NAME = 160


class ListHeader(QHeaderView):
    """A header with a column chooser on its context menu.

    Signals:
        arranged: a person changed widths, order or the choice of columns.
    """

    arranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._is_arranged = False
        self._filling = False
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(SMALLEST)
        self.setSortIndicatorShown(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer_columns)
        self.setAccessibleName("Columns of the pipelines")

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if logicalIndex == self.sortIndicatorSection():
            self._paint_sort_mark(painter, rect)

    def _paint_sort_mark(self, painter: QPainter, rect: QRect) -> None:
        # The style's own mark lies on the title of a right-aligned column.
        up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        middle, top = rect.center().x(), rect.top() + 3
        base, tip = (top + 3, top) if up else (top, top + 3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().placeholderText())
        painter.drawPolygon(
            QPolygonF([QPointF(middle - 4, base), QPointF(middle + 4, base), QPointF(middle, tip)])
        )
        painter.restore()

    def watch(self) -> None:
        """Start to tell what a person changes; before, only the program arranges."""
        self.sectionResized.connect(self._note_arrangement)
        self.sectionMoved.connect(self._note_arrangement)
        self.sortIndicatorChanged.connect(self.arranged)

    def set_first_widths(self) -> None:
        """Give every column the width of what it usually holds."""
        for at, column in enumerate(COLUMNS):
            self.resizeSection(at, SMALLEST if at == STATE else self._width_of(at, column.characters))
            self.setSectionHidden(at, not column.shown)

    def _width_of(self, at: int, characters: int) -> int:
        metrics = self.fontMetrics()
        title = metrics.horizontalAdvance(COLUMNS[at].title) * 1.15  # headers are bolder
        figures = metrics.horizontalAdvance("0" * characters)
        return round(max(figures, title)) + GROUP

    def fill(self, width: int) -> None:
        """Give the name what room the others leave, until a person has arranged the columns."""
        if self._is_arranged:
            return
        self._filling = True
        others = self.length() - self.sectionSize(NAME)
        wanted = self._width_of(NAME, COLUMNS[NAME].characters)
        self.resizeSection(NAME, max(min(wanted, SHORTEST_NAME), width - others, min(wanted, width // 2)))
        self._filling = False

    def restore(self, state: QByteArray) -> None:
        """Arrange the columns as remembered, if the memory fits these columns."""
        if not state.isEmpty() and self.restoreState(state) and self.count() == len(COLUMNS):
            self._is_arranged = True

    def choices(self) -> QMenu:
        """Return a menu with a tick for every column that shows."""
        menu = QMenu(self)
        for at, column in enumerate(COLUMNS):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(at))
            action.setData(at)
            action.setEnabled(at != NAME)  # the tree's arrows are in it
            menu.addAction(action)
        menu.triggered.connect(self._show_or_hide)
        return menu

    @Slot(QPoint)
    def _offer_columns(self, place: QPoint) -> None:
        menu = self.choices()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(place))

    @Slot(QAction)
    def _show_or_hide(self, action: QAction) -> None:
        self.setSectionHidden(action.data(), not action.isChecked())
        self._note_arrangement()

    @Slot()
    def _note_arrangement(self) -> None:
        if not self._filling:
            self._is_arranged = True
            self.arranged.emit()
