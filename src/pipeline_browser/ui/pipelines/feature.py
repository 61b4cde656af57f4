"""The pipelines part of one window: its tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.ui.pipelines.checking.news import SHOW
from pipeline_browser.ui.pipelines.tab import PipelinesTab
from pipeline_browser.ui.pipelines.workbench import Workbench

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class PipelinesFeature(QObject):
    """Builds and joins the parts.

    Signals:
        failed: a PipelineBrowserError that no dialog of this part shows.
        news: a Notice about the pipelines as a whole; None where there is nothing to say.
        told: a Notice about something that was done.
    """

    failed = Signal(object)
    news = Signal(object)
    told = Signal(object)

    def __init__(self, session: Session, editor: Editor, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.tab = PipelinesTab(session, theme)
        self.tab.listing.failed.connect(self.failed)
        self.workbench = Workbench(session, editor, theme, self.tab, window)
        self.workbench.failed.connect(self.failed)
        self.workbench.news.connect(self.news)
        self.workbench.told.connect(self.told)

    @Slot(str)
    def explain(self, notice: str) -> None:
        """Show what a notice of the window is about, if it is about pipelines."""
        if notice == SHOW:
            self.tab.listing.show_problems()
