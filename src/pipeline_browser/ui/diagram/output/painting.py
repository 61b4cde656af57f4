"""Painting a canvas on an image, a little at each step, so that a window can go on in between.

Each step yields the part of the work that is done, 0 to 1.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from pipeline_browser.ui.diagram.canvas.sheet import draw_item

if TYPE_CHECKING:
    from collections.abc import Generator

    from pipeline_browser.diagram.export.composition import Area
    from pipeline_browser.ui.diagram.output.canvas import Canvas

_MOST_PIXELS = 100_000_000  # about 400 MB of memory while it is drawn
_BAND = 4_000_000  # pixels that are filled in a few milliseconds
_LONGEST_SIDE = 32_000  # as far as Qt paints
_DOTS = 96 / 0.0254  # a metre, at scale 1
BUILDING = 0.1  # the part of the work


def largest_scale(area: Area, most: int = _MOST_PIXELS) -> float:
    """Return how many pixels of an image there may be for one of the diagram.

    Args:
        most: pixels of the whole image.
    """
    pixels = max(1.0, area.width * area.height)
    return min(math.sqrt(most / pixels), _LONGEST_SIDE / max(area.width, area.height, 1.0))


def image_size(area: Area, scale: float) -> tuple[int, int]:
    """Return the width and the height of an image in pixels."""
    return max(1, round(area.width * scale)), max(1, round(area.height * scale))


def image_for(canvas: Canvas, scale: float) -> QImage:
    """Return an image that nothing was painted on, not even its page.

    Args:
        scale: at most ``largest_scale``.
    """
    image = QImage(*image_size(canvas.area, scale), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(_DOTS * scale))
    image.setDotsPerMeterY(round(_DOTS * scale))
    return image


def paint_image(canvas: Canvas, image: QImage, scale: float) -> Generator[float, None, None]:
    """Paint all of a canvas on its image."""
    yield from build(canvas)
    painter = QPainter(image)
    try:
        for band in _bands(image):
            painter.fillRect(band, canvas.look.ink.page)
            yield BUILDING
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        painter.translate(-canvas.area.x, -canvas.area.y)
        for part in paint_items(painter, canvas, canvas.area, scale):
            yield BUILDING + part * (1 - BUILDING)
    finally:
        painter.end()


def _bands(image: QImage) -> Generator[QRect, None, None]:
    """Yield parts of an image from the top down: touching all of its memory at once takes too long."""
    height = max(1, _BAND // image.width())
    for top in range(0, image.height(), height):
        yield QRect(0, top, image.width(), height)


def build(canvas: Canvas) -> Generator[float, None, None]:
    """Build what is to be painted."""
    for _ in canvas.build_steps():
        yield 0.0


def paint_items(painter: QPainter, canvas: Canvas, area: Area, scale: float) -> Generator[float, None, None]:
    """Paint what lies in an area, in the diagram's own coordinates; ``scale`` decides how much detail."""
    items = canvas.items(area)
    within = QRectF(*area)
    for number, item in enumerate(items):
        draw_item(painter, item, scale, within, alike=True)
        yield (number + 1) / len(items)
