"""Printing the diagram through the system's dialog; what prints is imported when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QSizeF, Signal, Slot
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWidgets import QDialog

from pipeline_browser.diagram.export.literal import visible
from pipeline_browser.diagram.layout.shapes import Size
from pipeline_browser.ui.diagram.output.pages import paint_pages
from pipeline_browser.ui.diagram.output.progress import show_progress
from pipeline_browser.ui.diagram.output.steps import Steps

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.diagram.export.paper import Pages
    from pipeline_browser.ui.diagram.output.order import Order


class Printing(QObject):
    """Prints diagrams.

    Signals:
        printed: on how many pages.
        failed: an ExportFailed.
    """

    printed = Signal(int)
    failed = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._order: Order | None = None
        self._printer: QPrinter | None = None

    def ask(self, order: Order) -> None:
        """Let somebody choose a printer, and print."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - rarely needed

        self._order = order
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(visible(order.title))
        self._printer.setFullPage(True)
        self._printer.setPageLayout(_layout(order.options.paper.pages(order.area)))
        dialog = QPrintDialog(self._printer, self._window)
        dialog.setWindowTitle("Print diagram")
        dialog.accepted.connect(self._print)
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # the stubs know another one alone

    @Slot()
    def _print(self) -> None:
        if self._order is not None and self._printer is not None:
            self.print_on(self._printer, self._order)

    def print_on(self, printer: QPrinter, order: Order) -> None:
        """Print on the paper that a printer is set to; ``printed`` or ``failed`` follows."""
        paper = printer.pageLayout().fullRect(QPageLayout.Unit.Point).size()
        canvas = order.canvas(on_paper=True)
        pages = order.options.paper.pages(canvas.area, Size(paper.width(), paper.height()))
        width, height = pages.paper
        if (width > height) != (paper.width() > paper.height()):
            printer.setPageOrientation(_turned(printer.pageLayout().orientation()))
        dots = printer.resolution()
        work = paint_pages(canvas, printer, pages, order.title, dots, abort=printer.abort)
        steps = Steps(work, self)
        _Telling(self, steps, len(pages.pages))
        steps.failed.connect(self.failed)
        show_progress(steps, "Print diagram", self._window)


class _Telling(QObject):
    """Tells when all pages are printed."""

    def __init__(self, printing: Printing, steps: Steps, pages: int) -> None:
        super().__init__(steps)
        self._printing = printing
        self._pages = pages
        steps.finished.connect(self._tell)

    @Slot()
    def _tell(self) -> None:
        self._printing.printed.emit(self._pages)


def _layout(pages: Pages) -> QPageLayout:
    upright = QSizeF(min(pages.paper), max(pages.paper))
    size = QPageSize(upright, QPageSize.Unit.Point)
    way = QPageLayout.Orientation.Landscape if pages.is_landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF(0, 0, 0, 0))


def _turned(way: QPageLayout.Orientation) -> QPageLayout.Orientation:
    portrait = QPageLayout.Orientation.Portrait
    return QPageLayout.Orientation.Landscape if way is portrait else portrait
