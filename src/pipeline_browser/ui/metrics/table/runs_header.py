"""The table's header: sorting, and a funnel on each column that leads to its filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.column_header import ColumnHeader
from pipeline_browser.ui.labels import button_text
from pipeline_browser.ui.metrics.table.run_columns import PIPELINE, PLACES, RUN_COLUMNS, WITH_ROOM
from pipeline_browser.ui.theme import INSIDE

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QMouseEvent, QPainter

    from pipeline_browser.model.metrics.selecting import Order
    from pipeline_browser.ui.theme import Theme

SMALLEST = 40  # pixels of a column
SHORTEST_NAME = 96
USUAL_NAME = 180  # where there is room for more columns
_FUNNEL = 14  # pixels


class RunsHeader(ColumnHeader):
    """The header of the columns of runs.

    Signals:
        sort_asked: the number of a column.
        filter_asked: the number of a column, whose filter somebody wants to see.
        unfilter_asked: the number of a column, whose filter is to go.
    """

    sort_asked = Signal(int)
    filter_asked = Signal(int)
    unfilter_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Columns of the runs", RUN_COLUMNS, SMALLEST, parent)
        self._theme = theme
        self._filtered: set[int] = set()
        self._hovered = -1
        self.setSortIndicatorShown(False)
        self.setMouseTracking(True)
        self.sectionClicked.connect(self.sort_asked)
        theme.changed.connect(self.viewport().update)

    def show_order(self, order: Order) -> None:
        """Mark the column that orders the runs."""
        down = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        with self.filling():
            self.setSortIndicator(PLACES.get(order.column, -1), down)
        self.viewport().update()

    def show_filtered(self, columns: Collection[str]) -> None:
        """Mark the columns that the runs are filtered by."""
        before = self._filtered
        self._filtered = {PLACES[name] for name in columns if name in PLACES}
        if not self.is_arranged:
            with self.filling():
                for at in before ^ self._filtered:
                    self.resizeSection(at, self.first_width(at))
            self.fill(self.viewport().width())
        self.viewport().update()

    @override
    def may_switch(self, at: int) -> bool:
        return at != PIPELINE  # whose run it is, and what takes the room that is left

    def fill(self, width: int) -> None:
        """Show what fits, and give the name what is left, until a person has arranged the columns."""
        if self.is_arranged:
            return
        with self.filling():
            self._show_what_fits(width)
            others = self.length() - self.sectionSize(PIPELINE)
            self.resizeSection(PIPELINE, max(SHORTEST_NAME, width - others))

    def _show_what_fits(self, width: int) -> None:
        firm = (at for at, each in enumerate(RUN_COLUMNS) if each.shown and at != PIPELINE)
        room = width - USUAL_NAME - sum(self.sectionSize(at) for at in firm)
        for at in WITH_ROOM:
            room -= self.first_width(at)
            self.setSectionHidden(at, room < 0)

    @override
    @Slot()
    def _note_sorting(self) -> None:
        """The order is remembered elsewhere, and leaves the widths to the window."""

    @override
    def width_of(self, at: int, characters: int) -> int:
        funnel = _FUNNEL if RUN_COLUMNS[at].number and at in self._filtered else 0  # beside the title
        short = INSIDE if at in WITH_ROOM else 0  # their titles are wider than what they hold
        return super().width_of(at, characters) + short + funnel

    # The funnel.

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        super().paintSection(painter, rect, logicalIndex)
        if logicalIndex not in self._filtered and logicalIndex != self._hovered:
            return
        place = self._funnel(rect, logicalIndex)
        colours = self._theme.colours
        painter.fillRect(place.adjusted(-2, -2, 2, 2), self.palette().button())
        colour = colours.accent if logicalIndex in self._filtered else colours.dim
        self._theme.icon_in("filter", colour).paint(painter, place)

    def _funnel(self, rect: QRect, at: int) -> QRect:
        """Return where the funnel of a column is: at the side where its title does not begin."""
        top = rect.center().y() - _FUNNEL // 2 + 1
        left = rect.left() + INSIDE if RUN_COLUMNS[at].number else rect.right() - INSIDE - _FUNNEL
        return QRect(left, top, _FUNNEL, _FUNNEL)

    def funnel_of(self, at: int) -> QRect:
        """Return where the funnel of a column is, in the header's viewport."""
        return self._funnel(
            QRect(self.sectionViewportPosition(at), 0, self.sectionSize(at), self.height()), at
        )

    def _funnel_at(self, place: QPoint) -> int:
        at = self.logicalIndexAt(place)
        inside = at >= 0 and self.funnel_of(at).adjusted(-2, -4, 2, 4).contains(place)
        return at if inside else -1

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._funnel_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and at >= 0:
            self.filter_asked.emit(at)
            return
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        at = self.logicalIndexAt(event.position().toPoint())
        self._hover(at)
        if self._funnel_at(event.position().toPoint()) >= 0:
            self.setCursor(QCursor(Qt.CursorShape.PointingHandCursor))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, at: int) -> None:
        if at != self._hovered:
            self._hovered = at
            self.viewport().update()

    # The menu.

    @override
    @Slot(QPoint)
    def _offer_columns(self, place: QPoint) -> None:
        menu = self.menu(self.logicalIndexAt(place))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(place))

    def menu(self, at: int) -> QMenu:
        """Return what can be done with a column, and which columns there are."""
        menu = QMenu(self)
        if at >= 0:
            title = button_text(RUN_COLUMNS[at].title)
            self._add(menu, "filter_column", f"Filter by {title}…", at, self._ask_filter)
            clear = self._add(menu, "unfilter_column", f"Remove filter of {title}", at, self._ask_unfilter)
            clear.setEnabled(at in self._filtered)
            self._add(menu, "sort_column", f"Sort by {title}", at, self._ask_sort)
            menu.addSeparator()
        columns = self.choices()
        columns.setTitle("Columns")
        columns.setParent(menu, columns.windowFlags())
        menu.addMenu(columns)
        return menu

    def _add(self, menu: QMenu, name: str, text: str, at: int, slot: object) -> QAction:
        action = QAction(text, menu)
        action.setObjectName(name)
        action.setData(at)
        action.triggered.connect(slot)
        menu.addAction(action)
        return action

    @Slot()
    def _ask_filter(self) -> None:
        self.filter_asked.emit(self._column_of_sender())

    @Slot()
    def _ask_unfilter(self) -> None:
        self.unfilter_asked.emit(self._column_of_sender())

    @Slot()
    def _ask_sort(self) -> None:
        self.sort_asked.emit(self._column_of_sender())

    def _column_of_sender(self) -> int:
        action = self.sender()
        return int(action.data()) if isinstance(action, QAction) else PIPELINE
