"""A table's header: which columns show, how wide, in what order, and remembering it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QPoint, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAction, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.theme import GROUP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BOLDER = 1.15  # the title's font, of the cells'


class TitledColumn(Protocol):
    """What a header must know of a column."""

    @property
    def title(self) -> str:
        """What stands in the header and in the menu."""
        ...

    @property
    def characters(self) -> int:
        """The first width, in digits."""
        ...

    @property
    def shown(self) -> bool:
        """Whether it shows until a person chooses otherwise."""
        ...


class ColumnHeader(QHeaderView):
    """A header with a column chooser on its context menu.

    Signals:
        arranged: a person changed widths, order, sorting or the choice of columns.
    """

    arranged = Signal()

    def __init__(
        self, name: str, columns: Sequence[TitledColumn], smallest: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self._is_arranged = False
        self._is_filling = False
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(smallest)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer_columns)
        self.setAccessibleName(name)

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
        self.sortIndicatorChanged.connect(self._note_sorting)

    def set_first_widths(self) -> None:
        """Give every column the width of what it usually holds."""
        for at, column in enumerate(self._columns):
            self.resizeSection(at, self.first_width(at))
            self.setSectionHidden(at, not column.shown)

    def first_width(self, at: int) -> int:
        """Return the width of what a column usually holds."""
        return self.width_of(at, self._columns[at].characters)

    def width_of(self, at: int, characters: int) -> int:
        """Return the width at which a column shows its title and so many digits."""
        metrics = self.fontMetrics()
        title = metrics.horizontalAdvance(self._columns[at].title) * _BOLDER
        figures = metrics.horizontalAdvance("0" * characters)
        return round(max(figures, title)) + GROUP

    @property
    def is_arranged(self) -> bool:
        """Whether a person has arranged the columns, who is not to be corrected."""
        return self._is_arranged

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Change widths in the block without that being a person's arrangement."""
        self._is_filling = True
        try:
            yield
        finally:
            self._is_filling = False

    def restore(self, state: QByteArray) -> None:
        """Arrange the columns as remembered, if the memory fits these columns."""
        if not state.isEmpty() and self.restoreState(state) and self.count() == len(self._columns):
            self._is_arranged = True

    def may_switch(self, at: int) -> bool:
        """Whether a column may be shown or hidden: the last one stays, since it brings the others back."""
        return self.isSectionHidden(at) or self.count() - self.hiddenSectionCount() > 1

    def choices(self) -> QMenu:
        """Return a menu with a tick for every column that shows."""
        menu = QMenu(self)
        for at, column in enumerate(self._columns):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(at))
            action.setData(at)
            action.setEnabled(self.may_switch(at))
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
    def _note_sorting(self) -> None:
        self._note_arrangement()

    @Slot()
    def _note_arrangement(self) -> None:
        if not self._is_filling:
            self._is_arranged = True
            self.arranged.emit()
