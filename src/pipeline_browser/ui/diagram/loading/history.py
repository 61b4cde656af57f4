"""What a person has made of the diagram: every change is one command with a frozen before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from pipeline_browser.diagram.state import DiagramState

_MOST = 500  # changes that can be undone


@dataclass(slots=True, eq=False)
class _Level:
    """A diagram that is shown, or that another one lies over."""

    undo_stack: QUndoStack
    state: DiagramState | None = None
    last: _Change | None = None  # the one that was made last, whether it is undone or not


class History(QObject):
    """Knows the diagram as it is now, and how it was.

    Another diagram may lie over it for a while, such as that of an earlier version: whatever is done to that
    one leaves no trace in the diagram below.

    Signals:
        changed: the DiagramState before and the one now.
        moved: something else can be undone now.
    """

    changed = Signal(object, object)
    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own, self._over = _Level(QUndoStack(self)), _Level(QUndoStack(self))
        self._shown = self._own
        for level in (self._own, self._over):
            level.undo_stack.setUndoLimit(_MOST)
            level.undo_stack.indexChanged.connect(self.moved)

    @property
    def undo_stack(self) -> QUndoStack:
        """The changes of what is shown."""
        return self._shown.undo_stack

    @property
    def state(self) -> DiagramState | None:
        """The diagram that is shown; None without one."""
        return self._shown.state

    @property
    def own_state(self) -> DiagramState | None:
        """The diagram of the database, whatever lies over it; None without one."""
        return self._own.state

    @property
    def is_covered(self) -> bool:
        """Whether another diagram lies over that of the database."""
        return self._shown is self._over

    def begin(self, state: DiagramState | None) -> None:
        """Start anew: with another database, or the same with another schema."""
        self._own.last = None
        self._own.undo_stack.clear()
        self._own.state = state

    def cover(self, state: DiagramState) -> None:
        """Show another diagram over that of the database, or in the place of the one that lies there."""
        before, self._shown = self.state, self._over
        self._over.last = None
        self._over.undo_stack.clear()
        self._over.state = state
        self._tell(before, state)

    def uncover(self) -> None:
        """Show the diagram of the database again, as it was left."""
        if self.is_covered:
            before, self._shown = self.state, self._own
            self._over.last = self._over.state = None
            self._over.undo_stack.clear()
            self._tell(before, self.state)

    def _tell(self, before: DiagramState | None, after: DiagramState | None) -> None:
        if before is not None and after is not None:
            self.changed.emit(before, after)
        self.moved.emit()

    def push(self, text: str, after: DiagramState, *, series: object = None) -> None:
        """Make a change, named by what it does: ``hide orders``; a change into the same is none.

        Args:
            series: changes of the same one that follow each other are undone together.
        """
        if self.state is None or after == self.state:
            return
        last = self._shown.last
        if series is not None and last is not None and last.series == series and self.can_amend:
            last.after = after
            self.take(after)
            return
        self._shown.last = _Change(self, self.state, after, text, series)
        self.undo_stack.push(self._shown.last)

    @property
    def can_amend(self) -> bool:
        """Whether the diagram is as the last change made it."""
        return self._shown.last is not None and self._shown.last.after is self.state

    def amend(self, after: DiagramState) -> None:
        """Let the diagram be better than the last change made it, as a part of that change."""
        if self._shown.last is not None and self.can_amend:
            self._shown.last.after = after
            self.take(after)

    def take(self, state: DiagramState) -> None:
        """Let the diagram be like this; for the undo commands."""
        before, self._shown.state = self._shown.state, state
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
