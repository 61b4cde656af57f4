"""The track of the time slider: a stop for each version, thinned out where there are very many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip

from pipeline_browser.diagram.comparing.timeline import StopKind, Timeline
from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.time.stops_layer import DOT, LINE, MARGIN, StopsLayer
from pipeline_browser.ui.diagram.time.words import title_words, when_words
from pipeline_browser.ui.labels import shown, tooltip

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

    from pipeline_browser.diagram.comparing.timeline import Stop
    from pipeline_browser.ui.colours import Colours
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

_HEIGHT = 38
_CURRENT = 7.5  # radius of the dot of the stop that shows
_NOTCH = 120  # of a wheel: one step


class Track(QSlider):
    """Left, right, Home, End, page keys, wheel and pointer go from stop to stop.

    Signals:
        left: Escape was pressed.
        played: Space was pressed.
    """

    left = Signal()
    played = Signal()

    def __init__(self, theme: Theme, preferences: Preferences) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._preferences = preferences
        self._timeline = Timeline()
        self._turned = 0
        self._layer = StopsLayer(theme)
        self.setObjectName("history-track")
        self.setAccessibleName("Version of the schema")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSingleStep(1)
        theme.changed.connect(self._repaint)

    def use(self, timeline: Timeline, at: int) -> None:
        """Show another timeline, at one of its stops; nothing is told of that."""
        self._timeline = timeline
        with QSignalBlocker(self):
            self.setRange(0, max(0, len(timeline.stops) - 1))
            self.setPageStep(max(1, len(timeline.stops) // 10))
            self.setValue(at)
        self._describe()
        self.update()

    def go(self, at: int) -> None:
        """Stand at a stop; nothing is told of that."""
        with QSignalBlocker(self):
            self.setValue(at)
        self._describe()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HEIGHT)

    # Where the stops are.

    def place_of(self, number: int) -> float:
        """Return how far to the right a stop is."""
        return MARGIN + self.apart * number

    @property
    def apart(self) -> float:
        """The pixels from stop to stop."""
        return (self.width() - 2 * MARGIN) / max(1, self.maximum())

    def stop_at(self, x: float) -> int:
        """Return the stop that is nearest to a place."""
        room = max(1, self.width() - 2 * MARGIN)
        nearest = round((x - MARGIN) / room * self.maximum())
        return max(0, min(self.maximum(), nearest))

    # What a person does.

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setValue(self.stop_at(event.position().x()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.setValue(self.stop_at(event.position().x()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        self._turned += turn.x() or turn.y()
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        self.setValue(self.value() - steps)
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.played.emit()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self._timeline.stops:
            stop = self._timeline.stops[self.stop_at(event.pos().x())]
            QToolTip.showText(event.globalPos(), tooltip(shown(self._words(stop))), self)
            return True
        return super().event(event)

    def _words(self, stop: Stop) -> str:
        parts = (title_words(stop), when_words(stop, utc=self._preferences.current.utc), stop.failure)
        return ": ".join(filter(None, parts))

    def _describe(self) -> None:
        stops = self._timeline.stops
        self.setAccessibleDescription(shown(self._words(stops[self.value()])) if stops else "")

    # Painting.

    @Slot()
    def _repaint(self) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._timeline.stops:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._layer.picture(self, self._timeline))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        self._paint_current(painter, colours)
        if self._timeline.now is not None:
            self._paint_now(painter, colours, self._timeline.now)
        painter.end()

    def _paint_current(self, painter: QPainter, colours: Colours) -> None:
        at = QPointF(self.place_of(self.value()), LINE)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, _CURRENT + 3, _CURRENT + 3)
        pending = self._timeline.stops[self.value()].kind is StopKind.PENDING
        painter.setPen(QPen(QColor(colours.accent_fill), 2.5))
        painter.setBrush(QColor(colours.raised if pending else colours.accent_fill))
        painter.drawEllipse(at, _CURRENT, _CURRENT)

    def _paint_now(self, painter: QPainter, colours: Colours, number: int) -> None:
        """Mark today: a diamond, and the word above it."""
        x = self.place_of(number)
        is_current = self.value() == number
        colour = QColor(colours.on_accent if is_current else colours.accent)
        size = DOT + (-0.5 if is_current else 1.5)
        corners = ((0, -size), (size, 0), (0, size), (-size, 0))
        painter.setPen(QPen(colour, 1))
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(x + dx, LINE + dy) for dx, dy in corners]))
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.8)
        painter.setFont(font)
        painter.setPen(QColor(colours.dim))
        width = 60.0
        left = max(0.0, min(self.width() - width, x - width / 2))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        if left == 0.0:
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        elif left == self.width() - width:
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(QRectF(left, 0, width, LINE - _CURRENT), flags, "now")
