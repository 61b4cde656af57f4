"""A chart as an image: title, what the colours mean, figures; without buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pipeline_browser.ui.metrics.charts.chart import Chart
    from pipeline_browser.ui.theme import Theme

SCALE = 2.0  # pixels of the image for one of the window


def image_of(chart: Chart, theme: Theme) -> QImage:
    """Return a chart as it shows, twice as sharp."""
    size = chart.size()
    image = QImage(size * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(QColor(theme.colours.base))
    painter = QPainter(image)
    chart.plot.leaves_window = True
    try:
        _paint(painter, chart, theme)
    finally:
        chart.plot.leaves_window = False
        painter.end()
    return image


def _paint(painter: QPainter, chart: Chart, theme: Theme) -> None:
    title, caption = chart.head.title, chart.head.caption
    line = QRectF(title.mapTo(chart, QPoint(0, 0)), title.size())
    line.setRight(chart.width() - line.left())
    for label, side, colour in (
        (title, Qt.AlignmentFlag.AlignLeft, theme.colours.text),
        (caption, Qt.AlignmentFlag.AlignRight, theme.colours.dim),
    ):
        painter.setFont(label.font())
        painter.setPen(QColor(colour))
        painter.drawText(line, int(side | Qt.AlignmentFlag.AlignVCenter), label.text())
    for part in (chart.note, chart.body):
        QWidget.render(
            part, painter, part.mapTo(chart, QPoint(0, 0)), renderFlags=QWidget.RenderFlag.DrawChildren
        )


def png_of(chart: Chart, theme: Theme) -> bytes:
    """Return the bytes of a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image_of(chart, theme).save(buffer, "PNG")  # type: ignore[call-overload] # Qt takes the name as text
    buffer.close()
    return bytes(data.data())
