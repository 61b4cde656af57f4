"""What a person has made of the diagram: every change is one command with a frozen before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from pipeline_browser.diagram.state import DiagramState

_MOST = 500  # changes that can be undone


class History(QObject):
    """Knows the diagram as it is now, and how it was.

    Signals:
        changed: the DiagramState before and the one now.
    """

    changed = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(_MOST)
        self._state: DiagramState | None = None
        self._last: _Change | None = None  # the one that was made last, whether it is undone or not

    @property
    def state(self) -> DiagramState | None:
        """The diagram as it is now; None without one."""
        return self._state

    def begin(self, state: DiagramState | None) -> None:
        """Start anew: with another database, or the same with another schema."""
        self._last = None
        self.undo_stack.clear()
        self._state = state

    def push(self, text: str, after: DiagramState, *, series: object = None) -> None:
        """Make a change, named by what it does: ``hide orders``; a change into the same is none.

        Args:
            series: changes of the same one that follow each other are undone together.
        """
        if self._state is None or after == self._state:
            return
        last = self._last
        if series is not None and last is not None and last.series == series and self.can_amend:
            last.after = after
            self.take(after)
            return
        self._last = _Change(self, self._state, after, text, series)
        self.undo_stack.push(self._last)

    @property
    def can_amend(self) -> bool:
        """Whether the diagram is as the last change made it."""
        return self._last is not None and self._last.after is self._state

    def amend(self, after: DiagramState) -> None:
        """Let the diagram be better than the last change made it, as a part of that change."""
        if self._last is not None and self.can_amend:
            self._last.after = after
            self.take(after)

    def take(self, state: DiagramState) -> None:
        """Let the diagram be like this; for the undo commands."""
        before, self._state = self._state, state
        self.changed.emit(before, state)


class _Change(QUndoCommand):
    def __init__(
        self, history: History, before: DiagramState, after: DiagramState, text: str, series: object
    ) -> None:
        super().__init__(text)
        self.series = series
        self.after = after
        self._before = before
        self._history = history

    @override
    def redo(self) -> None:
        self._history.take(self.after)

    @override
    def undo(self) -> None:
        self._history.take(self._before)
