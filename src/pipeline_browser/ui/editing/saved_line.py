"""The line below the pipelines: what was saved last, with a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.ui.editing.editor import Editor


class SavedLine(QWidget):
    """Says what was saved; why nothing can be, where that is so."""

    def __init__(self, editor: Editor, *, quiet: bool = False) -> None:
        """Make the line.

        Args:
            quiet: it is not there while it has nothing to say.
        """
        super().__init__()
        self._editor = editor
        self._quiet = quiet
        self._last = ""
        self.text = ElidedLabel()
        self.text.setProperty("role", "dim")
        self.undo = QPushButton("Undo")
        self.undo.setProperty("small", True)
        self.undo.clicked.connect(editor.undo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(RELATED, INSIDE, RELATED, INSIDE)
        layout.setSpacing(RELATED)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.undo)
        editor.edited.connect(self._tell)
        editor.availability_changed.connect(self._follow)
        editor.steps_changed.connect(self._follow)
        self._follow()

    @Slot(object)
    def _tell(self, edit: Edit) -> None:
        if edit.changes:
            self._last = f"{'Undone' if edit.undoes else 'Saved'}: {edit.words}"
        self._follow()

    @Slot()
    def _follow(self) -> None:
        steps = bool(self._editor.undo_text or self._editor.redo_text)
        last = self._last if steps else ""
        self.text.show_text(shown(self._editor.why_not or last or "Every change is saved at once"))
        if self._quiet:
            self.setVisible(bool(last))
        self.undo.setVisible(bool(self._editor.undo_text) and self._editor.can_edit)
