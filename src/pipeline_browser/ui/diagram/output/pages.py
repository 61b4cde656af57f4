"""Painting a canvas on pages, of a PDF file or of a printer, a little at each step; see ``painting``."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPen

from pipeline_browser.diagram.export.literal import visible
from pipeline_browser.model.errors import ExportFailed
from pipeline_browser.ui.diagram.output.painting import BUILDING, build, paint_items

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from PySide6.QtGui import QPagedPaintDevice

    from pipeline_browser.diagram.export.paper import Page, Pages
    from pipeline_browser.ui.diagram.output.canvas import Canvas

_POINTS = 72  # an inch
_IN_FULL = 1.0  # on paper everything is drawn: it can be looked at as closely as one likes
_MARK, _AWAY = 8.0, 4.0  # points: how long a mark for cutting is, and how far from the diagram
_LABEL = 8  # points


def set_paper(device: QPagedPaintDevice, pages: Pages) -> None:
    """Let a PDF file have pages of the size that was planned."""
    width, height = pages.paper
    size = QPageSize(QSizeF(width, height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    device.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))


def paint_pages(
    canvas: Canvas,
    device: QPagedPaintDevice,
    pages: Pages,
    title: str,
    dots: float,
    *,
    abort: Callable[[], object] = lambda: None,
) -> Generator[float, None, None]:
    """Paint a canvas page by page.

    Args:
        title: stands with the label below each page of several.
        dots: of the device for an inch; its origin is the corner of the paper.
        abort: called where the work is left before its end, so that what there is of it is thrown away.

    Raises:
        ExportFailed: the device does not take it, such as a printer that is gone.
    """
    yield from build(canvas)
    painter = QPainter()
    if not painter.begin(device):
        raise ExportFailed("The diagram was not drawn", cause="Its device takes no page.")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(dots / _POINTS, dots / _POINTS)
    try:
        for number, page in enumerate(pages.pages):
            if number and not device.newPage():
                raise ExportFailed("The diagram was not drawn", cause="Its device takes no further page.")
            for part in _paint_page(painter, canvas, pages, page, title):
                yield BUILDING + (number + part) / len(pages.pages) * (1 - BUILDING)
    except GeneratorExit:
        abort()
        raise
    finally:
        painter.end()


def _paint_page(
    painter: QPainter, canvas: Canvas, pages: Pages, page: Page, title: str
) -> Generator[float, None, None]:
    painter.save()
    painter.fillRect(QRectF(0, 0, *pages.paper), canvas.look.ink.page)
    painter.setClipRect(QRectF(*page.target))
    painter.translate(page.target.x, page.target.y)
    painter.scale(pages.scale, pages.scale)
    painter.translate(-page.source.x, -page.source.y)
    try:
        yield from paint_items(painter, canvas, page.source, _IN_FULL)
    finally:
        painter.restore()
    if page.label:
        _paint_marks(painter, canvas, page)
        _paint_label(painter, canvas, pages, f"{visible(title)}, {pages.words(page)}")


def _paint_marks(painter: QPainter, canvas: Canvas, page: Page) -> None:
    """Paint where the page is cut before it is glued to the next one, just outside of the diagram."""
    painter.setPen(QPen(canvas.look.ink.dim, 0.5))
    target, (across, down) = page.target, page.cuts
    above, below = target.y - _AWAY, target.y + target.height + _AWAY
    before, after = target.x - _AWAY, target.x + target.width + _AWAY
    for x, (start, end) in product(across, ((above, above - _MARK), (below, below + _MARK))):
        painter.drawLine(QPointF(x, start), QPointF(x, end))
    for y, (start, end) in product(down, ((before, before - _MARK), (after, after + _MARK))):
        painter.drawLine(QPointF(start, y), QPointF(end, y))


def _paint_label(painter: QPainter, canvas: Canvas, pages: Pages, text: str) -> None:
    target = pages.pages[0].target
    font = QFont(canvas.look.text_font)
    font.setPixelSize(_LABEL)
    painter.setFont(font)
    painter.setPen(canvas.look.ink.dim)
    bottom = target.y + target.height
    painter.drawText(QPointF(target.x, bottom + (pages.paper.height - bottom + _LABEL) / 2), text)
