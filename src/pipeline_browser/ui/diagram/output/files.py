"""The content of PNG and PDF files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPdfWriter

from pipeline_browser.ui.diagram.output.pages import paint_pages, set_paper

if TYPE_CHECKING:
    from collections.abc import Generator

    from PySide6.QtGui import QImage

    from pipeline_browser.diagram.export.paper import Pages
    from pipeline_browser.ui.diagram.output.canvas import Canvas

_DOTS = 1200  # an inch: nothing is rounded that one could see


def png_content(image: QImage) -> bytes:
    """Return an image as the content of a PNG file; any thread may do that."""
    content, buffer = _buffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # a name, which PySide takes as text
    return bytes(content.data())


class PdfFile:
    """A PDF file in memory."""

    def __init__(self, pages: Pages, title: str) -> None:
        self._content, self._buffer = _buffer()
        self._writer = QPdfWriter(self._buffer)
        self._writer.setTitle(title)
        self._writer.setCreator("Pipeline Browser")
        self._writer.setResolution(_DOTS)
        set_paper(self._writer, pages)
        self._pages = pages
        self._title = title

    def paint(self, canvas: Canvas) -> Generator[float, None, None]:
        """Paint a canvas on the pages, a little at each step; see ``paint_pages``."""
        return paint_pages(canvas, self._writer, self._pages, self._title, _DOTS)

    def content(self) -> bytes:
        """Return the file, once it is painted."""
        return bytes(self._content.data())


def _buffer() -> tuple[QByteArray, QBuffer]:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return content, buffer
