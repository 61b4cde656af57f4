"""The strip beside the lines of a text view: it scrolls along; its owner paints the part of each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextBlock
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.ui.theme import Theme


class Gutter(QWidget):
    """Stands at the left edge of a view.

    Args:
        paint_line: draws what belongs beside a block into a rectangle as high as one line.
    """

    def __init__(
        self, view: QPlainTextEdit, theme: Theme, paint_line: Callable[[QPainter, QTextBlock, QRect], None]
    ) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._paint_line = paint_line
        view.updateRequest.connect(self._follow_scrolling)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        view, painter = self._view, QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.colours.raised))
        painter.setFont(view.font())
        block = view.firstVisibleBlock()
        top = view.blockBoundingGeometry(block).translated(view.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            height = view.blockBoundingRect(block).height()
            # The last block is higher than its line by the document's margin.
            line_height = min(round(height), view.fontMetrics().lineSpacing())
            self._paint_line(painter, block, QRect(0, round(top), self.width(), line_height))
            block, top = block.next(), top + height
        painter.end()

    @Slot(QRect, int)
    def _follow_scrolling(self, area: QRect, pixels: int) -> None:
        if pixels:
            self.scroll(0, pixels)
        else:
            self.update(0, area.y(), self.width(), area.height())
