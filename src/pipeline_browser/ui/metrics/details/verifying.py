"""Choosing a file and comparing it with the checksums of a run, on a worker of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.model.metrics.verification import Verification, verify_file
from pipeline_browser.ui.background import Worker, was_cancelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.background import Job, Progress
    from pipeline_browser.ui.session import Session

_FOLDER = "metrics/verify-folder"


@dataclass(frozen=True, slots=True)
class Checksums:
    """What a file is compared with: the checksums of a run of a pipeline."""

    input: str | None
    output: str | None
    pipeline_id: str | None = None


@dataclass(frozen=True, slots=True)
class BytesRead:
    """How far it is."""

    path: Path
    done: int
    total: int


class Verifying(QObject):
    """Reads one file at a time; another choice ends the one before.

    Signals:
        progressed: BytesRead.
        verified: a Verification.
        refused: a PipelineBrowserError: the file cannot be read, or changed meanwhile.
        stopped: somebody stopped it.

    Attributes:
        checksums: what the last file is, or was, compared with.
    """

    progressed = Signal(object)
    verified = Signal(object)
    refused = Signal(object)
    stopped = Signal()

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self._session = session
        self._over = over
        # A file of gigabytes must not hold up the database's own worker.
        self._worker = Worker(self)
        self._wanted = self.checksums = Checksums(None, None)
        self._job: Job | None = None
        self.dialog: QFileDialog | None = None

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self._job is not None or self._worker.busy

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self._worker.shut_down()

    def ask(self, checksums: Checksums) -> None:
        """Let somebody choose a file to compare with these checksums."""
        self._wanted = checksums
        self.dialog = QFileDialog(self._over, "Verify a file", self._start(), "All files (*)")
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.dialog.fileSelected.connect(self._take)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def verify(self, path: Path, checksums: Checksums) -> None:
        """Compare a file with checksums."""
        self.stop()
        self.checksums = checksums
        work = partial(_verify, path, checksums)
        self._job = self._worker.run(work, f"Reading {path.name}")
        self._job.progressed.connect(self._show_progress)
        self._job.finished.connect(self._keep)
        self._job.failed.connect(self._tell)

    @Slot()
    def stop(self) -> None:
        """Stop reading."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            self.stopped.emit()

    def _start(self) -> str:
        remembered = self._session.preferences.current.view(_FOLDER)
        if remembered and Path(remembered).is_dir():
            return remembered
        state = self._session.state
        return str(state.location.path.parent if state and state.location.path else Path.home())

    @Slot(str)
    def _take(self, name: str) -> None:
        path = Path(name)
        self._session.preferences.remember_text(_FOLDER, str(path.parent))
        self.verify(path, self._wanted)

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

    @Slot(object)
    def _show_progress(self, read: BytesRead) -> None:
        if self.sender() is self._job:  # one that was stopped may still have something to tell
            self.progressed.emit(read)

    @Slot(object)
    def _keep(self, found: Verification) -> None:
        if self.sender() is self._job:
            self._job = None
            self.verified.emit(found)

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if self.sender() is self._job:
            self._job = None
            if was_cancelled(error):
                self.stopped.emit()
            else:
                self.refused.emit(error)


def _verify(path: Path, checksums: Checksums, progress: Progress, cancellation: Cancellation) -> Verification:
    return verify_file(
        path,
        checksums.input,
        checksums.output,
        progress=lambda done, total: progress(BytesRead(path, done, total)),
        cancellation=cancellation,
    )
