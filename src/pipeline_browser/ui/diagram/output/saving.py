"""Saving the diagram: painted a little at a time, written by a worker, an older file kept until then."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.diagram.export.formats import Format
from pipeline_browser.model.errors import ExportFailed
from pipeline_browser.model.files.exported_file import refuse_database, write_file
from pipeline_browser.ui.diagram.output.files import PdfFile, png_content
from pipeline_browser.ui.diagram.output.painting import image_for, largest_scale, paint_image
from pipeline_browser.ui.diagram.output.progress import show_progress
from pipeline_browser.ui.diagram.output.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.ui.background import Progress, Worker
    from pipeline_browser.ui.diagram.output.order import Order


class Saver(QObject):
    """Writes files.

    Signals:
        saved: the Path that was written.
        failed: an ExportFailed.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._worker = worker
        self._window = window

    def save(self, path: Path, order: Order) -> None:
        """Write a file in the format that its suffix says; ``saved`` or ``failed`` follows."""
        try:
            format_ = _format_of(path)
            refuse_database(path, order.location)
        except ExportFailed as error:
            self.failed.emit(error)
            return
        order = replace(order, options=replace(order.options, format=format_))
        if format_ is Format.PNG:
            self._save_png(path, order)
        elif format_ is Format.PDF:
            self._save_pdf(path, order)
        else:
            self.write(path, partial(_encoded, order.for_another_thread()))

    def _save_png(self, path: Path, order: Order) -> None:
        canvas = order.canvas(on_paper=False)
        scale = min(order.options.scale, largest_scale(canvas.area))
        image = image_for(canvas, scale)
        self._paint(paint_image(canvas, image, scale), path, partial(png_content, image))

    def _save_pdf(self, path: Path, order: Order) -> None:
        canvas = order.canvas(on_paper=True)
        file = PdfFile(order.options.paper.pages(canvas.area), order.title)
        self._paint(file.paint(canvas), path, file.content)

    def _paint(self, work: Generator[float, None, None], path: Path, content: Callable[[], bytes]) -> None:
        steps = Steps(work, self)
        _Writing(self, steps, path, content)
        steps.failed.connect(self.failed)
        show_progress(steps, "Export diagram", self._window)

    def write(self, path: Path, content: Callable[[], bytes]) -> None:
        """Write a file whose content a worker makes; ``saved`` or ``failed`` follows."""
        job = self._worker.run(partial(_write, path, content), "Saving the diagram", quiet=True)
        job.finished.connect(self.saved)
        job.failed.connect(self.failed)


class _Writing(QObject):
    """Writes what was painted, when it is."""

    def __init__(self, saver: Saver, steps: Steps, path: Path, content: Callable[[], bytes]) -> None:
        super().__init__(steps)
        self._saver = saver
        self._path = path
        self._content = content
        steps.finished.connect(self._write)

    @Slot()
    def _write(self) -> None:
        self._saver.write(self._path, self._content)


def _format_of(path: Path) -> Format:
    format_ = Format.of(path.suffix) if path.suffix else None
    if format_ is None:
        known = ", ".join(f".{each.value}" for each in Format)
        raise ExportFailed(
            f"{path} was not written",
            path=path,
            cause="Its name does not say which format.",
            remedy=f"End it with {known}.",
        )
    return format_


def _encoded(order: Order) -> bytes:
    return order.text().encode()


def _write(path: Path, content: Callable[[], bytes], _: Progress, __: Cancellation) -> Path:
    write_file(path, content())
    return path
