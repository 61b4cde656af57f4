"""What a person has made of the diagram: every change is one command with a frozen before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from pipeline_browser.diagram.state import DiagramState


class History(QObject):
    """Knows the diagram as it is now, and how it was.

    Signals:
        changed: the DiagramState before and the one now.
    """

    changed = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._state: DiagramState | None = None

    @property
    def state(self) -> DiagramState | None:
        """The diagram as it is now; None without one."""
        return self._state

    def begin(self, state: DiagramState | None) -> None:
        """Start anew: with another database, or the same with another schema."""
        self.undo_stack.clear()
        self._state = state

    def push(self, text: str, after: DiagramState) -> None:
        """Make a change, named by what it does: ``hide orders``; a change into the same is none."""
        if self._state is not None and after != self._state:
            self.undo_stack.push(_Change(self, self._state, after, text))

    def take(self, state: DiagramState) -> None:
        """Let the diagram be like this; for the undo commands."""
        before, self._state = self._state, state
        self.changed.emit(before, state)


class _Change(QUndoCommand):
    def __init__(self, history: History, before: DiagramState, after: DiagramState, text: str) -> None:
        super().__init__(text)
        self._history = history
        self._before = before
        self._after = after

    @override
    def redo(self) -> None:
        self._history.take(self._after)

    @override
    def undo(self) -> None:
        self._history.take(self._before)
