"""What holds the columns of a composite key together, at both of its ends, drawn over the boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from pipeline_browser.diagram.notation import brackets
from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.box_item import KEYS_BELOW
from pipeline_browser.ui.diagram.paths import strokes_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.diagram.measuring import BoxShape
    from pipeline_browser.ui.diagram.box_item import BoxItem
    from pipeline_browser.ui.diagram.line_item import LineItem
    from pipeline_browser.ui.diagram.look import Look

_WIDTH = 2.0


class BracketItem(QGraphicsItem):
    """The brackets of one line."""

    def __init__(self, line: LineItem, shape: BoxShape, boxes: Sequence[BoxItem], look: Look) -> None:
        super().__init__()
        self._line = line
        self._shape = shape
        self._boxes = boxes
        self._look = look
        self._path = QPainterPath()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(2_000_000)
        self.follow()

    def follow(self) -> None:
        """Stand where the line and its boxes are now."""
        self.prepareGeometryChange()
        places = [box.place for box in self._boxes]
        self._path = strokes_path(brackets(self._line.line, self._line.route, self._shape, places))

    @override
    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-_WIDTH, -_WIDTH, _WIDTH, _WIDTH)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        scale = QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform())
        if scale >= KEYS_BELOW:
            pen = QPen(self._look.ink_for(self._line.emphasis).reference, _WIDTH)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen)
            painter.drawPath(self._path)
