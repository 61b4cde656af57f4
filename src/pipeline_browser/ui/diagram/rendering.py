"""The scene as a picture: an image, a PNG file, a PDF page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter

if TYPE_CHECKING:
    from pipeline_browser.ui.diagram.scene import DiagramScene

MARGIN = 32.0  # around everything
SHARP = 2.0  # pixels of an image for one of the scene
_MOST_PIXELS = 60_000_000  # about 240 MB of memory while it is drawn
_WIDEST_PAGE = 14_400.0  # points, by PDF's own limit
_DOTS = 144  # an inch


def image_of(scene: DiagramScene, scale: float = SHARP) -> QImage:
    """Return all of the scene on its page; smaller than asked for where it would not fit into memory."""
    area = _area(scene)
    scale = min(scale, math.sqrt(_MOST_PIXELS / max(1.0, area.width() * area.height())))
    size = (area.size() * scale).toSize()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(scene.look.ink.page)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene.render(painter, QRectF(image.rect()), area)
    painter.end()
    return image


def png_of(scene: DiagramScene) -> bytes:
    """Return the scene as the content of a PNG file."""
    content, buffer = _buffer()
    image_of(scene).save(buffer, "PNG")  # type: ignore[call-overload]  # a name, which PySide takes as text
    return bytes(content.data())


def pdf_of(scene: DiagramScene, title: str) -> bytes:
    """Return the scene as the content of a PDF file with one page that fits it."""
    area = _area(scene)
    shrunk = min(1.0, _WIDEST_PAGE / max(area.width(), area.height(), 1.0))
    content, buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(area.size() * shrunk, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    page = QRectF(0, 0, writer.width(), writer.height())
    painter.fillRect(page, scene.look.ink.page)
    scene.render(painter, page, area)
    painter.end()
    return bytes(content.data())


def _area(scene: DiagramScene) -> QRectF:
    scene.build_rest()
    area = scene.content().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    return QRectF(area.topLeft(), QSizeF(max(1.0, area.width()), max(1.0, area.height())))


def _buffer() -> tuple[QByteArray, QBuffer]:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return content, buffer
