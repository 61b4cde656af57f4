"""The window on the scene: zoom about the pointer, pan, fit, and what a press of a button means."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QInputDevice,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QFrame, QGestureEvent, QGraphicsView, QPinchGesture, QToolTip

from pipeline_browser.model.sql_tokens import fold
from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.canvas.fitting import LEAST, MOST, brought, fitted
from pipeline_browser.ui.diagram.canvas.pointer import Pointer
from pipeline_browser.ui.diagram.canvas.sheet import draw_item
from pipeline_browser.ui.diagram.canvas.stage import Stage
from pipeline_browser.ui.labels import shown, tooltip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.diagram.canvas.focus import Focus
    from pipeline_browser.ui.diagram.canvas.scene import DiagramScene
    from pipeline_browser.ui.diagram.moving.mover import Mover

STEP = 1.25  # of one key press or button
_WHEEL = 1.0015  # for each eighth of a degree
_FITTED_AT_MOST = 1.0  # a small diagram is not blown up


class Outlook(NamedTuple):
    """What a view shows: ``fits`` if that is everything, whatever its size."""

    scale: float
    centre: QPointF
    fits: bool


class DiagramView(QGraphicsView):
    """Shows a scene; what is selected is kept in its focus.

    Signals:
        zoomed: the scale is another now.
        looked_elsewhere: another part of the scene is seen now.
        helped: words about what can be done during a drag; empty after it.
        jump_wanted: a box and a row of it were double-clicked; the row is None at the name.
    """

    zoomed = Signal(float)
    looked_elsewhere = Signal()
    helped = Signal(str)
    jump_wanted = Signal(int, object)

    def __init__(
        self, scene: DiagramScene, focus: Focus, mover: Mover, parent: QWidget | None = None
    ) -> None:
        super().__init__(scene, parent)
        self._scene = scene
        self._focus = focus
        self._mover = mover
        self._fitting = False
        self.covered = 0  # pixels at the top that something lies over
        self._corner = QSize()
        self.guides: tuple[QLineF, ...] = ()
        self.happened: Mapping[str, tuple[str, ...]] = {}  # what to say of boxes, by folded name
        self.band = QRectF()
        self.stage = Stage(scene, self)
        self.pointer = Pointer(self, scene, focus, mover)
        self.stage.changed.connect(self.viewport().update)
        focus.changed.connect(self.viewport().update)
        self.setObjectName("diagram-view")
        self.setAccessibleName("Diagram")
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The stage knows what has to be painted; Qt's own account of it is never used.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.NoViewportUpdate)
        self.setMouseTracking(True)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    @property
    def scale_now(self) -> float:
        """How many pixels of the screen one of the scene takes."""
        return self.transform().m11()

    @property
    def seen(self) -> QRectF:
        """The part of the scene that is seen."""
        return self.viewportTransform().inverted()[0].mapRect(QRectF(self.viewport().rect()))

    # Zooming.

    def zoom_to(self, scale: float, about: QPointF | None = None) -> None:
        """Set the scale; the place under ``about`` (of the viewport, else its middle) stays."""
        at = about if about is not None else QRectF(self.viewport().rect()).center()
        fixed = self.place_at(at)
        wanted = max(LEAST, min(MOST, scale))
        self.setTransform(QTransform.fromScale(wanted, wanted))
        self.viewport().update()
        self._put(fixed, at)
        self._fitting = False
        self.zoomed.emit(wanted)
        self.looked_elsewhere.emit()

    @Slot()
    def zoom_in(self) -> None:
        """Show everything larger."""
        self.zoom_to(self.scale_now * STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Show everything smaller."""
        self.zoom_to(self.scale_now / STEP)

    @Slot()
    def actual_size(self) -> None:
        """Show everything as large as it is."""
        self.zoom_to(1.0)

    @Slot()
    def fit_all(self) -> None:
        """Show all of it, and go on to when the window's size changes."""
        self.fit(self._scene.content())
        self._fitting = True

    def fit_rectangle(self, left: float, top: float, width: float, height: float) -> None:
        """Show an area of the scene, whose items need not be there yet, as if it was all."""
        self.fit(QRectF(left, top, width, height))
        self._fitting = True

    def fit(self, area: QRectF, most: float = _FITTED_AT_MOST) -> None:
        """Show an area of the scene as large as it fits."""
        view = QRectF(self.viewport().rect().adjusted(0, self.covered, 0, 0))
        if not area.isEmpty() and not view.isEmpty():
            fit = fitted(area.size(), view, QSizeF(self._corner), most)
            self.zoom_to(fit.scale)
            self._put(area.center(), fit.centre)

    def keep_free(self, corner: QSize) -> None:
        """Fit nothing into a corner at the bottom left: something lies over it; of no size, nothing does."""
        self._corner = corner
        if self._fitting:
            self.fit_all()

    def reveal(self, area: QRectF) -> None:
        """Bring an area into view, or at least its beginning, large enough to be read."""
        if self.scale_now < 0.6:
            self.zoom_to(0.8)
        view = QRectF(self.viewport().rect())
        self.look_at(brought(area, view, self.scale_now))

    def reveal_whole(self, area: QRectF) -> None:
        """Bring all of an area into view, smaller where it has to be."""
        self.reveal(area)
        if not self.seen.contains(area):
            self.fit(area)

    @property
    def outlook(self) -> Outlook:
        """What is seen, to come back to."""
        return Outlook(self.scale_now, self.seen.center(), self._fitting)

    def look_back(self, outlook: Outlook) -> None:
        """See again what was seen before."""
        if outlook.fits:
            self.fit_all()
            return
        self.zoom_to(outlook.scale)
        self.look_at(outlook.centre)

    def look_at(self, place: QPointF) -> None:
        """Bring a place of the scene into the middle."""
        self._put(place, QRectF(self.viewport().rect()).center())
        self._fitting = False

    def pan(self, by: QPointF) -> None:
        """Move what is seen by pixels of the screen."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(by.x()))
        down.setValue(down.value() + round(by.y()))
        self._fitting = False

    def place_at(self, at: QPointF) -> QPointF:
        """Return the place of the scene that is seen at a place of the viewport."""
        inverted, _ = self.viewportTransform().inverted()
        return inverted.map(at)

    def _put(self, place: QPointF, at: QPointF) -> None:
        """Scroll so that a place of the scene is at a place of the viewport."""
        off = self.viewportTransform().map(place) - at
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(off.x()))
        down.setValue(down.value() + round(off.y()))

    # Painting.

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        area = self.viewport().rect()
        transform, seen = self.viewportTransform(), self.seen
        painter = QPainter(self.viewport())
        painter.fillRect(area, self._scene.look.ink.page)
        self.stage.draw(painter, transform, seen, self.devicePixelRatioF())
        if self._focus.dims:
            painter.fillRect(area, self._scene.look.veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(transform)
        scale = self.scale_now
        for item in self._scene.live_items(dims=self._focus.dims):
            if item.sceneBoundingRect().intersects(seen):
                draw_item(painter, item, scale, seen, alike=False)
        self._draw_helpers(painter)
        painter.end()

    def _draw_helpers(self, painter: QPainter) -> None:
        """Draw guides and band, as thin as the screen can."""
        ink = self._scene.look.ink
        pen = QPen(ink.accent, 1.0, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLines(self.guides)
        if not self.band.isNull():
            pen.setStyle(Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            soft = QColor(ink.soft)
            soft.setAlphaF(0.5)
            painter.fillRect(self.band, soft)
            painter.drawRect(self.band)

    def show_guides(self, guides: Sequence[QLineF] = ()) -> None:
        """Show lines of the scene that something snaps to; none to take them away."""
        self.guides = tuple(guides)
        self.viewport().update()

    def show_band(self, band: QRectF | None = None) -> None:
        """Show the area of the scene that a rubber band holds; None to take it away."""
        self.band = band or QRectF()
        self.viewport().update()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()
        self.looked_elsewhere.emit()

    # Events.

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        keys, turn = event.modifiers(), event.angleDelta()
        is_touchpad = event.pointingDevice().type() is QInputDevice.DeviceType.TouchPad
        if keys & Qt.KeyboardModifier.ShiftModifier:
            self.pan(QPointF(-(turn.y() or turn.x()), 0))
        elif is_touchpad and not keys & Qt.KeyboardModifier.ControlModifier:
            # Two fingers that slide take the diagram along; pinching zooms.
            self.pan(QPointF(-(event.pixelDelta() if not event.pixelDelta().isNull() else turn)))
        else:
            self.zoom_to(self.scale_now * _WHEEL ** turn.y(), event.position())
        event.accept()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and (
            event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom_to(self.scale_now * (1 + event.value()), event.position())
            return True
        if isinstance(event, QGestureEvent):
            return self._pinch(event)
        if event.type() == QEvent.Type.Leave:
            self._focus.hover(None)
        return super().viewportEvent(event)

    def _pinch(self, event: QGestureEvent) -> bool:
        """Zoom as two fingers on a touch screen do."""
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if isinstance(pinch, QPinchGesture):
            at = self.viewport().mapFromGlobal(pinch.centerPoint())
            self.zoom_to(self.scale_now * pinch.scaleFactor(), at)
        return isinstance(pinch, QPinchGesture)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting:
            self.fit_all()
        self.looked_elsewhere.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pointer.press(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        box = self._scene.box_at(place)
        if box is not None and event.button() is Qt.MouseButton.LeftButton:
            self.jump_wanted.emit(box.number, box.row_at(place.y() - box.y()))

    def tell_box(self, name: str, at: QPoint) -> None:
        """Read to who points at a box what happened to it, if anything did."""
        words = self.happened.get(fold(name))
        if words:
            QToolTip.showText(at, tooltip("\n".join(map(shown, (name, *words)))), self.viewport())
        else:
            QToolTip.hideText()

    def tell_line(self, line: int | None, at: QPoint) -> None:
        """Read a line to who points at it; None where there is none."""
        picture = self._scene.picture
        if line is None or picture is None:
            QToolTip.hideText()
            return
        sentence = picture.graph.sentence(picture.graph.lines[line])
        QToolTip.showText(at, tooltip(shown(sentence)), self.viewport())
