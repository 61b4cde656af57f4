"""A chart as an image or a drawing, as it shows: title, what the colours mean, figures; without buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintDevice

    from pipeline_browser.ui.metrics.charts.chart import Chart
    from pipeline_browser.ui.theme import Theme

SCALE = 2.0  # pixels of the image for one of the window


def image_of(chart: Chart, theme: Theme) -> QImage:
    """Return a chart as it shows, twice as sharp."""
    image = QImage(chart.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    _paint(image, chart, theme)
    return image


def svg_of(chart: Chart, theme: Theme) -> bytes:
    """Return the bytes of an SVG file, of the chart as it shows."""
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(chart.kind.title)
    generator.setDescription(chart.kind.explanation)
    generator.setSize(chart.size())
    generator.setViewBox(chart.rect())
    generator.setResolution(chart.logicalDpiX())  # else words are larger than their places
    _paint(generator, chart, theme)
    return bytes(data.data())


def _paint(device: QPaintDevice, chart: Chart, theme: Theme) -> None:
    painter = QPainter(device)
    chart.plot.set_leaving(leaving=True)
    try:
        painter.fillRect(chart.rect(), QColor(theme.colours.base))
        _paint_words(painter, chart, theme)
        for part in (chart.note, chart.body):
            place = part.mapTo(chart, QPoint(0, 0))
            QWidget.render(part, painter, place, renderFlags=QWidget.RenderFlag.DrawChildren)
    finally:
        chart.plot.set_leaving(leaving=False)
        painter.end()


def _paint_words(painter: QPainter, chart: Chart, theme: Theme) -> None:
    title, caption = chart.head.title, chart.head.caption
    line = QRectF(title.mapTo(chart, QPoint(0, 0)), title.size())
    line.setRight(chart.width() - line.left())
    for words, font, side, colour in (
        (title.text(), title.font(), Qt.AlignmentFlag.AlignLeft, theme.colours.text),
        (caption.whole_text, caption.font(), Qt.AlignmentFlag.AlignRight, theme.colours.dim),
    ):
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(line, int(side | Qt.AlignmentFlag.AlignVCenter), words)


def png_of(chart: Chart, theme: Theme) -> bytes:
    """Return the bytes of a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image_of(chart, theme).save(buffer, "PNG")  # type: ignore[call-overload] # Qt takes the name as text
    buffer.close()
    return bytes(data.data())
