"""Opening an editor over a cell, and telling what was entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent

from pipeline_browser.model.pipelines.catalogue import Fitness
from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.pipelines.details.cells.facts import Change, RowKind
from pipeline_browser.ui.pipelines.details.editors.editor_words import hint, reading, refused
from pipeline_browser.ui.pipelines.details.editors.field_editor import FieldEditor, Hint
from pipeline_browser.ui.pipelines.details.grids.cell_painting import CellPainting

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

    from pipeline_browser.model.pipelines.values import Value
    from pipeline_browser.ui.pipelines.details.cells.facts import Row
    from pipeline_browser.ui.pipelines.details.editors.note import Note
    from pipeline_browser.ui.pipelines.details.grids.grid_model import GridModel, Index
    from pipeline_browser.ui.theme import Theme

_NARROWEST = 150  # pixels of an editor, where its column is narrower


class CellDelegate(CellPainting):
    """Of one grid.

    Signals:
        entered: a Change that was typed or chosen, and can be stored.
        reverted: an index and why what was typed there is not stored.
        reveal_wanted: the index of a secret whose eye was clicked.
        closed: an editor is gone.
    """

    entered = Signal(object)
    reverted = Signal(object, str)
    reveal_wanted = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, model: GridModel, note: Note, parent: QAbstractItemView) -> None:
        super().__init__(theme, model, parent)
        self._note = note
        self.editor: FieldEditor | None = None
        self._row: Row | None = None
        self._column = 0
        note.suggested.connect(self._use_suggestion)

    # The editor.

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell, row = self._model.cell_at(index), self._model.row_at(index)
        assert cell is not None and row is not None and cell.judge is not None  # noqa: PT018, S101 - its flags say so
        editor = FieldEditor(self._theme, cell.spec, cell.judge, cell.value, parent)
        editor.setFont(option.font)
        self.editor, self._row, self._column = editor, row, index.column()
        self._model.hold(row)
        editor.changed.connect(self._tell_worth)
        editor.accepted.connect(self._accept)
        editor.cancelled.connect(self._cancel)
        editor.left.connect(self.leave)
        QTimer.singleShot(0, editor, self._tell_worth)
        QTimer.singleShot(0, editor, editor.open_list_at_first)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Leave what was typed, whatever comes from the database meanwhile."""

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Nothing: what was entered is told by ``entered``."""

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        area = QRect(option.rect)
        room = self._view.viewport().width()
        area.setWidth(max(area.width(), min(_NARROWEST, room)))
        area.moveLeft(max(0, min(area.left(), room - area.width())))
        editor.setGeometry(area)
        self._place_note()

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:  # its row is gone
            self._take()
        super().destroyEditor(editor, index)
        QTimer.singleShot(0, self, self.closed.emit)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return False  # the editor itself says when it is done

    @Slot(object)
    def _accept(self, how: Hint) -> None:
        editor, row = self.editor, self._row
        if editor is None or row is None:
            return
        judgement = editor.judgement
        if editor.touched and not judgement.can_be_stored:
            self._tell_worth()
            return
        # The value of a new key may be empty; all else that was not touched stays as it is.
        changed = judgement.can_be_stored and (editor.touched or row.kind is RowKind.NEW)
        column = self._column
        self._take()
        self.closeEditor.emit(editor, how)  # which may open the next one
        if changed:
            self._enter(row, column, judgement.value)

    @Slot()
    def _cancel(self) -> None:
        editor = self.editor
        if editor is not None:
            self._take()
            self.closeEditor.emit(editor, Hint.RevertModelCache)

    @Slot()
    def leave(self) -> None:
        """End the editing as somebody does who goes elsewhere: what can be stored is."""
        editor, row = self.editor, self._row
        if editor is None or row is None:
            return
        judgement, typed, touched, column = editor.judgement, editor.typed, editor.touched, self._column
        self._take()
        self.closeEditor.emit(editor, Hint.NoHint)
        if touched and judgement.can_be_stored:
            self._enter(row, column, judgement.value)
        elif touched and (typed or row.kind is RowKind.STORED):
            index = self._model.index(self._model.place_of(row.key), column)
            self.reverted.emit(index, refused(judgement.reason, typed))

    def abandon(self) -> None:
        """Let go of what is typed: its cell is about to be another one."""
        editor = self.editor
        if editor is not None:
            self._take()
            self.closeEditor.emit(editor, Hint.RevertModelCache)

    def _take(self) -> None:
        """The editor is about to close: whatever it tells from now on is of no interest."""
        self.editor = self._row = None
        self._model.hold(None)
        self._note.hide()

    def _enter(self, row: Row, column: int, value: Value) -> None:
        self.entered.emit(Change(row, self._model.columns[column].key, value))

    # The note.

    @Slot()
    def _tell_worth(self) -> None:
        editor = self.editor
        if editor is None or not editor.isVisible():
            return
        spec, judgement = editor.spec, editor.judgement
        self._place_note()
        says_something = (editor.touched or bool(editor.typed)) and not editor.is_begun
        odd = judgement.fitness is not Fitness.FINE and says_something
        if odd:
            meaning = Meaning.WARNING if judgement.can_be_stored else Meaning.BAD
            text = judgement.reason
        else:
            meaning = Meaning.NEUTRAL
            text = " ".join(filter(None, (reading(spec, editor.typed), hint(spec, editor.seen))))
        suggestion = str(judgement.suggestion) if odd and judgement.suggestion is not None else ""
        self._note.tell(text, meaning, suggestion=suggestion)
        editor.line.setAccessibleDescription(text)

    def _place_note(self) -> None:
        editor = self.editor
        if editor is None or editor.window() is not self._note.window():
            return
        corner = editor.mapTo(self._note.over, QPoint(0, 0))
        self._note.stand_at(QRect(corner, editor.size()), above=editor.has_list)

    @Slot()
    def _use_suggestion(self) -> None:
        if self.editor is not None and self.editor.judgement.suggestion is not None:
            self.editor.use(str(self.editor.judgement.suggestion))

    # The eye of a secret.

    @override
    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        face = self._model.face_at(index)
        if (
            face is not None
            and face.secret
            and isinstance(event, QMouseEvent)
            and event.type() is QEvent.Type.MouseButtonRelease
            and self.eye_area(option.rect).contains(event.position().toPoint())
        ):
            self.reveal_wanted.emit(index)
            return True
        return super().editorEvent(event, model, option, index)
