"""The name of a pipeline as a heading that can be edited in its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from pipeline_browser.model.pipelines.catalogue import Fitness
from pipeline_browser.model.pipelines.catalogue.fields import Field, judge, spec_of
from pipeline_browser.model.pipelines.shape import PIPELINES
from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.pipelines.details.editors.editor_words import refused
from pipeline_browser.ui.pipelines.details.editors.field_editor import FieldEditor
from pipeline_browser.ui.value_words import cell_text, stand_in

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.ui.pipelines.details.editors.note import Note
    from pipeline_browser.ui.theme import Theme

_FIELD = Field(PIPELINES, "name")
_SIZE = 1.15  # of the body's type


class NameField(QStackedWidget):
    """Shows a name; F2, Return or a double click edits it.

    Signals:
        entered: the row that was seen, and the name that was typed.
        closed: the field is gone.
    """

    entered = Signal(object, str)
    closed = Signal()

    def __init__(self, theme: Theme, note: Note, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._note = note
        self._row: StoredRow | None = None
        self._seen: StoredRow | None = None
        self._can_edit = False
        self.editor: FieldEditor | None = None
        self.label = _Heading()
        self.label.wanted.connect(self.edit)
        self.addWidget(self.label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)
        note.suggested.connect(self._use_suggestion)
        self._dress()

    @property
    def is_editing(self) -> bool:
        """Whether the name is being typed."""
        return self.editor is not None

    def show_name(self, row: StoredRow) -> None:
        """Show the name of a row; what is being typed stays."""
        self._row = row
        name = row.get("name")
        self.label.show_text(stand_in(name) or cell_text(name))
        self.label.setAccessibleName(f"Pipeline {self.label.whole_text}")

    def allow(self, *, can_edit: bool) -> None:
        """Let the name be edited, or not."""
        self._can_edit = can_edit
        self.label.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_edit else Qt.FocusPolicy.NoFocus)

    @Slot()
    def edit(self) -> None:
        """Open the field."""
        row = self._row
        if row is None or not self._can_edit or self.editor is not None:
            return
        self._seen = row
        self.editor = FieldEditor(self._theme, spec_of(_FIELD), partial(judge, _FIELD), row.get("name"), self)
        self.editor.line.setAccessibleName("Name of the pipeline")
        self.editor.changed.connect(self._tell_worth)
        self.editor.accepted.connect(self._accept)
        self.editor.cancelled.connect(self._close)
        self.editor.left.connect(self._leave)
        self.addWidget(self.editor)
        self.setCurrentWidget(self.editor)
        self.editor.line.selectAll()
        self.editor.setFocus()
        self._tell_worth()

    @Slot(object)
    def _accept(self, _hint: object) -> None:
        editor = self.editor
        if editor is None or (editor.touched and not editor.judgement.can_be_stored):
            self._tell_worth()
            return
        self._enter()
        self._close()
        self.label.setFocus()

    @Slot()
    def _leave(self) -> None:
        editor = self.editor
        if editor is None:
            return
        judgement = editor.judgement
        lost = editor.touched and not judgement.can_be_stored
        self._enter()
        self._close()
        if lost:
            self._place_note()
            self._note.tell(refused(judgement.reason, editor.typed), Meaning.BAD)
            self._note.leave_soon()

    def _enter(self) -> None:
        editor = self.editor
        if editor is not None and editor.touched and editor.judgement.can_be_stored:
            self.label.show_text(cell_text(editor.typed))
            self.entered.emit(self._seen, str(editor.judgement.value))

    @Slot()
    def _close(self) -> None:
        editor, self.editor = self.editor, None
        self._note.hide()
        if editor is not None:
            had_focus = editor.hasFocus()
            self.setCurrentWidget(self.label)
            self.removeWidget(editor)
            editor.deleteLater()
            if had_focus:
                self.label.setFocus()
            self.closed.emit()

    @Slot()
    def _tell_worth(self) -> None:
        editor = self.editor
        if editor is None:
            return
        judgement = editor.judgement
        self._place_note()
        if judgement.fitness is Fitness.FINE or not (editor.touched or editor.typed):
            self._note.tell(editor.spec.hint, Meaning.NEUTRAL)
            return
        meaning = Meaning.WARNING if judgement.can_be_stored else Meaning.BAD
        suggestion = "" if judgement.suggestion is None else str(judgement.suggestion)
        self._note.tell(judgement.reason, meaning, suggestion=suggestion)
        editor.line.setAccessibleDescription(judgement.reason)

    def _place_note(self) -> None:
        corner = self.mapTo(self._note.over, QPoint(0, 0))
        self._note.stand_at(QRect(corner, self.size()))

    @Slot()
    def _use_suggestion(self) -> None:
        if self.editor is not None and self.editor.judgement.suggestion is not None:
            self.editor.use(str(self.editor.judgement.suggestion))

    @Slot()
    def _dress(self) -> None:
        accent = self._theme.colours.accent
        self.label.setStyleSheet(
            "QLabel { border: 1px solid transparent; border-radius: 4px; padding: 0 2px; }"
            f"QLabel:focus {{ border-color: {accent}; }}"
        )
        self.label.setFont(self._theme.heading_font(_SIZE))
        self.setFixedHeight(self.fontMetrics().height() + 12)


class _Heading(ElidedLabel):
    """Shows the name.

    Signals:
        wanted: F2, Return or a double click asks for the field.
    """

    wanted = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.wanted.emit()
