"""The pipelines part of one window: its tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pipeline_browser.ui.pipelines.tab import PipelinesTab
from pipeline_browser.ui.pipelines.workbench import Workbench

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class PipelinesFeature(QObject):
    """Builds and joins the parts.

    Signals:
        failed: a PipelineBrowserError that no dialog of this part shows.
    """

    failed = Signal(object)

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.tab = PipelinesTab(session, theme)
        self.tab.listing.failed.connect(self.failed)
        self.workbench = Workbench(session, theme, self.tab, window)
        self.workbench.failed.connect(self.failed)
