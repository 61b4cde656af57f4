"""Writing key material for an encryption stage, with a question where a key is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.pipelines.catalogue.stages import algorithm_named, stage_type_as_read
from pipeline_browser.model.pipelines.key_material import generate_key_material, missing_key_material
from pipeline_browser.ui.pipelines.details.doing.key_dialog import KeyDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.facts import Stage
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.theme import Theme


def encrypts(stage: Stage | None) -> bool:
    """Whether a stage needs key material."""
    if stage is None or not isinstance(stage.stage_type, str) or not isinstance(stage.algorithm, str):
        return False
    known = algorithm_named(stage.algorithm)
    if stage_type_as_read(stage.stage_type) == "checksum":
        return False  # whatever its algorithm says, it computes a checksum
    return known is not None and known.stage_type == "encryption"


class KeyDeeds(QObject):
    """Generates keys.

    Signals:
        written: new key material was written.
    """

    written = Signal()

    def __init__(self, theme: Theme, editor: Editor, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._editor = editor
        self._window = window
        self._asked: Stage | None = None

    def generate_for(self, stage: Stage) -> None:
        """Write what is lacking of key, nonce and salt; where nothing is, ask whether to replace them."""
        if not missing_key_material(stage):
            self._asked = stage
            dialog = KeyDialog(stage, self._theme, self._window)
            dialog.decided.connect(self._replace)
            dialog.open()
        else:
            self._write(generate_key_material(stage))

    @Slot()
    def _replace(self) -> None:
        if self._asked is not None:
            self._write(generate_key_material(self._asked, replace=True))

    def _write(self, operation: Callable[..., Edit]) -> None:
        self._editor.do(operation, done=self._tell)

    def _tell(self, _edit: object) -> None:
        self.written.emit()
