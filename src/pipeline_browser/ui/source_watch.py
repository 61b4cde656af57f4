"""Notices that somebody edits the migrations beside the window, in an editor say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pipeline_browser.ui import database_jobs as jobs

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.migrations.source_watch import FolderStamp
    from pipeline_browser.ui.background import Worker

WATCH = 750  # milliseconds between two looks: with the reading itself, an edit shows within a second


class SourceWatch(QObject):
    """Looks at one folder again and again, on the worker, while nothing else runs there.

    Signals:
        edited: a file came, went or changed since the last look.
    """

    edited = Signal()

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._folder: Path | None = None
        self._stamp: FolderStamp | None = None
        self._is_known = False
        self._timer = QTimer(self)
        self._timer.setInterval(WATCH)
        self._timer.timeout.connect(self._look)

    def follow(self, folder: Path | None) -> None:
        """Watch a folder; None ends it."""
        if folder == self._folder:
            return
        self._folder, self._is_known = folder, False
        if folder is None:
            self._timer.stop()
        else:
            self._timer.start()
            self._look()

    @Slot()
    def _look(self) -> None:
        if self._folder is None or self._worker.busy:
            return
        work = partial(jobs.source_stamp, self._folder)
        self._worker.run(work, "Watching the migrations", quiet=True).finished.connect(self._compare)

    @Slot(object)
    def _compare(self, found: tuple[Path, FolderStamp | None]) -> None:
        folder, stamp = found
        if folder != self._folder:
            return
        was_known, before = self._is_known, self._stamp
        self._is_known, self._stamp = True, stamp
        if was_known and stamp != before:
            self.edited.emit()
