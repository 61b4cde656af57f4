"""How large, and where in a view, something is shown so that all of it is seen and nothing lies over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST, MOST = 0.02, 4.0  # scales that a view goes to
_MARGIN = 32.0  # pixels on the screen around what is fitted
_NEARLY = 0.5  # of the scale it could have: something is rather covered in part than made smaller than that


class Fit(NamedTuple):
    """A scale, and the place in the view where the middle comes to stand."""

    scale: float
    centre: QPointF


def fitted(size: QSizeF, view: QRectF, corner: QSizeF, most: float) -> Fit:
    """Return how something of the scene is shown as large as it fits.

    Args:
        size: of what is shown.
        view: the part of the view that is free.
        corner: of it, at the bottom left, that something lies over; empty where nothing does.
        most: the largest scale.
    """
    best = _fit(size, view, most)
    if corner.isEmpty() or not _shown(size, best).intersects(_in_corner(view, corner)):
        return best
    beside = max((_fit(size, room, most) for room in _rooms(view, corner)), key=lambda fit: fit.scale)
    return beside if beside.scale > _NEARLY * best.scale else best


def brought(area: QRectF, view: QRectF, scale: float) -> QPointF:
    """Return the place of the scene that belongs into the middle of a view, so that an area of it is seen.

    Of an area that is larger than the view, the beginning is seen.
    """
    width, height = view.width() / scale - 2 * _MARGIN, view.height() / scale - 2 * _MARGIN
    x = area.center().x() if area.width() <= width else area.left() + width / 2
    y = area.center().y() if area.height() <= height else area.top() + height / 2
    return QPointF(x, y)


def _fit(size: QSizeF, room: QRectF, most: float) -> Fit:
    across = (room.width() - 2 * _MARGIN) / size.width()
    down = (room.height() - 2 * _MARGIN) / size.height()
    return Fit(max(LEAST, min(across, down, most)), room.center())


def _shown(size: QSizeF, fit: Fit) -> QRectF:
    area = QRectF(QPointF(), size * fit.scale)
    area.moveCenter(fit.centre)
    return area


def _in_corner(view: QRectF, corner: QSizeF) -> QRectF:
    area = QRectF(QPointF(), corner)
    area.moveBottomLeft(view.bottomLeft())
    return area


def _rooms(view: QRectF, corner: QSizeF) -> Iterator[QRectF]:
    """Yield what is beside the corner, and what is above it."""
    yield view.adjusted(corner.width(), 0, 0, 0)
    yield view.adjusted(0, 0, 0, -corner.height())
