"""What can be done with stages in their grid."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from pipeline_browser.model.pipelines.operations.fields import set_field, set_fields
from pipeline_browser.model.pipelines.operations.from_words import stage_of_words
from pipeline_browser.model.pipelines.operations.stages import add_stages, move_stages
from pipeline_browser.model.pipelines.reading import handle_of
from pipeline_browser.model.pipelines.shape import STAGES
from pipeline_browser.ui.pipelines.details.cells.facts import Change, RowKind
from pipeline_browser.ui.pipelines.details.cells.stage_cells import key_of
from pipeline_browser.ui.pipelines.doing.stage_deeds import StageDeeds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.facts import Pipeline, Stage
    from pipeline_browser.model.pipelines.operations.new_rows import NewStage
    from pipeline_browser.ui.editing.editor import Editor, Operation
    from pipeline_browser.ui.pipelines.deleting.flow import Deleting
    from pipeline_browser.ui.pipelines.details.doing.subject import GridSubject
    from pipeline_browser.ui.pipelines.details.grids.stage_grid import StageGrid

_SWITCHES = ("enabled", "parallel_processing")


class StageGridDeeds(StageDeeds):
    """Has a method for each action of the grid, and writes what is entered into its cells."""

    def __init__(self, grid: StageGrid, subject: GridSubject, editor: Editor, deleting: Deleting) -> None:
        super().__init__(subject, editor, deleting, grid)
        self._grid = grid
        grid.entered.connect(self.write)
        grid.moved.connect(self.move)
        grid.dropped.connect(self.drop)

    @Slot()
    def add_stage(self) -> None:
        """Ask for the word of a new stage."""
        self._subject.soon(self._grid.begin_new)

    @Slot()
    def duplicate(self) -> None:
        """Copy the selected stages."""
        self.duplicate_stages()

    @Slot()
    def delete(self) -> None:
        """Delete the selected stages."""
        self.delete_stages()

    @Slot()
    def copy(self) -> None:
        """Copy the value, or the selected rows."""
        self._grid.copying.copy()

    @Slot()
    def copy_rows(self) -> None:
        """Copy the selected rows as text."""
        self._grid.copying.copy_rows()

    @Slot()
    def copy_literal(self) -> None:
        """Copy the value as SQLite writes it."""
        self._grid.copying.copy_literal()

    @Slot(object)
    def write(self, change: Change) -> None:
        """Write what was entered into a cell."""
        pipeline, stage = self._grid.pipeline, change.row.subject
        if pipeline is None:
            return
        if change.row.kind is RowKind.NEW:
            self.add_at(pipeline, (stage_of_words(str(change.value)),), self._grid.place_of_new)
        elif change.column == "stage_order":
            self._subject.soon(partial(self._move_to, change))
        elif stage is not None:
            self._set(change)
            self._grid.await_answer(change)

    @Slot(object, int)
    def move(self, stages: Sequence[Stage], at: int) -> None:
        """Put stages before the one that stands at a place now."""
        pipeline = self._grid.pipeline
        if pipeline is not None and stages:
            self._editor.do(partial(move_stages, source=pipeline, stages=stages, target=pipeline, at=at))

    @Slot(object)
    def drop(self, operation: Operation) -> None:
        """Take stages that were dragged here."""
        self._editor.do(operation, done=self._select)

    @Slot(object)
    def add_behind(self, stage: NewStage) -> None:
        """Add a stage behind the selected ones."""
        pipeline, chosen = self._grid.pipeline, self._grid.selected_stages
        if pipeline is not None:
            at = 1 + pipeline.stages.index(chosen[-1]) if chosen else len(pipeline.stages)
            self.add_at(pipeline, (stage,), at)

    def add_at(self, pipeline: Pipeline, stages: Sequence[NewStage], at: int) -> None:
        """Add stages before the one at a place, and select the first."""
        self._editor.do(partial(add_stages, seen=pipeline, new=tuple(stages), at=at), done=self._select)

    def _select(self, edit: Edit) -> None:
        new = [each.row for each in edit.changes if each.before is None and each.row.table == STAGES]
        if new:
            self._grid.select_when_there(handle_of(new[0]))

    def _move_to(self, change: Change) -> None:
        pipeline = self._grid.pipeline
        stage = next((each for each in self._stages() if key_of(each) == change.row.key), None)
        if pipeline is None or stage is None or not isinstance(change.value, int):
            return
        here = pipeline.stages.index(stage)
        self.move((stage,), change.value + (change.value > here))

    def _set(self, change: Change) -> None:
        column, value = change.column, change.value
        chosen = [stage.row for stage in self._grid.selected_stages]
        row = change.row.subject.row if change.row.subject is not None else None
        if column in _SWITCHES and len(chosen) > 1 and row in chosen:
            self._editor.do(partial(set_fields, seen=chosen, column=column, value=value))
        elif row is not None:
            self._editor.do(partial(set_field, seen=row, column=column, value=value))

    def _stages(self) -> tuple[Stage, ...]:
        return self._grid.pipeline.stages if self._grid.pipeline is not None else ()
