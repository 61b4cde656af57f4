"""What all grids have in common: look, keys, editing, copying, and keeping one's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTableView, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.pipelines.details.cells.faces import DOTS, face_text
from pipeline_browser.ui.pipelines.details.grids.cell_delegate import CellDelegate
from pipeline_browser.ui.pipelines.details.grids.copying import GridCopying
from pipeline_browser.ui.pipelines.details.grids.grid_header import GridHeader
from pipeline_browser.ui.pipelines.details.grids.grid_model import GridModel
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

    from pipeline_browser.ui.pipelines.details.cells.facts import Change, Column, Row
    from pipeline_browser.ui.pipelines.details.editors.note import Note
    from pipeline_browser.ui.pipelines.details.grids.grid_model import Index
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_EDITING = QAbstractItemView.State.EditingState
_CHECKABLE, _EDITABLE = Qt.ItemFlag.ItemIsUserCheckable, Qt.ItemFlag.ItemIsEditable


class Grid(QTableView):
    """Shows rows of cells.

    Signals:
        current_row_changed: the current Row, or None.
        cell_changed: the grid itself: the cursor is on another cell, or came here.
        entered: a Change to be written.
    """

    current_row_changed = Signal(object)
    cell_changed = Signal(object)
    entered = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        theme: Theme,
        preferences: Preferences,
        note: Note,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._note = note
        self._why_not = ""
        self._menu_actions: tuple[QAction | None, ...] = ()
        self.model_ = GridModel(columns, self)
        self.header = GridHeader(name, columns, preferences, self)
        self.setHorizontalHeader(self.header)
        self.delegate = CellDelegate(theme, self.model_, note, self)
        self.setModel(self.model_)
        self.setItemDelegate(self.delegate)
        self.copying = GridCopying(self)
        self._dress()
        self.header.arrange()
        self.model_.entered.connect(self._enter)
        self.delegate.entered.connect(self._enter)
        self.delegate.reverted.connect(self._tell_reverted)
        self.delegate.closed.connect(self.model_.drop_what_was_held)
        theme.changed.connect(self.viewport().update)

    # What is shown.

    def show_rows(self, rows: Sequence[Row], *, anew: bool) -> None:
        """Show rows; ``anew``: of something else, so that nothing of before counts."""
        if anew:
            self.delegate.abandon()
            self.model_.start_over(rows)
            self.scrollToTop()
            return
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.model_.show(rows)
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)

    def allow(self, why_not: str) -> None:
        """Let cells be edited, or say why not."""
        self._why_not = why_not
        self.model_.can_edit = not why_not

    @property
    def is_editing(self) -> bool:
        """Whether an editor is open."""
        return self.delegate.editor is not None

    @property
    def current_row(self) -> Row | None:
        """The row that has the cursor."""
        return self.model_.row_at(self.currentIndex())

    @property
    def selected_rows(self) -> list[Row]:
        """The selected rows, from the top; the current one where none is selected."""
        places = sorted({index.row() for index in self.selectedIndexes()})
        rows = [self.model_.rows[at] for at in places]
        return rows or [row for row in (self.current_row,) if row is not None]

    def go_to(self, key: Hashable, column: int = -1) -> bool:
        """Put the cursor on a row; return whether it is there."""
        at = self.model_.place_of(key)
        if at < 0:
            return False
        wanted = column if column >= 0 else max(self.currentIndex().column(), self.first_column)
        index = self.model_.index(at, wanted)
        self.put_cursor(index)
        self.scrollTo(index)
        return True

    def put_cursor(self, index: Index) -> None:
        """Let a cell be the current one and its row the only one selected.

        Qt's own setCurrentIndex() goes by the keys that are held down at the moment.
        """
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def select_keys(self, keys: Sequence[Hashable]) -> None:
        """Select rows, the first of which gets the cursor."""
        places = [at for at in map(self.model_.place_of, keys) if at >= 0]
        if not places:
            return
        flags = QItemSelectionModel.SelectionFlag
        column = max(self.currentIndex().column(), self.first_column)
        self.put_cursor(self.model_.index(places[0], column))
        for at in places[1:]:
            self.selectionModel().select(self.model_.index(at, 0), flags.Select | flags.Rows)
        self.scrollTo(self.model_.index(places[0], column))

    @property
    def wanted_height(self) -> int:
        """The height at which every row shows."""
        rows = self.model_.rowCount() * self.verticalHeader().defaultSectionSize()
        return self.header.sizeHint().height() + rows + 2 * self.frameWidth() + INSIDE

    @property
    def first_column(self) -> int:
        """The column where the cursor stands at first."""
        return 0

    def edit_cell(self, key: Hashable, column: str) -> None:
        """Open the editor of a cell."""
        if self.go_to(key, self.model_.column_of(column)):
            self.setFocus()
            self.open_editor()

    def open_editor(self) -> bool:
        """Open the editor of the current cell; return whether it has one."""
        if self.is_editing or not self.model_.flags(self.currentIndex()) & _EDITABLE:
            return False
        self.edit(self.currentIndex())
        return self.is_editing

    def say(self, text: str, meaning: Meaning = Meaning.WARNING, index: Index | None = None) -> None:
        """Say something below a cell, the current one by default."""
        place = self.visualRect(index if index is not None else self.currentIndex())
        corner = self.viewport().mapTo(self._note.over, place.topLeft())
        self._note.stand_at(QRect(corner, place.size()))
        self._note.tell(text, meaning)
        self._note.leave_soon()

    def await_answer(self, change: Change) -> None:
        """Show what was entered until the rows come anew."""
        column = self.model_.column_of(change.column)
        cell = change.row.cells[column]
        text = DOTS if cell.spec.secret else face_text(cell.spec, change.value)
        self.model_.await_answer(change.row, column, text)

    def add_to_copy(self, data: QMimeData) -> None:
        """Add what the grid can paste again to what is copied."""

    # Keys and pointer.

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is not _EDITING:
            self._note.hide()
            if self._handle(event):
                return
        super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self._say_why_not()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.fill(self.viewport().width())

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        self.delegate.leave()  # Qt would close the editor, and lose what was typed
        super().currentChanged(current, previous)
        self.cell_changed.emit(self)
        if current.row() != previous.row() or not previous.isValid():
            self.current_row_changed.emit(self.current_row)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        by_mouse = event.reason() is Qt.FocusReason.MouseFocusReason
        if not by_mouse and not self.currentIndex().isValid() and self.model_.rows:
            self.put_cursor(self.model_.index(0, self.first_column))
        super().focusInEvent(event)
        self.cell_changed.emit(self)

    def _handle(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        wants = plain and (
            event.key() in (*_ENTER, Qt.Key.Key_F2, Qt.Key.Key_Space) or event.text().isprintable()
        )
        if not wants or (not event.text() and event.key() != Qt.Key.Key_F2):
            return False
        flags = self.model_.flags(self.currentIndex())
        if self._say_why_not():
            return True
        if flags & _CHECKABLE and event.key() in (*_ENTER, Qt.Key.Key_Space):
            self.toggle(self.currentIndex())
            return True
        if event.key() in _ENTER and self.open_editor():
            return True
        return event.key() == Qt.Key.Key_Space and not flags & _EDITABLE

    def toggle(self, index: Index) -> None:
        """Turn a switch."""
        self.model_.setData(index, None, Qt.ItemDataRole.CheckStateRole)

    def _say_why_not(self) -> bool:
        cell = self.model_.cell_at(self.currentIndex())
        if self._why_not and cell is not None and not cell.explains:
            self.say(f"Not editable. {self._why_not}", Meaning.NEUTRAL)
            return True
        return False

    @Slot(object)
    def _enter(self, change: object) -> None:
        if not self._say_why_not():  # it may have changed while somebody typed
            self.entered.emit(change)

    @Slot(object, str)
    def _tell_reverted(self, index: Index, words: str) -> None:
        self.say(words, Meaning.BAD, index)

    # The menu.

    def offer(self, actions: Sequence[QAction | None]) -> None:
        """Put actions on the context menu; None for a line between groups."""
        self._menu_actions = tuple(actions)

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        for action in self._menu_actions:
            if action is None:
                menu.addSeparator()
            elif action.isVisible():
                menu.addAction(action)
        index = self.indexAt(at)
        place = at if index.isValid() else self.visualRect(self.currentIndex()).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(place))

    def _dress(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + RELATED + 2)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setFont(self._theme.body_font())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(
            "QTableView { border: none; border-radius: 0; }"
            "QTableView::item { padding: 0 4px; border: none; } QHeaderView::section { padding: 3px 6px; }"
        )
