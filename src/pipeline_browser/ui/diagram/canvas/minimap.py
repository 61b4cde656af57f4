"""The whole diagram in a corner of its view: where one is, and a click away from anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.canvas.look import Emphasis

if TYPE_CHECKING:
    from pipeline_browser.ui.diagram.canvas.scene import DiagramScene
    from pipeline_browser.ui.diagram.canvas.sheet import Sheet
    from pipeline_browser.ui.diagram.canvas.view import DiagramView

MOST = QSizeF(200, 140)  # pixels
_PADDING = 6.0
_VEIL = 0.45  # over what is not seen
_LINES = 1000  # more of them would only be grey


class Minimap(QWidget):
    """Shows itself only where there is more than the view shows."""

    def __init__(self, view: DiagramView, scene: DiagramScene) -> None:
        super().__init__(view)
        self._view = view
        self._scene = scene
        self._overview: Sheet | None = None
        self._small = QPixmap()
        self._content = QRectF()
        self._wanted = True
        self.setObjectName("diagram-minimap")
        self.setAccessibleName("Minimap")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        view.looked_elsewhere.connect(self.follow)
        view.stage.changed.connect(self._follow_stage)

    def set_wanted(self, *, wanted: bool) -> None:
        """Show the map where it is of use, or never."""
        self._wanted = wanted
        self.follow()

    @Slot()
    def follow(self) -> None:
        """Show what the view shows now."""
        has_boxes = self._scene.picture is not None and bool(self._scene.picture.graph.boxes)
        hidden_parts = has_boxes and not self._view.seen.contains(self._content)
        self.setVisible(self._wanted and hidden_parts)
        self.update()

    @Slot()
    def _follow_stage(self) -> None:
        """Draw the map anew when the overview was: not for every moment of a drag."""
        if self._view.stage.overview is not self._overview:
            self._overview = self._view.stage.overview
            self._redraw()

    def _redraw(self) -> None:
        self._content = self._scene.content()
        if not self._content.isEmpty():
            size = self._content.size().scaled(MOST, Qt.AspectRatioMode.KeepAspectRatio)
            padding = 2 * _PADDING
            self.resize(round(max(1.0, size.width()) + padding), round(max(1.0, size.height()) + padding))
            self._small = self._draw_small()
        self.follow()

    def _draw_small(self) -> QPixmap:
        """Return boxes as plain blocks: more cannot be seen at this size."""
        ratio, ink = self.devicePixelRatioF(), self._scene.look.ink
        small = QPixmap(self._map_area().size().toSize() * ratio)
        small.setDevicePixelRatio(ratio)
        small.fill(ink.page)
        painter = QPainter(small)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        factor = self._map_area().width() / max(1.0, self._content.width())
        painter.scale(factor, factor)
        painter.translate(-self._content.topLeft())
        pen = QPen(ink.border, 0.6)
        pen.setCosmetic(True)
        painter.setPen(pen)
        for line in self._scene.lines if len(self._scene.lines) <= _LINES else ():
            painter.drawPath(line.path)
        for box in self._scene.boxes:
            painter.fillRect(box.sceneBoundingRect(), ink.line)
        painter.end()
        return small

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ink = self._scene.look.ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink.border, 1.0))
        painter.setBrush(ink.page)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        area = self._map_area()
        painter.setClipRect(area)
        painter.drawPixmap(area.topLeft(), self._small)
        self._paint_selected(painter)
        self._paint_seen(painter, area)
        painter.end()

    def _paint_selected(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._scene.look.ink.accent)
        for box in self._scene.boxes:
            if box.emphasis is Emphasis.SELECTED:
                spot = self._to_map(box.sceneBoundingRect())
                painter.drawRect(spot.united(QRectF(spot.topLeft(), spot.topLeft()).adjusted(0, 0, 3, 3)))

    def _paint_seen(self, painter: QPainter, area: QRectF) -> None:
        """Lay a veil over what is not seen, and a frame around what is."""
        seen = self._to_map(self._view.seen).intersected(area)
        ink = self._scene.look.ink
        veil = QColor(ink.page)
        veil.setAlphaF(_VEIL)
        painter.setClipping(False)
        for part in _around(area, seen):
            painter.fillRect(part, veil)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink.accent, 1.5))
        painter.drawRect(seen.adjusted(0.5, 0.5, -0.5, -0.5))

    def _map_area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)

    def _to_map(self, area: QRectF) -> QRectF:
        shown, content = self._map_area(), self._content
        factor = shown.width() / max(1.0, content.width())
        corner = (area.topLeft() - content.topLeft()) * factor + shown.topLeft()
        return QRectF(corner, area.size() * factor)

    def _go(self, at: QPointF) -> None:
        shown, content = self._map_area(), self._content
        factor = content.width() / max(1.0, shown.width())
        self._view.look_at((at - shown.topLeft()) * factor + content.topLeft())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._go(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())


def _around(outer: QRectF, inner: QRectF) -> tuple[QRectF, ...]:
    """Return the parts of an area above, below, left and right of another one within."""
    return (
        QRectF(outer.left(), outer.top(), outer.width(), inner.top() - outer.top()),
        QRectF(outer.left(), inner.bottom(), outer.width(), outer.bottom() - inner.bottom()),
        QRectF(outer.left(), inner.top(), inner.left() - outer.left(), inner.height()),
        QRectF(inner.right(), inner.top(), outer.right() - inner.right(), inner.height()),
    )
