"""A sample database for looking around: its plan is shown like any other's, then its rows are filled in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.database import Database
from pipeline_browser.model.sample import SampleCounts, fill_sample, new_sample_location

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.location import Location
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState


class SampleGuide(QObject):
    """Creates samples for one session.

    Signals:
        filled: SampleCounts, when the rows are there.
        failed: a PipelineBrowserError; the sample stays as it is.
    """

    filled = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: Location | None = None
        session.changed.connect(self._fill_once_migrated)

    def open_new(self, folder: Path) -> None:
        """Create an empty sample in the folder and open it: all migrations are pending, so the plan shows."""
        work = partial(_create_empty, folder)
        job = self._session.worker.run(work, "Creating the sample")
        job.finished.connect(self._open)
        job.failed.connect(self.failed)

    @Slot(object)
    def _open(self, location: Location) -> None:
        self._waiting = location
        self._session.open(location)

    @Slot(object)
    def _fill_once_migrated(self, state: DatabaseState | None) -> None:
        if self._waiting is None or state is None or state.location.path != self._waiting.path:
            return
        if state.up_to_date:
            self._waiting = None
            job = self._session.submit(_fill, "Filling in the sample", refresh=True)
            job.finished.connect(self.filled)
            job.failed.connect(self.failed)


def _create_empty(folder: Path, progress: Progress, cancellation: Cancellation) -> Location:
    location = new_sample_location(folder)
    Database.create(location, make_parents=True).close()
    return location


def _fill(database: Database, progress: Progress, cancellation: Cancellation) -> SampleCounts:
    return fill_sample(database)
