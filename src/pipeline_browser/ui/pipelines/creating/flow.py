"""From the wish for a new pipeline to the pipeline."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.pipelines.operations.pipelines import create_pipeline
from pipeline_browser.ui.pipelines.creating.new_pipeline_dialog import NewPipelineDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.operations.new_rows import NewPipeline
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.theme import Theme


class Creating(QObject):
    """Opens the dialog, and closes it once the pipeline is written.

    Signals:
        created: the Edit.
    """

    created = Signal(object)

    def __init__(self, editor: Editor, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._editor = editor
        self._theme = theme
        self._window = window
        self.dialog: NewPipelineDialog | None = None

    @Slot()
    def ask(self) -> None:
        """Ask for a new pipeline."""
        self.dialog = NewPipelineDialog(self._theme, self._window)
        self.dialog.decided.connect(self._write)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    @Slot(object)
    def _write(self, new: NewPipeline) -> None:
        self._editor.do(partial(create_pipeline, new=new), done=self._finish, failed=self._tell)

    def _finish(self, edit: Edit) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.created.emit(edit)

    def _tell(self, error: PipelineBrowserError) -> None:
        if self.dialog is not None:
            self.dialog.tell(error)

    @Slot()
    def _forget(self) -> None:
        self.dialog = None
