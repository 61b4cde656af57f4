"""The stops of the track as a picture that is painted once, since there may be a thousand of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from pipeline_browser.diagram.comparing.timeline import StopKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.diagram.comparing.timeline import Stop, Timeline
    from pipeline_browser.ui.diagram.time.track import Track
    from pipeline_browser.ui.theme import Theme

MARGIN = 12  # pixels left and right, so that the ends are whole
LINE = 24  # pixels from the top to the line
DOT = 4.5  # radius
_TICK = 4.0  # half its length
_ROOMY, _TIGHT = 14.0, 5.0  # pixels from stop to stop: for dots, and for ticks


class StopsLayer:
    """Keeps the picture of the line and its stops for one timeline, size and scheme of colours."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._picture = QPixmap()
        self._timeline: Timeline | None = None
        self._painted_for: object = None

    def picture(self, track: Track, timeline: Timeline) -> QPixmap:
        """Return the picture for a track as it is now."""
        wanted = (track.size(), track.devicePixelRatioF(), self._theme.colours)
        if timeline is not self._timeline or wanted != self._painted_for:
            self._timeline, self._painted_for = timeline, wanted
            self._picture = self._painted(track, timeline)
        return self._picture

    def _painted(self, track: Track, timeline: Timeline) -> QPixmap:
        scale = track.devicePixelRatioF()
        picture = QPixmap(track.size() * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter, track, timeline)
        for number, stop in _worth_a_mark(timeline, track.apart):
            self._paint_stop(painter, QPointF(track.place_of(number), LINE), stop, track.apart)
        painter.end()
        return picture

    def _paint_line(self, painter: QPainter, track: Track, timeline: Timeline) -> None:
        """Draw what is applied as a solid line, what is pending as a broken one."""
        applied = [n for n, stop in enumerate(timeline.stops) if stop.kind is not StopKind.PENDING]
        end = track.place_of(applied[-1]) if applied else MARGIN
        painter.setPen(QPen(QColor(self._theme.colours.dim), 2))
        painter.drawLine(QPointF(MARGIN, LINE), QPointF(end, LINE))
        painter.setPen(QPen(QColor(self._theme.colours.outline), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(end, LINE), QPointF(track.width() - MARGIN, LINE))

    def _paint_stop(self, painter: QPainter, at: QPointF, stop: Stop, apart: float) -> None:
        colours = self._theme.colours
        colour = QColor(colours.bad.text if stop.failure else colours.dim)
        if stop.failure:
            painter.setPen(QPen(colour, 2))
            for rise in (-DOT, DOT):
                painter.drawLine(at + QPointF(-DOT, rise), at + QPointF(DOT, -rise))
        elif apart >= _ROOMY:
            painter.setPen(QPen(QColor(colours.warning.text) if stop.is_modified else colour, 1.6))
            painter.setBrush(QColor(colours.raised) if stop.kind is StopKind.PENDING else colour)
            painter.drawEllipse(at, DOT, DOT)
        else:
            painter.setPen(QPen(colour, 1))
            painter.drawLine(at - QPointF(0, _TICK), at + QPointF(0, _TICK))


def _worth_a_mark(timeline: Timeline, apart: float) -> Iterator[tuple[int, Stop]]:
    """Yield the stops that have room for a mark of their own, and those that fail."""
    step = 1 if apart >= _TIGHT else max(1, round(_TIGHT / max(apart, 0.01)))
    for number, stop in enumerate(timeline.stops):
        if stop.kind is not StopKind.NOW and (stop.failure or number % step == 0):
            yield number, stop
