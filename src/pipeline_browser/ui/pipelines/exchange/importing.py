"""From a TOML file to pipelines."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.model.pipelines.exchange.files import read_file
from pipeline_browser.model.pipelines.exchange.importing import import_pipelines
from pipeline_browser.model.pipelines.exchange.planning import Planned, plan_import
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.pipelines.exchange.exporting import FILTER
from pipeline_browser.ui.pipelines.exchange.import_dialog import ImportDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.exchange.importing import Decision
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class Importing(QObject):
    """Asks for a file, shows what it holds, and writes what was decided as one step.

    Signals:
        made: the Edit.
        failed: a PipelineBrowserError: the file cannot be read, or is no such file.
    """

    made = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, editor: Editor, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._editor = editor
        self._theme = theme
        self._window = window
        self.dialog: ImportDialog | None = None
        self.chooser: QFileDialog | None = None

    @Slot()
    def ask(self) -> None:
        """Let somebody choose a file."""
        state = self._session.state
        folder = state.location.path.parent if state and state.location.path else Path.home()
        self.chooser = QFileDialog(self._window, "Import pipelines", str(folder), f"{FILTER};;All files (*)")
        self.chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.chooser.fileSelected.connect(self.read)
        self.chooser.finished.connect(self.chooser.deleteLater)
        self.chooser.open()

    @Slot(str)
    def read(self, name: str) -> None:
        """Show what a file holds, beside what is in the database."""
        job = self._session.submit(partial(_plan, Path(name)), "Reading the file")
        job.finished.connect(self._show)
        job.failed.connect(self._tell)

    @Slot(object)
    def _show(self, plan: tuple[Planned, ...]) -> None:
        self.dialog = ImportDialog(plan, self._theme, self._window)
        self.dialog.decided.connect(self._write)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    @Slot(object)
    def _write(self, decisions: tuple[Decision, ...]) -> None:
        operation = partial(import_pipelines, decisions=decisions)
        self._editor.do(operation, done=self._finish, failed=self._tell_dialog)

    def _finish(self, edit: Edit) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.made.emit(edit)

    def _tell_dialog(self, error: PipelineBrowserError) -> None:
        if self.dialog is not None:
            self.dialog.tell(error)

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if not was_cancelled(error):
            self.failed.emit(error)

    @Slot()
    def _forget(self) -> None:
        self.dialog = None


def _plan(
    path: Path, database: Database, progress: Progress, cancellation: Cancellation
) -> tuple[Planned, ...]:
    return plan_import(database, read_file(path), cancellation=cancellation)
