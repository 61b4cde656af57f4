"""The table that draws itself as a tree of pipelines and stages: what keys and mouse do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView

from pipeline_browser.overriding import override
from pipeline_browser.ui.pipelines.listing.columns import NAME
from pipeline_browser.ui.pipelines.listing.flat_rows import WHOLE, Line
from pipeline_browser.ui.pipelines.listing.list_view import ListView

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

MOST_EXPANDED = 1_000  # pipelines that one key expands


class ListTable(ListView):
    """Goes through the list as through a tree.

    Signals:
        typed: letters, which are looked for.
        activated_row: the Key of a stage that somebody goes to (Enter, double click).
    """

    typed = Signal(str)
    activated_row = Signal(object)

    @Slot()
    def rename(self) -> None:
        """Edit the current row's name in its place."""
        current = self.currentIndex()
        if current.isValid() and self.list.can_rename:
            index = self.list.index(current.row(), NAME)
            self.scrollTo(index)
            self.edit(index)

    @Slot(object)
    def toggle(self, row: int) -> None:
        """Expand a collapsed pipeline, collapse an expanded one."""
        line = self.list.flat.line(row)
        if line.stage == WHOLE:
            handle = self.list.handle_at(line.place)
            self.expand(line.place, expanded=handle not in self.list.expanded)

    def expand(self, place: int, *, expanded: bool) -> None:
        """Expand or collapse the pipeline at a place of the order; the cursor leaves what disappears."""
        current = self.currentIndex()
        line = self.list.flat.line(current.row()) if current.isValid() else None
        if not expanded and line is not None and line.place == place and line.stage != WHOLE:
            self.select_row(self.list.flat.row(Line(place)))
        self.list.set_expanded(self.list.handle_at(place), place, expanded=expanded)
        self._look.start()

    def expand_selected(self, *, expanded: bool) -> None:
        """Expand or collapse the selected pipelines, as many as is sensible at once."""
        handles = list(self.selection.pipelines[:MOST_EXPANDED])
        for place in self.list.places_of(set(handles)):
            self.expand(place, expanded=expanded)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() is QAbstractItemView.State.EditingState  # its editor passes Enter on
        if editing or not (self._goes_along_tree(event) or self._looks_for(event)):
            super().keyPressEvent(event)

    def _goes_along_tree(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        current = self.currentIndex()
        if not current.isValid() or plain & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        line = self.list.flat.line(current.row())
        match event.key():
            case Qt.Key.Key_Right if not plain:
                self._go_in(line)
            case Qt.Key.Key_Left if not plain:
                self._go_out(line)
            case Qt.Key.Key_Plus:
                self.expand(line.place, expanded=True)
            case Qt.Key.Key_Minus:
                self.expand(line.place, expanded=False)
            case Qt.Key.Key_Asterisk:
                self.expand_selected(expanded=True)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not plain:
                self._go_to(current.row())
            case _:
                return False
        return True

    def _looks_for(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text()
        if held or not text.strip() or not text.isprintable():
            return False
        self.typed.emit(text)
        return True

    def _go_in(self, line: Line) -> None:
        if line.stage != WHOLE:
            return
        if not self.list.flat.is_expanded(line.place):
            self.expand(line.place, expanded=True)
        elif self.list.flat.stages_of(line.place):
            self.select_row(self.list.flat.row(Line(line.place, 0)))

    def _go_out(self, line: Line) -> None:
        if line.stage == WHOLE:
            self.expand(line.place, expanded=False)
        else:
            self.select_row(self.list.flat.row(Line(line.place)))

    def _go_to(self, row: int) -> None:
        if self.list.flat.line(row).stage == WHOLE:
            self.toggle(row)
        else:
            self.activated_row.emit(self.list.key_at(row))

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        ends = {QAbstractItemView.CursorAction.MoveHome: 0}
        ends[QAbstractItemView.CursorAction.MoveEnd] = self.list.rowCount() - 1
        if cursorAction in ends and self.list.rowCount():
            return self.list.index(ends[cursorAction], max(NAME, self.currentIndex().column()))
        return super().moveCursor(cursorAction, modifiers)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._arrow_at(event.position().toPoint())
        if row is not None and event.button() is Qt.MouseButton.LeftButton:
            self.toggle(row)
            return
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if self._arrow_at(at) is not None:
            self.mousePressEvent(event)
        elif index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self._go_to(index.row())

    def _arrow_at(self, at: QPoint) -> int | None:
        index = self.indexAt(at)
        if not index.isValid() or index.column() != NAME:
            return None
        whole = self.list.flat.line(index.row()).stage == WHOLE
        inside = self.delegate.arrow_rect(self.visualRect(index)).contains(at)
        return index.row() if whole and inside else None
