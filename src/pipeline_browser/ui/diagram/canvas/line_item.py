"""The lines of the diagram: one item for each foreign key, and one for what a trunk clears below itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from pipeline_browser.diagram.graph import State
from pipeline_browser.diagram.notation import end_sign
from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.canvas.box_item import NAMES_BELOW
from pipeline_browser.ui.diagram.canvas.item import DiagramItem
from pipeline_browser.ui.diagram.canvas.look import Emphasis
from pipeline_browser.ui.diagram.canvas.paths import rings_path, route_path, strokes_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.diagram.graph import End, Line
    from pipeline_browser.diagram.layout.shapes import Point, Route
    from pipeline_browser.ui.diagram.canvas.look import Ink, Look

_HALO = 7.0
_WIDTH = 1.4
_STRONG = 2.6
_HAPPENED = 2.0  # where something happened to the foreign key
_SPREAD = 8.0  # how far signs reach beyond a route
_ALONE = 0.7  # pixels on the screen that a line far away is wide at least


class LineItem(DiagramItem):
    """One foreign key."""

    def __init__(self, number: int, line: Line, route: Route, parent_end: End, look: Look, z: float) -> None:
        super().__init__(look)
        self.number = number
        self.line = line
        self.route = route
        self.is_raised = False  # drawn over what is not looked at
        self._parent_end = parent_end
        self.path = QPainterPath()
        self._signs = QPainterPath()
        self._rings = QPainterPath()
        self._area = QRectF()
        self.setZValue(z)
        self.follow(route)

    def follow(self, route: Route) -> None:
        """Run along another route."""
        self.prepareGeometryChange()
        self.route = route
        self.path = route_path(route)
        signs = (
            end_sign(self._parent_end, route, at_child=False),
            end_sign(self.line.child_end, route, at_child=True),
        )
        self._signs = strokes_path(stroke for sign in signs for stroke in sign.strokes)
        self._rings = rings_path(signs)
        self._area = _around(route)

    def emphasise(self, emphasis: Emphasis) -> None:
        """Show how much the line is looked at."""
        self.emphasis = emphasis
        self.is_raised = emphasis in {Emphasis.NEAR, Emphasis.HOVERED, Emphasis.SELECTED}

    def distance(self, point: Point) -> float:
        """Return how far a place is from the line."""
        return min(_from_leg(point, a, b) for a, b in zip(self.route, self.route[1:], strict=False))

    @override
    def boundingRect(self) -> QRectF:
        return self._area

    @override
    def draw(self, painter: QPainter, scale: float, exposed: QRectF, *, alike: bool) -> None:
        pen = self._pen(scale, Emphasis.PLAIN if alike else self.emphasis)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(self.path)
        if scale < NAMES_BELOW:
            return
        pen.setStyle(Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.drawPath(self._signs)
        painter.setBrush(self.look.ink.page)
        painter.drawPath(self._rings)

    def _pen(self, scale: float, emphasis: Emphasis) -> QPen:
        ink = self.look.ink_for(emphasis)
        strong = emphasis in {Emphasis.HOVERED, Emphasis.SELECTED}
        state = self.line.state
        width = _STRONG if strong else _WIDTH if state is State.SAME else _HAPPENED
        pen = QPen(self._colour(ink, emphasis), max(width, _ALONE / scale))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if self.line.problem:
            pen.setDashPattern([4, 3])
        elif state is State.REMOVED:
            pen.setDashPattern([2, 3])
        return pen

    def _colour(self, ink: Ink, emphasis: Emphasis) -> QColor:
        if emphasis not in {Emphasis.PLAIN, Emphasis.DIMMED} and not self.line.problem:
            return ink.accent
        if self.line.state is not State.SAME:
            return ink.of_state(self.line.state)
        return ink.problem if self.line.problem else ink.line


class HaloItem(DiagramItem):
    """Clears a gap in the lines that a trunk crosses, and none in the trunk itself."""

    def __init__(self, lines: Sequence[LineItem], look: Look, z: float) -> None:
        super().__init__(look)
        self._lines = tuple(lines)
        self._area = QRectF()
        self.setZValue(z)
        self.follow()

    def follow(self) -> None:
        """Lie where the lines run now."""
        self.prepareGeometryChange()
        self._area = QRectF()
        for line in self._lines:
            self._area = self._area.united(line.boundingRect())

    @override
    def boundingRect(self) -> QRectF:
        return self._area

    @override
    def draw(self, painter: QPainter, scale: float, exposed: QRectF, *, alike: bool) -> None:
        if scale < NAMES_BELOW:
            return
        pen = QPen(self.look.ink.page, _HALO)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        for line in self._lines:
            if line.boundingRect().intersects(exposed):
                painter.drawPath(line.path)


def _around(route: Route) -> QRectF:
    xs, ys = [point.x for point in route], [point.y for point in route]
    area = QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return area.adjusted(-_SPREAD, -_SPREAD, _SPREAD, _SPREAD)


def _from_leg(point: Point, a: Point, b: Point) -> float:
    """Return the distance from a leg that is horizontal or vertical."""
    across = max(min(a.x, b.x) - point.x, 0.0, point.x - max(a.x, b.x))
    down = max(min(a.y, b.y) - point.y, 0.0, point.y - max(a.y, b.y))
    return float(max(across, down))
