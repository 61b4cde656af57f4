"""The metrics part of one window: its tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pipeline_browser.ui.background import Worker
from pipeline_browser.ui.metrics.tab import MetricsTab
from pipeline_browser.ui.metrics.workbench import Workbench

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class MetricsFeature(QObject):
    """Builds and joins the parts.

    Signals:
        failed: a PipelineBrowserError that no dialog of this part shows.
        told: a Notice about something that was done.
        pipeline_asked: the handle of a pipeline that somebody wants to see.
    """

    failed = Signal(object)
    told = Signal(object)
    pipeline_asked = Signal(object)

    def __init__(self, session: Session, editor: Editor, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.worker = Worker(self)  # for files and for what draws charts: the database is not held up by them
        self.tab = MetricsTab(theme, session.preferences)
        self.workbench = Workbench(session, editor, theme, self.tab, self.worker, window)
        self.workbench.failed.connect(self.failed)
        self.workbench.told.connect(self.told)
        self.workbench.pipeline_asked.connect(self.pipeline_asked)

    def shut_down(self) -> bool:
        """End the threads; return whether they ended in time."""
        ended = self.workbench.details.shut_down()
        ended = self.workbench.importing.shut_down() and ended
        return self.worker.shut_down() and ended
