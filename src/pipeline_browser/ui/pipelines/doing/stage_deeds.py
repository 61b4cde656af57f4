"""What can be done with the selected stages of the current pipeline."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from pipeline_browser.model.pipelines.operations.fields import set_fields
from pipeline_browser.model.pipelines.operations.new_rows import as_new_stage
from pipeline_browser.model.pipelines.operations.stages import (
    add_stages,
    duplicate_stages,
    move_stages,
    remove_stages,
    renumber_stages,
)
from pipeline_browser.ui.clipboard import clipboard_data, put_on_clipboard
from pipeline_browser.ui.pipelines.doing.stage_clipboard import stages_from_clipboard, stages_to_clipboard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline_browser.model.pipelines.facts import Pipeline, Stage
    from pipeline_browser.model.pipelines.operations.new_rows import NewStage
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.deleting.flow import Deleting
    from pipeline_browser.ui.pipelines.doing.stage_subject import StageSubject


class StageDeeds(QObject):
    """Has a method for each action; each begins once the edits before it are known."""

    def __init__(self, subject: StageSubject, editor: Editor, deleting: Deleting, parent: QObject) -> None:
        super().__init__(parent)
        self._subject = subject
        self._editor = editor
        self._deleting = deleting

    @Slot()
    def move_up(self) -> None:
        """Let the selected stages run before the one above them."""
        self._soon(self._move_up)

    @Slot()
    def move_down(self) -> None:
        """Let the selected stages run after the one below them."""
        self._soon(self._move_down)

    @Slot()
    def switch_enabled(self) -> None:
        """Switch the selected stages on if any is off, else off."""
        self._soon(self._switch_enabled)

    @Slot()
    def copy_stages(self) -> None:
        """Put the selected stages on the clipboard."""
        self._soon(self._copy)

    @Slot()
    def add_to_copied(self) -> None:
        """Put the selected stages beside the text that was copied of them, so that they can be pasted."""
        self._soon(self._add_to_copied)

    @Slot()
    def cut_stages(self) -> None:
        """Put the selected stages on the clipboard and delete them here: pasting brings them back."""
        self._soon(self._cut)

    @Slot()
    def paste_stages(self) -> None:
        """Add the stages of the clipboard behind the selected ones."""
        data = clipboard_data()
        stages = () if data is None else stages_from_clipboard(data)
        if stages:
            self._subject.soon(partial(self.add, stages))

    @Slot()
    def renumber(self) -> None:
        """Number the stages 0 to n-1."""
        self._subject.soon(self._renumber)

    def duplicate_stages(self) -> None:
        """Copy the selected stages."""
        self._soon(self._duplicate)

    def delete_stages(self) -> None:
        """Delete the selected stages, with a question where parameters go along."""
        self._soon(self._delete)

    def add(self, stages: Sequence[NewStage]) -> None:
        """Add stages behind the selected ones, at the end where none is selected."""
        pipeline = self._subject.pipeline
        if pipeline is None:
            return
        chosen = self._subject.stages
        at = 1 + pipeline.stages.index(chosen[-1]) if chosen else len(pipeline.stages)
        self._editor.do(partial(add_stages, seen=pipeline, new=tuple(stages), at=at))

    def _soon(self, deed: Callable[[Pipeline, tuple[Stage, ...]], object]) -> None:
        def with_what_is_there() -> None:
            pipeline, stages = self._subject.pipeline, self._subject.stages
            if pipeline is not None and stages:
                deed(pipeline, stages)

        self._subject.soon(with_what_is_there)

    def _move_up(self, pipeline: Pipeline, stages: tuple[Stage, ...]) -> None:
        first = pipeline.stages.index(stages[0])
        self._move(pipeline, stages, first - 1)

    def _move_down(self, pipeline: Pipeline, stages: tuple[Stage, ...]) -> None:
        last = pipeline.stages.index(stages[-1])
        self._move(pipeline, stages, last + 2)

    def _move(self, pipeline: Pipeline, stages: tuple[Stage, ...], at: int) -> None:
        if 0 <= at <= len(pipeline.stages):
            self._editor.do(partial(move_stages, source=pipeline, stages=stages, target=pipeline, at=at))

    def _switch_enabled(self, _pipeline: Pipeline, stages: tuple[Stage, ...]) -> None:
        value = int(any(stage.row.get("enabled") == 0 for stage in stages))
        rows = [stage.row for stage in stages]
        self._editor.do(partial(set_fields, seen=rows, column="enabled", value=value))

    def _copy(self, _pipeline: Pipeline, stages: tuple[Stage, ...]) -> None:
        put_on_clipboard(stages_to_clipboard([as_new_stage(each) for each in stages]))

    def _add_to_copied(self, _pipeline: Pipeline, stages: tuple[Stage, ...]) -> None:
        copied = clipboard_data()
        data = stages_to_clipboard([as_new_stage(each) for each in stages])
        if copied is not None:
            data.setText(copied.text())
        put_on_clipboard(data)

    def _cut(self, pipeline: Pipeline, stages: tuple[Stage, ...]) -> None:
        self._copy(pipeline, stages)
        self._editor.do(partial(remove_stages, seen=pipeline, stages=stages))

    def _duplicate(self, pipeline: Pipeline, stages: tuple[Stage, ...]) -> None:
        self._editor.do(partial(duplicate_stages, seen=pipeline, stages=stages))

    def _delete(self, pipeline: Pipeline, stages: tuple[Stage, ...]) -> None:
        if any(stage.parameters for stage in stages) or len(stages) > 1:
            self._deleting.ask_stages(pipeline, stages)
        else:
            self._editor.do(partial(remove_stages, seen=pipeline, stages=stages))

    def _renumber(self) -> None:
        if self._subject.pipeline is not None:
            self._editor.do(partial(renumber_stages, seen=self._subject.pipeline))
