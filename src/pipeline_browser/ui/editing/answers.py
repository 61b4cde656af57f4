"""What the window says when an edit does not go through: a conflict to decide, or a failure to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from pipeline_browser.ui.editing.conflict_dialog import ConflictDialog
from pipeline_browser.ui.messages import Message

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.editing.editor import Clash, Editor
    from pipeline_browser.ui.theme import Theme


class Answers(QObject):
    """Opens the dialogs over the window."""

    def __init__(self, editor: Editor, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._editor = editor
        self._theme = theme
        self._window = window
        editor.clashed.connect(self._ask)
        editor.failed.connect(self._tell)

    @Slot(object)
    def _ask(self, clash: Clash) -> None:
        dialog = ConflictDialog(clash, self._theme, self._window)
        dialog.insisted.connect(self._editor.insist)
        dialog.gave_up.connect(self._editor.give_up)
        dialog.open()

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        Message(error, self._theme, title="Not changed", parent=self._window).open()
