"""Routes, signs and icons of the diagram as Qt's paths."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from pipeline_browser.diagram.notation import corners

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_browser.diagram.layout.shapes import Route
    from pipeline_browser.diagram.notation import Sign

ROUND = 6.0  # of a box's corners
ICON = 12.0  # pixels that an icon is drawn on


def route_path(route: Route) -> QPainterPath:
    """Return a route with round corners."""
    path = QPainterPath(QPointF(*route[0]))
    for bend in corners(route):
        path.lineTo(QPointF(*bend.before))
        path.quadTo(QPointF(*bend.at), QPointF(*bend.after))
    path.lineTo(QPointF(*route[-1]))
    return path


def strokes_path(strokes: Iterable[Sequence[tuple[float, float]]]) -> QPainterPath:
    """Return open strokes, each through its points."""
    path = QPainterPath()
    for points in strokes:
        path.moveTo(QPointF(*points[0]))
        for point in points[1:]:
            path.lineTo(QPointF(*point))
    return path


def rings_path(signs: Iterable[Sign]) -> QPainterPath:
    """Return the rings of signs."""
    path = QPainterPath()
    for sign in signs:
        for ring in sign.rings:
            path.addEllipse(QPointF(*ring), sign.radius, sign.radius)
    return path


@lru_cache(maxsize=2048)
def header_path(width: float, height: float, *, alone: bool) -> QPainterPath:
    """Return the area behind a box's name: round above, and below too where nothing follows.

    It is shared, never to be changed: making it is a fifth of the time that a picture takes to build.
    """
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(QRectF(0, 0, width, height), ROUND, ROUND)
    if not alone:
        path.addRect(QRectF(0, height / 2, width, height / 2))
    return path


def key_icon() -> QPainterPath:
    """Return the mark of a primary key."""
    bow = QPainterPath()
    bow.addEllipse(QPointF(8, 4), 3, 3)
    hole = QPainterPath()
    hole.addEllipse(QPointF(8.8, 3.3), 1, 1)
    shaft = _polygon(
        (3.9, 5), (0, 8.9), (0, 11), (2.2, 11), (2.2, 9.4), (3.6, 9.4), (3.6, 8), (5, 8), (5, 6.6), (6.4, 5.2)
    )
    return bow.united(shaft).subtracted(hole)


def reference_icon() -> QPainterPath:
    """Return the mark of a foreign key: an arrow into a box."""
    path = _polygon(
        (5.5, 0), (12, 0), (12, 12), (5.5, 12), (5.5, 10.5), (10.5, 10.5), (10.5, 1.5), (5.5, 1.5)
    )
    path.addPath(
        _polygon(
            (0, 5.2),
            (5.2, 5.2),
            (3.4, 3.4),
            (4.5, 2.3),
            (8.2, 6),
            (4.5, 9.7),
            (3.4, 8.6),
            (5.2, 6.8),
            (0, 6.8),
        )
    )
    return path


def _polygon(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(*point) for point in points]))
    path.closeSubpath()
    return path
