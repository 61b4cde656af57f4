"""Long work in the window's thread, done a little at a time between what the person does."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pipeline_browser.model.errors import PipelineBrowserError

if TYPE_CHECKING:
    from collections.abc import Generator

_SLICE = 0.012  # seconds


class Steps(QObject):
    """Runs a generator that yields the part of the work that is done; it deletes itself afterwards.

    Signals:
        progressed: 0 to 1.
        finished: all is done.
        failed: a PipelineBrowserError.
    """

    progressed = Signal(float)
    finished = Signal()
    failed = Signal(object)

    def __init__(self, work: Generator[float, None, None], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._go_on)
        self._soon.start()

    @Slot()
    def stop(self) -> None:
        """Leave the work as it is; nothing is told any more."""
        self._soon.stop()
        self._work.close()
        self.deleteLater()

    @Slot()
    def _go_on(self) -> None:
        until = perf_counter() + _SLICE
        part = 0.0
        try:
            while perf_counter() < until:
                part = next(self._work)
        except StopIteration:
            self.stop()
            self.finished.emit()
        except PipelineBrowserError as error:
            self.stop()
            self.failed.emit(error)
        else:
            self.progressed.emit(part)
