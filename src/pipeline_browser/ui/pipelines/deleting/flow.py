"""From the wish to delete to the deletion: a plan is read, shown, and then exactly that is deleted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.pipelines.changes import Edit, RowChange
from pipeline_browser.model.pipelines.operations.pipelines import delete_pipelines, plan_deletion
from pipeline_browser.model.pipelines.operations.stages import remove_stages
from pipeline_browser.model.pipelines.operations.strays import plan_stray_deletion
from pipeline_browser.model.pipelines.reading import pipeline_rows
from pipeline_browser.model.pipelines.terms import Terms
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.pipelines.deleting.dialog import DeleteDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.pipelines.facts import Pipeline, Stage
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class Deleting(QObject):
    """Shows what would go and, once that was decided, deletes it.

    Signals:
        failed: a PipelineBrowserError; it could not be found out what would go.
    """

    failed = Signal(object)

    def __init__(self, session: Session, editor: Editor, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._editor = editor
        self._theme = theme
        self._window = window
        self._stages: tuple[Pipeline, tuple[Stage, ...]] | None = None

    def ask(self, pipelines: Sequence[Handle]) -> None:
        """Ask about pipelines, with everything below them."""
        job = self._session.submit(partial(_plan, tuple(pipelines)), "Counting what would be deleted")
        job.finished.connect(self._show)
        job.failed.connect(self._tell)

    def ask_strays(self, stages: Sequence[Handle]) -> None:
        """Ask about stages without a pipeline."""
        job = self._session.submit(partial(_plan_strays, tuple(stages)), "Counting what would be deleted")
        job.finished.connect(self._show)
        job.failed.connect(self._tell)

    def ask_stages(self, pipeline: Pipeline, stages: Sequence[Stage]) -> None:
        """Ask about stages of a pipeline, with their parameters."""
        self._stages = (pipeline, tuple(stages))
        rows = [row for stage in stages for row in (stage.row, *(each.row for each in stage.parameters))]
        plan = Edit("", tuple(RowChange(row, None) for row in rows), (pipeline.id,))
        dialog = DeleteDialog(plan, self._theme, self._window)
        dialog.decided.connect(self._remove)
        dialog.open()

    @Slot()
    def _remove(self) -> None:
        if self._stages is not None:
            pipeline, stages = self._stages
            self._editor.do(partial(remove_stages, seen=pipeline, stages=stages))

    @Slot(object)
    def _show(self, plan: Edit) -> None:
        if not plan.changes:
            return
        dialog = DeleteDialog(plan, self._theme, self._window)
        dialog.decided.connect(self._delete)
        dialog.open()

    @Slot(object)
    def _delete(self, plan: Edit) -> None:
        self._editor.do(partial(delete_pipelines, plan=plan))

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if not was_cancelled(error):
            self.failed.emit(error)


def _plan(
    pipelines: tuple[Handle, ...], database: Database, progress: Progress, cancellation: Cancellation
) -> Edit:
    rows = pipeline_rows(database, pipelines)
    return plan_deletion(database, rows, terms=Terms(cancellation=cancellation))


def _plan_strays(
    stages: tuple[Handle, ...], database: Database, progress: Progress, cancellation: Cancellation
) -> Edit:
    return plan_stray_deletion(database, stages, terms=Terms(cancellation=cancellation))
