"""What can be done with the selected pipelines, and with whatever is selected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.pipelines.operations.pipelines import (
    archive_pipelines,
    duplicate_pipeline,
    restore_pipelines,
)
from pipeline_browser.model.pipelines.reading import pipeline_rows

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.model.pipelines.terms import Terms
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.deleting.flow import Deleting
    from pipeline_browser.ui.pipelines.doing.stage_deeds import StageDeeds
    from pipeline_browser.ui.pipelines.doing.subject import Subject


class PipelineDeeds(QObject):
    """Has a method for each action.

    Signals:
        made: the Edit that made a new pipeline, which is to be selected.
    """

    made = Signal(object)

    def __init__(
        self, subject: Subject, editor: Editor, deleting: Deleting, stages: StageDeeds, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._subject = subject
        self._editor = editor
        self._deleting = deleting
        self._stages = stages

    @Slot()
    def duplicate(self) -> None:
        """Copy the selected stages; where none is selected, the pipeline."""
        if self._subject.about_stages:
            self._stages.duplicate_stages()
        else:
            self._subject.soon(self._duplicate)

    @Slot()
    def delete(self) -> None:
        """Delete the selected stages; where none is selected, the pipelines."""
        if self._subject.about_strays:
            self._deleting.ask_strays(self._subject.stage_handles)
        elif self._subject.about_stages:
            self._stages.delete_stages()
        else:
            self._subject.soon(self._delete)

    @Slot()
    def archive(self) -> None:
        """Archive the selected pipelines."""
        self._editor.do(partial(_archived, self._subject.handles))

    @Slot()
    def restore(self) -> None:
        """Bring the selected pipelines back."""
        self._editor.do(partial(_restored, self._subject.handles))

    @Slot()
    def undo(self) -> None:
        """Take the newest step back."""
        self._editor.undo()

    @Slot()
    def redo(self) -> None:
        """Do again what was undone last."""
        self._editor.redo()

    def _duplicate(self) -> None:
        if self._subject.pipeline is not None:
            self._editor.do(partial(duplicate_pipeline, seen=self._subject.pipeline), done=self.made.emit)

    def _delete(self) -> None:
        self._deleting.ask(self._subject.handles)


def _archived(handles: tuple[Handle, ...], database: Database, terms: Terms) -> Edit:
    rows = [row for row in pipeline_rows(database, handles) if row.get("archived", 0) == 0]
    return archive_pipelines(database, rows, terms=terms)


def _restored(handles: tuple[Handle, ...], database: Database, terms: Terms) -> Edit:
    rows = [row for row in pipeline_rows(database, handles) if row.get("archived", 0) != 0]
    return restore_pipelines(database, rows, terms=terms)
