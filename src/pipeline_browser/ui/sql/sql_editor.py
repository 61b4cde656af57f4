"""The same view of SQL, with a text that can be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor

from pipeline_browser.overriding import override
from pipeline_browser.ui.sql.gradual_text import LONGEST_LINE, MOST
from pipeline_browser.ui.sql.sql_view import SqlView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.sql.line_mark import LineMark
    from pipeline_browser.ui.theme import Theme

_COLOUR_AFTER = 50  # milliseconds without another key


class SqlEditor(SqlView):
    """Shows a text and lets it be edited; one that the view cannot show as it is stays read-only.

    Signals:
        edited: by a person.
    """

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._is_showing = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_COLOUR_AFTER)
        self._later.timeout.connect(self._colouring.restart)
        self._text.filled.connect(self._open_for_edits)
        self.textChanged.connect(self._note_edit)
        self._open_for_edits()

    @property
    def is_edited(self) -> bool:
        """Whether a person changed the text since it was shown."""
        return self.document().isModified()

    @property
    def sql(self) -> str:
        """The text as it is now."""
        return self.toPlainText() if self.is_edited else self._sql

    @override
    def show_sql(self, sql: str, marks: Mapping[int, LineMark] | None = None, *, first_line: int = 1) -> None:
        self._is_showing = True
        if self.is_edited and _is_shown_whole(sql):
            self._replace_all(sql)
            self.show_marks(marks or {})
        else:
            super().show_sql(sql, marks, first_line=first_line)
        self._is_showing = not self._text.is_filled
        self._open_for_edits()

    def show_marks(self, marks: Mapping[int, LineMark]) -> None:
        """Mark other lines of the same text."""
        if marks != self._marks:
            self._marks = dict(marks)
            self._paint_marks()

    def replace_beginning(self, old: str, new: str) -> None:
        """Put ``new`` in the place of ``old`` where the text still begins with it; no edit of a person's."""
        text = self.sql
        if not text.startswith(old) or old == new:
            return
        edited = self.is_edited
        self._is_showing = True
        cursor = QTextCursor(self.document())
        cursor.joinPreviousEditBlock()  # undo takes back what a person did, never this alone
        end = min(len(old.encode("utf-16-le")) // 2, self.document().characterCount() - 1)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(new.removesuffix("\n") if text == old else new)  # the last line end does not show
        cursor.endEditBlock()
        self._sql = new + self._sql.removeprefix(old)
        self.document().setModified(edited)
        self._is_showing = False
        self._later.start()

    def _replace_all(self, sql: str) -> None:
        """Put a text in the place of one that a person edited, so that undo brings that back."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(sql.removesuffix("\n"))
        self._sql = sql
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._later.start()

    @Slot()
    def _open_for_edits(self) -> None:
        """Let the text be edited, unless it is not all there, or is not shown as it is."""
        self._is_showing = not self._text.is_filled
        if not self.isUndoRedoEnabled():
            self.setUndoRedoEnabled(True)
        self.document().setModified(False)
        editable = self._text.is_filled and _is_shown_whole(self._sql)
        self.setReadOnly(not editable)
        flags = Qt.TextInteractionFlag
        reading = flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags.TextEditorInteraction if editable else reading)

    @Slot()
    def _note_edit(self) -> None:
        if not self._is_showing and self.is_edited:
            self._later.start()
            self.edited.emit()


def _is_shown_whole(sql: str) -> bool:
    if len(sql) > MOST or any(sign in sql for sign in "\r\u2029\0\ufdd0\ufdd1"):
        return False
    return all(len(line) <= LONGEST_LINE for line in sql.split("\n"))
