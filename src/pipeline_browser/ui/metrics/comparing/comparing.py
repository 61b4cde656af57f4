"""From two selected runs to the dialog that sets them side by side."""

from __future__ import annotations

from functools import partial
from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.metrics.one_run import RunFacts, read_these_runs
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.metrics.comparing.comparing_dialog import ComparingDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.background import Job, Progress
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class Comparing(QObject):
    """Reads two runs and shows them side by side.

    Signals:
        failed: a PipelineBrowserError.
    """

    failed = Signal(object)

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._theme = theme
        self._window = window
        self._job: Job | None = None
        self.dialog: ComparingDialog | None = None

    def compare(self, keys: Sequence[int]) -> None:
        """Show the two runs with these keys."""
        if len(keys) != 2 or self._session.state is None:
            return
        self._job = self._session.submit(partial(_read, tuple(keys)), "Reading two runs")
        self._job.finished.connect(self._show)
        self._job.failed.connect(self._tell)

    @Slot(object)
    def _show(self, runs: list[RunFacts]) -> None:
        if self.sender() is not self._job or len(runs) != 2:  # one of them went meanwhile
            return
        left, right = runs
        self.dialog = ComparingDialog(left, right, self._theme, self._window)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if not was_cancelled(error):
            self.failed.emit(error)


def _read(
    keys: tuple[int, ...], database: Database, progress: Progress, cancellation: Cancellation
) -> list[RunFacts]:
    return read_these_runs(database, keys, int(time() * 1000), cancellation=cancellation)
