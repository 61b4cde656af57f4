"""Printing: through the system's dialog, on the paper that is chosen there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from pipeline_browser.diagram.export.options import ON_PRINTER
from pipeline_browser.diagram.export.paper import Turn
from pipeline_browser.diagram.export.paper_choice import PaperChoice, Spread
from tests.ui.diagram.output.asking import open_dialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.diagram.tab import DiagramTab


def printer_into(file: Path, size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(size))
    return printer


def pages(pdf: Path) -> list[tuple[int, int]]:
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf.read_bytes())
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def test_paper_is_that_of_the_printer_and_lies_as_the_diagram_does(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path
) -> None:
    order = tab.output.order()
    assert order is not None
    printer = printer_into(tmp_path / "p.pdf", QPageSize.PageSizeId.A5)
    with qtbot.waitSignal(tab.exporting.printing.printed) as printed:
        tab.exporting.printing.print_on(printer, order.with_options(ON_PRINTER))
    assert printed.args == [1]
    assert pages(tmp_path / "p.pdf") == [(595, 420) if order.area.width > order.area.height else (420, 595)]


def test_a_large_diagram_is_printed_on_several_pages(qtbot: QtBot, tab: DiagramTab, tmp_path: Path) -> None:
    order = tab.output.order()
    assert order is not None
    paper = PaperChoice(Spread.TILED, turn=Turn.PORTRAIT, scale=3.0)
    printer = printer_into(tmp_path / "p.pdf")
    with qtbot.waitSignal(tab.exporting.printing.printed) as printed:
        tab.exporting.printing.print_on(printer, order.with_options(replace(ON_PRINTER, paper=paper)))
    assert printed.args[0] > 3
    assert pages(tmp_path / "p.pdf") == [(595, 842)] * printed.args[0]
    assert tab.strip.text() == f"Printed {printed.args[0]} pages"


def test_print_asks_about_pages_and_then_about_the_printer(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path
) -> None:
    dialog = open_dialog(qtbot, tab, "print_diagram")
    assert dialog.formats.isHidden()
    dialog.form.turn.choose(Turn.LANDSCAPE)
    dialog.decide.click()
    system = tab.window().findChild(QPrintDialog)
    assert system is not None
    printer = system.printer()
    assert printer.pageLayout().orientation() is QPageLayout.Orientation.Landscape
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    with qtbot.waitSignal(tab.exporting.printing.printed):
        system.accepted.emit(printer)
    assert pages(tmp_path / "p.pdf") == [(842, 595)]
    system.close()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told(qtbot: QtBot, tab: DiagramTab, tmp_path: Path) -> None:
    order = tab.output.order()
    assert order is not None
    printer = printer_into(tmp_path / "gone" / "p.pdf")
    with qtbot.waitSignal(tab.exporting.failed) as failed:
        tab.exporting.printing.print_on(printer, order.with_options(ON_PRINTER))
    assert failed.args[0].summary == "The diagram was not drawn"
