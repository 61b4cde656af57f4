"""Dragging stages out of the list of pipelines, and dropping stages into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.pipelines.doing.stage_clipboard import KIND as WHOLE
from pipeline_browser.ui.pipelines.doing.stage_clipboard import stages_from_clipboard
from pipeline_browser.ui.pipelines.dragging.dragged import Dragged, dragged_within, with_handles
from pipeline_browser.ui.pipelines.dragging.drops import Goal, adding, copying, moving

if TYPE_CHECKING:
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.listing.list_table import ListTable
    from pipeline_browser.ui.pipelines.listing.selection import Key
    from pipeline_browser.ui.theme import Theme

_OPENS = 700  # milliseconds over a closed pipeline until it shows its stages
_EDGE = 24  # pixels from the upper and lower edge where the list scrolls
_LEFT = Qt.MouseButton.LeftButton


class ListDragging(QObject):
    """Watches the list's pointer; the list itself knows nothing of it."""

    def __init__(self, table: ListTable, editor: Editor, theme: Theme) -> None:
        super().__init__(table)
        self._table = table
        self._editor = editor
        self._mark = _Mark(theme, table.viewport())
        self._pressed_at: QPoint | None = None
        self._pressed: Key | None = None
        self._over = -1
        self._opening = QTimer(self)
        self._opening.setSingleShot(True)
        self._opening.setInterval(_OPENS)
        self._opening.timeout.connect(self._open)
        table.viewport().setAcceptDrops(True)
        table.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QMouseEvent):
            return self._follow_pointer(event)
        if isinstance(event, QDropEvent):  # entering and moving are such events too
            if kind is QEvent.Type.Drop:
                self._drop(event)
            else:
                self._follow_drag(event)
            return True
        if kind is QEvent.Type.DragLeave:
            self._forget()
            return True
        return False

    # Out of the list.

    def _follow_pointer(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress:
            return self._press(event)
        if kind is QEvent.Type.MouseMove and self._pressed_at is not None and event.buttons() & _LEFT:
            far = event.position().toPoint() - self._pressed_at
            if far.manhattanLength() >= QApplication.startDragDistance():
                self._begin()
            return True
        if kind is QEvent.Type.MouseButtonRelease and self._pressed_at is not None:
            self._release()
        return False

    def _press(self, event: QMouseEvent) -> bool:
        """Note where a drag may begin; a press on one of several selected stages leaves them selected."""
        self._pressed_at = self._pressed = None
        row = self._table.rowAt(event.position().toPoint().y())
        if event.button() is not _LEFT or event.modifiers() or row < 0 or not self._editor.can_edit:
            return False
        key = self._table.list.key_at(row)
        if key.stage is None or key.pipeline is None:
            return False
        self._pressed_at = event.position().toPoint()
        chosen = self._table.selection.stages
        if len(chosen) > 1 and any(each.handle == key.stage for each in chosen):
            self._pressed = key
            return True
        return False

    def _release(self) -> None:
        key, self._pressed, self._pressed_at = self._pressed, None, None
        if key is not None:  # it was a click after all
            self._table.select_keys([key], key)

    def _begin(self) -> None:
        self._pressed_at = self._pressed = None
        data = self.data()
        if data is not None:
            drag = QDrag(self._table)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    def data(self) -> QMimeData | None:
        """Return what would be dragged: the selected stages of the current pipeline."""
        current = self._table.selection.current
        if current is None or current.stage is None or current.pipeline is None:
            return None
        chosen = [each for each in self._table.selection.stages if each.pipeline == current.pipeline]
        stages = tuple(each.handle for each in chosen)
        return with_handles(QMimeData(), Dragged(current.pipeline, stages)) if stages else None

    # Into the list.

    def goal_at(self, point: QPoint) -> Goal | None:
        """Return where something would land that is dropped at a point of the viewport."""
        row = self._table.rowAt(point.y())
        if row < 0:
            return None
        key = self._table.list.key_at(row)
        if key.pipeline is None:
            return None
        if key.stage is None:
            return Goal(key.pipeline)
        middle = self._table.rowViewportPosition(row) + self._table.rowHeight(row) // 2
        return Goal(key.pipeline, key.stage, below=point.y() > middle)

    def _drop(self, event: QDropEvent) -> None:
        goal = self.goal_at(event.position().toPoint())
        self._forget()
        if goal is None or not self._takes(event):
            event.ignore()
            return
        event.acceptProposedAction()
        copies = event.dropAction() is Qt.DropAction.CopyAction
        self.take(event.mimeData(), goal, is_own=event.source() is not None, copies=copies)

    def take(self, data: QMimeData, goal: Goal, *, is_own: bool, copies: bool) -> None:
        """Do what was dropped.

        Args:
            is_own: the drag began in this program, so that handles mean something.
        """
        within = dragged_within(data) if is_own else None
        if within is None:
            self._editor.do(adding(stages_from_clipboard(data), goal))
        else:
            self._editor.do((copying if copies else moving)(within, goal))

    def _follow_drag(self, event: QDropEvent) -> None:
        point = event.position().toPoint()
        goal = self.goal_at(point)
        self._scroll(point.y())
        if goal is None or not self._takes(event):
            event.ignore()
            self._forget()
            return
        event.acceptProposedAction()
        self._show(goal, self._table.rowAt(point.y()))

    def _takes(self, event: QDropEvent) -> bool:
        if not self._editor.can_edit:
            return False
        within = event.source() is not None and dragged_within(event.mimeData()) is not None
        return within or event.mimeData().hasFormat(WHOLE)

    def _show(self, goal: Goal, row: int) -> None:
        top, height = self._table.rowViewportPosition(row), self._table.rowHeight(row)
        width = self._table.viewport().width()
        if goal.stage is None:
            self._mark.show_at(QRect(0, top, width, height), line=False)
        else:
            self._mark.show_at(QRect(0, top + height * goal.below - 1, width, 3), line=True)
        if row != self._over:
            self._over = row
            self._opening.start()

    def _scroll(self, y: int) -> None:
        bar, height = self._table.verticalScrollBar(), self._table.viewport().height()
        if y < _EDGE:
            bar.setValue(bar.value() - bar.singleStep())
        elif y > height - _EDGE:
            bar.setValue(bar.value() + bar.singleStep())

    @Slot()
    def _open(self) -> None:
        """Show the stages of the closed pipeline over which the pointer has waited."""
        if 0 <= self._over < self._table.list.rowCount():
            key = self._table.list.key_at(self._over)
            if key.stage is None and key.pipeline not in self._table.list.expanded:
                self._table.toggle(self._over)
                self._mark.hide()

    def _forget(self) -> None:
        self._over = -1
        self._opening.stop()
        self._mark.hide()


class _Mark(QWidget):
    """Where a drop would land: a line between two stages, or a frame around a pipeline."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = True
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, area: QRect, *, line: bool) -> None:
        """Show the line or frame."""
        self._line = line
        self.setGeometry(area)
        self.show()
        self.raise_()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        accent = QColor(self._theme.colours.accent)
        if self._line:
            painter.fillRect(self.rect(), accent)
        else:
            painter.setPen(QPen(accent, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
