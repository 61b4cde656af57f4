"""Which actions make sense now, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from pipeline_browser.ui.labels import button_text, tooltip
from pipeline_browser.ui.pipelines.doing import actions as rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from pipeline_browser.ui.action_row import TabAction
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.doing.subject import Subject

_READING = (rows.COPY_STAGES, rows.EXPORT, rows.COMPARE)
_OF_STAGES = (rows.MOVE_UP, rows.MOVE_DOWN, rows.ENABLE, rows.COPY_STAGES, rows.CUT_STAGES)
_OF_ONE = (rows.ADD_STAGE, rows.PASTE_STAGES, rows.RENUMBER, rows.RENAME)
_OF_SOME = (rows.DELETE, rows.DUPLICATE, rows.EXPORT)
_NO_COLUMN = "The table pipelines of this database has no column archived: it is of an older version"


class Enabling(QObject):
    """Follows the selection and the editor."""

    def __init__(self, subject: Subject, editor: Editor, actions: Mapping[str, QAction]) -> None:
        super().__init__(subject)
        self._subject = subject
        self._editor = editor
        self._actions = actions
        subject.changed.connect(self.follow)
        editor.availability_changed.connect(self.follow)
        editor.steps_changed.connect(self.follow)
        self.follow()

    @Slot()
    def follow(self) -> None:
        """Enable what makes sense now."""
        possible = self._possible()
        for row in rows.ACTIONS:
            allowed = row in _READING or self._editor.can_edit
            self._actions[row.name].setEnabled(row in possible and allowed)
            self._explain(row, possible)
        self._actions[rows.ENABLE.name].setChecked(self._all_enabled())
        self._tell_step(rows.UNDO, self._editor.undo_text)
        self._tell_step(rows.REDO, self._editor.redo_text)

    def _possible(self) -> set[TabAction]:
        subject = self._subject
        possible = {rows.NEW, rows.IMPORT}
        if self._editor.undo_text:
            possible.add(rows.UNDO)
        if self._editor.redo_text:
            possible.add(rows.REDO)
        if subject.handles:
            possible |= {*_OF_SOME}
        if subject.pipeline is not None and len(subject.handles) == 1:
            possible |= {*_OF_ONE}
        if subject.about_strays:
            possible.add(rows.DELETE)
        elif subject.about_stages:
            possible |= {*_OF_STAGES}
        if len(subject.handles) > 1 and not subject.about_stages:
            possible -= {rows.DUPLICATE}
        if len(subject.handles) == 2:
            possible.add(rows.COMPARE)
        return possible | self._archiving()

    def _archiving(self) -> set[TabAction]:
        """Several pipelines may be archived and active ones together: then both make sense."""
        pipeline = self._subject.pipeline
        if pipeline is None or self._subject.about_stages or "archived" not in pipeline.row.columns:
            return set()
        if len(self._subject.handles) > 1:
            return {rows.ARCHIVE, rows.RESTORE}
        return {rows.RESTORE if pipeline.archived else rows.ARCHIVE}

    def _explain(self, row: TabAction, possible: set[TabAction]) -> None:
        """Say in the tooltip what the action does, and why it cannot be done."""
        action = self._actions[row.name]
        keys = (
            f" ({action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)})"
            if row.keys
            else ""
        )
        why = ""
        if row not in _READING and not self._editor.can_edit:
            why = self._editor.why_not
        elif row in (rows.ARCHIVE, rows.RESTORE) and row not in possible and self._lacks_archived():
            why = _NO_COLUMN
        action.setToolTip(tooltip("\n".join(filter(None, (row.tip + keys, why)))))

    def _lacks_archived(self) -> bool:
        pipeline = self._subject.pipeline
        return pipeline is not None and "archived" not in pipeline.row.columns

    def _all_enabled(self) -> bool:
        stages = self._subject.stages
        return bool(stages) and all(stage.row.get("enabled") != 0 for stage in stages)

    def _tell_step(self, row: TabAction, words: str) -> None:
        self._actions[row.name].setText(button_text(f"{row.text} {words}".strip()))
        self._actions[row.name].setIconText(row.text)
