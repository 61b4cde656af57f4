"""A sample database for looking around: its plan is shown like any other's, then its rows are filled in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import parse_location
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

    def open(self, path: Path) -> None:
        """Open the sample that is kept under this path; where there is none yet, create it."""
        if path.exists():
            self._open(parse_location(path))
        else:
            self._create(parse_location(path))

    def open_new(self, folder: Path) -> None:
        """Create another sample in the folder and open it."""
        self._create(new_sample_location(folder))

    def _create(self, location: Location) -> None:
        # Empty, so that all migrations are pending and the plan shows.
        work = partial(_create_empty, location)
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
            job = self._session.submit(_fill_if_empty, "Filling in the sample", refresh=True)
            job.finished.connect(self._tell)
            job.failed.connect(self.failed)

    @Slot(object)
    def _tell(self, counts: SampleCounts | None) -> None:
        if counts is not None:
            self.filled.emit(counts)


def _create_empty(location: Location, progress: Progress, cancellation: Cancellation) -> Location:
    Database.create(location, make_parents=True).close()
    return location


def _fill_if_empty(database: Database, progress: Progress, cancellation: Cancellation) -> SampleCounts | None:
    """Fill a sample, unless its rows are there already, as edited as they may be."""
    if database.read_only or database.query("SELECT 1 FROM pipelines LIMIT 1"):
        return None
    return fill_sample(database)
