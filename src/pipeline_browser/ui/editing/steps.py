"""The steps that can be undone: committed edits on one QUndoStack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand, QUndoStack

from pipeline_browser.ui.labels import shown

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from pipeline_browser.model.pipelines.changes import Edit

MOST = 500  # steps; the rows of the oldest ones are let go


class Steps:
    """Keeps what was committed. The stack follows the database: it moves once an inverse was written."""

    def __init__(self, parent: QObject) -> None:
        self.stack = QUndoStack(parent)
        self.stack.setUndoLimit(MOST)

    def push(self, edit: Edit) -> None:
        """Keep a new edit; what was undone before is forgotten."""
        self.stack.push(_Step(edit))

    def clear(self) -> None:
        """Forget everything: another database is open."""
        self.stack.clear()

    def to_undo(self) -> Edit | None:
        """Return the inverse of the newest step; None if there is nothing to undo."""
        step = self._at(self.stack.index() - 1)
        return None if step is None else step.edit.inverse()

    def to_redo(self) -> Edit | None:
        """Return the edit that was undone last; None if there is none."""
        step = self._at(self.stack.index())
        return None if step is None else step.edit

    def undone(self, written: Edit) -> None:
        """Move down; what takes the inverse back is exactly its own inverse."""
        step = self._at(self.stack.index() - 1)
        if step is not None:
            step.edit = written.inverse()
            self.stack.undo()

    def redone(self, written: Edit) -> None:
        """Move up again."""
        step = self._at(self.stack.index())
        if step is not None:
            step.edit = written
            self.stack.redo()

    def forget_undo(self) -> None:
        """Take the newest step off: it cannot be undone any more."""
        step = self._at(self.stack.index() - 1)
        if step is not None:
            step.setObsolete(True)
            self.stack.undo()

    def forget_redo(self) -> None:
        """Take the step off that was undone last."""
        step = self._at(self.stack.index())
        if step is not None:
            step.setObsolete(True)
            self.stack.redo()

    def _at(self, index: int) -> _Step | None:
        command = self.stack.command(index) if 0 <= index < self.stack.count() else None
        return command if isinstance(command, _Step) else None


class _Step(QUndoCommand):
    """One committed edit. Writing happens before the stack moves, since it may fail; so this does nothing."""

    def __init__(self, edit: Edit) -> None:
        super().__init__(shown(edit.words))
        self.edit = edit
