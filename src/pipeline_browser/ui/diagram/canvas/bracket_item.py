"""What holds the columns of a composite key together, at both of its ends, drawn over the boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from pipeline_browser.diagram.notation import brackets
from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.canvas.box_item import KEYS_BELOW
from pipeline_browser.ui.diagram.canvas.item import DiagramItem
from pipeline_browser.ui.diagram.canvas.look import Emphasis
from pipeline_browser.ui.diagram.canvas.paths import strokes_path

if TYPE_CHECKING:
    from pipeline_browser.diagram.measuring import BoxShape
    from pipeline_browser.ui.diagram.canvas.box_item import BoxItem
    from pipeline_browser.ui.diagram.canvas.line_item import LineItem
    from pipeline_browser.ui.diagram.canvas.look import Look

_WIDTH = 2.0


class BracketItem(DiagramItem):
    """The brackets of one line."""

    def __init__(self, line: LineItem, shape: BoxShape, boxes: tuple[BoxItem, BoxItem], look: Look) -> None:
        super().__init__(look)
        self.line = line
        self._shape = shape
        self.boxes = boxes
        self._path = QPainterPath()
        self.setZValue(2_000_000)
        self.follow()

    def follow(self) -> None:
        """Stand where the line and its boxes are now."""
        self.prepareGeometryChange()
        places = {box.number: box.place for box in self.boxes}
        self._path = strokes_path(brackets(self.line.line, self.line.route, self._shape, places))

    @override
    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-_WIDTH, -_WIDTH, _WIDTH, _WIDTH)

    @override
    def draw(self, painter: QPainter, scale: float, exposed: QRectF, *, alike: bool) -> None:
        if scale >= KEYS_BELOW:
            pen = QPen(self.look.ink_for(Emphasis.PLAIN if alike else self.line.emphasis).reference, _WIDTH)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen)
            painter.drawPath(self._path)
