"""The diagram part as one: its tab, and the worker that arranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.ui.background import Worker
from pipeline_browser.ui.diagram.tab import DiagramTab

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.comparison import Comparison
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class DiagramFeature(QObject):
    """Builds the tab; arranging happens on a worker of its own, so that the database's is never held up.

    Signals:
        failed: a PipelineBrowserError that concerns a file that was to be saved.
        folder_wanted: the folder of migrations is to be chosen.
    """

    failed = Signal(object)
    folder_wanted = Signal()

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.worker = Worker(self)
        self.tab = DiagramTab(session, theme, self.worker)
        self.tab.exporting.failed.connect(self.failed)
        self.tab.time_bar.folder_wanted.connect(self.folder_wanted)

    @Slot(object)
    def compare(self, comparison: Comparison) -> None:
        """Show two schemas in one diagram, as soon as the database's own diagram is there."""
        self.tab.time.compare(comparison)

    def shut_down(self) -> bool:
        """End the worker; return whether it ended in time."""
        self.tab.exporting.stop()
        ended = self.worker.shut_down()
        self.tab.loader.keep_now()
        return ended
