"""Sheets of a report as PDF and PNG; needs an application, and no screen; on any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QFontInfo, QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgRenderer

from pipeline_browser.report.drawing import document
from pipeline_browser.report.heading import title
from pipeline_browser.report.sheets import A4, SCREEN, sheets

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.report.drawing import Drawing
    from pipeline_browser.report.facts import Report

_SHARP = 2.0  # pixels of an image for one of the sheet
_TALLEST = 16_000  # pixels of an image
_POINTS = 72 / 96  # points of paper for a pixel of the sheet
_DOTS = 1200  # of paper an inch


def png_content(report: Report, *, dark: bool, check: Callable[[], None] = lambda: None) -> bytes:
    """Return the dashboard as a PNG file.

    Args:
        check: raises Cancelled where nobody wants it any more.
    """
    (sheet,) = sheets(report, SCREEN, dark=dark, with_rows=False)
    check()
    scale = min(_SHARP, _TALLEST / sheet.height)
    image = QImage(round(sheet.width * scale), round(sheet.height * scale), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    _paint(painter, sheet, QRectF(image.rect()))
    painter.end()
    check()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # PySide takes a text, its stubs do not
    return bytes(content.data())


def pdf_content(report: Report, *, dark: bool, check: Callable[[], None] = lambda: None) -> bytes:
    """Return the dashboard and the table of runs as a PDF file of A4 pages; arguments as above."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title(report))
    writer.setCreator("Pipeline Browser")
    writer.setResolution(_DOTS)
    pages = sheets(report, A4, dark=dark, with_rows=True)
    size = QSizeF(pages[0].width * _POINTS, pages[0].height * _POINTS)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    painter = QPainter(writer)
    for number, page in enumerate(pages):
        check()
        if number:
            writer.newPage()
        _paint(painter, page, QRectF(0, 0, writer.width(), writer.height()))
    painter.end()
    return bytes(content.data())


def _paint(painter: QPainter, sheet: Drawing, area: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    family = QFontInfo(QGuiApplication.font()).family()
    renderer = QSvgRenderer(QByteArray(document(sheet, family).encode()))
    renderer.render(painter, area)
