"""Below the field: everything that was found, the hits in hidden tables last."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from pipeline_browser.diagram.export.literal import named
from pipeline_browser.ui.formats import figure
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.theme import INSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_browser.ui.diagram.finding.hits import Hit

_MOST = 200  # rows of each sort; who has more hits goes on typing
_ROWS = 12  # that are seen at once
_WIDTH = 380
_BORDERS = 4  # of the card and of the list, above and below
_HIT = Qt.ItemDataRole.UserRole


class HitList(QFrame):
    """Never has the focus: the field below which it shows keeps it.

    Signals:
        chosen: a Hit that was clicked.
    """

    chosen = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self._field = field
        self.setProperty("role", "card")
        self.rows = QTreeWidget()
        self.rows.setColumnCount(2)
        self.rows.setHeaderHidden(True)
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.rows.setColumnWidth(0, _WIDTH // 2)
        self.rows.setAccessibleName("What was found")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, INSIDE, 1, INSIDE)
        column.addWidget(self.rows)
        self.rows.itemClicked.connect(self._choose)
        self.hide()

    def list_hits(self, hits: Sequence[Hit], hidden: Sequence[Hit]) -> None:
        """List what was found, in tables that are shown and in others."""
        self.rows.clear()
        self._add(hits)
        if hidden:
            self._add_words("In hidden tables, shown again when chosen")
            self._add(hidden)
        if self.rows.topLevelItemCount():
            self._place()
        self.setVisible(bool(self.rows.topLevelItemCount()))

    def mark(self, current: int) -> None:
        """Mark the hit that one is at, of those in tables that are shown."""
        item = self.rows.topLevelItem(current)
        if item is not None and item.data(0, _HIT) is not None:
            self.rows.setCurrentItem(item)

    def _add(self, hits: Sequence[Hit]) -> None:
        self.rows.addTopLevelItems([*self._items(islice(hits, _MOST))])
        if len(hits) > _MOST:
            self._add_words(f"and {figure(len(hits) - _MOST)} more")

    def _items(self, hits: Iterable[Hit]) -> Iterable[QTreeWidgetItem]:
        for hit in hits:
            about = (
                hit.about if hit.column is None else " · ".join(filter(None, (named(hit.table), hit.about)))
            )
            item = self._item(named(hit.table if hit.column is None else hit.column), shown(about))
            item.setData(0, _HIT, hit)
            item.setForeground(1, self._dim)
            yield item

    def _add_words(self, words: str) -> None:
        item = self._item(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(0, self._dim)
        self.rows.addTopLevelItem(item)
        item.setFirstColumnSpanned(True)

    def _item(self, *texts: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([*texts])
        item.setSizeHint(0, QSize(0, self._row_height))
        return item

    @property
    def _dim(self) -> QBrush:
        return self.palette().brush(QPalette.ColorRole.PlaceholderText)

    @property
    def _row_height(self) -> int:
        return self.fontMetrics().height() + 2 * INSIDE

    def _place(self) -> None:
        count = min(_ROWS, self.rows.topLevelItemCount())
        below = self._field.mapTo(self.window(), QPoint(0, self._field.height() + INSIDE))
        self.resize(QSize(_WIDTH, count * self._row_height + 2 * INSIDE + _BORDERS))
        self.move(below)
        self.raise_()

    @Slot(QTreeWidgetItem)
    def _choose(self, item: QTreeWidgetItem) -> None:
        hit = item.data(0, _HIT)
        if hit is not None:
            self.chosen.emit(hit)
