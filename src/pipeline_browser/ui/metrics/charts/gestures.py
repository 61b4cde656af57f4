"""What a press of the pointer becomes: a click, a range that is brushed, figures that are moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt

from pipeline_browser.ui.metrics.charts.picture import Area

if TYPE_CHECKING:
    from pipeline_browser.ui.metrics.charts.frame import Frame

STILL = 4.0  # pixels that a hand moves without meaning it


class Ground(Protocol):
    """What gestures work on."""

    @property
    def frame(self) -> Frame:
        """What is seen."""
        ...

    def show_brush(self, low: float, high: float) -> None:
        """Show a range of places."""
        ...

    def take_brush(self) -> None:
        """The range is meant."""
        ...

    def drop_brush(self) -> None:
        """The range is not meant."""
        ...

    def show_area(self, area: Area) -> None:
        """Show other places."""
        ...


class Brushing:
    """A range of x that follows the pointer."""

    cursor = Qt.CursorShape.SplitHCursor

    def __init__(self, ground: Ground, start: QPointF) -> None:
        self._ground = ground
        self._start = ground.frame.x_at(start.x())

    def move(self, at: QPointF) -> None:
        """Reach to where the pointer is."""
        frame = self._ground.frame
        here = frame.x_at(min(max(at.x(), 0.0), frame.width))
        self._ground.show_brush(min(self._start, here), max(self._start, here))

    def end(self, at: QPointF) -> None:
        """The range is meant as it is."""
        self.move(at)
        self._ground.take_brush()

    def cancel(self) -> None:
        """It was not meant."""
        self._ground.drop_brush()


class Moving:
    """Figures that follow the pointer."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, ground: Ground, start: QPointF, *, down: bool) -> None:
        self._ground = ground
        self._start = start
        self._frame = ground.frame
        self._down = down

    def move(self, at: QPointF) -> None:
        """Keep below the pointer what was there."""
        frame, area = self._frame, self._frame.area
        across = frame.x_at(self._start.x()) - frame.x_at(at.x())
        down = frame.y_at(self._start.y()) - frame.y_at(at.y()) if self._down else 0.0
        self._ground.show_area(
            Area(area.left + across, area.right + across, area.bottom + down, area.top + down)
        )

    def end(self, at: QPointF) -> None:
        """Leave them there."""
        self.move(at)

    def cancel(self) -> None:
        """Put them back."""
        self._ground.show_area(self._frame.area)


Gesture = Brushing | Moving
