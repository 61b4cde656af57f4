"""From two selected pipelines to their comparison."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.pipelines.reading import pipelines_at
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.pipelines.comparing.dialog import CompareDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class Comparing(QObject):
    """Reads both and shows them.

    Signals:
        failed: a PipelineBrowserError.
    """

    failed = Signal(object)

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._theme = theme
        self._window = window
        self.dialog: CompareDialog | None = None

    def ask(self, handles: tuple[Handle, ...]) -> None:
        """Show two pipelines side by side."""
        job = self._session.submit(partial(_read, handles[:2]), "Reading pipelines")
        job.finished.connect(self._show)
        job.failed.connect(self._tell)

    @Slot(object)
    def _show(self, pipelines: list[Pipeline]) -> None:
        try:
            left, right = pipelines
        except ValueError:  # one of them went meanwhile
            return
        self.dialog = CompareDialog(left, right, self._theme, self._window)
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
    handles: tuple[Handle, ...], database: Database, progress: Progress, cancellation: Cancellation
) -> list[Pipeline]:
    return pipelines_at(database, handles, cancellation=cancellation)
