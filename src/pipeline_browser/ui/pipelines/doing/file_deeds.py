"""What leads out of the tab with the selected pipelines: files, and a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.ui.pipelines.comparing.flow import Comparing
from pipeline_browser.ui.pipelines.exchange.exporting import Exporting
from pipeline_browser.ui.pipelines.exchange.importing import Importing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.doing.subject import Subject
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class FileDeeds(QObject):
    """Has a method for each such action.

    Signals:
        made: the Edit that imported pipelines.
        told: a Notice about a file that was written.
        failed: a PipelineBrowserError.
    """

    made = Signal(object)
    told = Signal(object)
    failed = Signal(object)

    def __init__(
        self, session: Session, subject: Subject, editor: Editor, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(subject)
        self._subject = subject
        self.exporting = Exporting(session, theme, window)
        self.importing = Importing(session, editor, theme, window)
        self.comparing = Comparing(session, theme, window)
        self.importing.made.connect(self.made)
        self.exporting.told.connect(self.told)
        for each in (self.exporting, self.importing, self.comparing):
            each.failed.connect(self.failed)

    @Slot()
    def export_pipelines(self) -> None:
        """Show the selected pipelines as a file."""
        self.exporting.ask(self._subject.handles)

    @Slot()
    def import_pipelines(self) -> None:
        """Ask for a file of pipelines."""
        self.importing.ask()

    @Slot()
    def compare(self) -> None:
        """Show the two selected pipelines side by side."""
        self.comparing.ask(self._subject.handles)
