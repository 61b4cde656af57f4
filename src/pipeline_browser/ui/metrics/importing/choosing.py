"""Which files: several files, or a folder with all below it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.model.metrics.importing.output_file import SUFFIX

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.session import Session

FILTER = f"Output files (*{SUFFIX});;All files (*)"
_FOLDER = "metrics/import-folder"


class Choosing(QObject):
    """Opens the system's dialogs, where somebody chose last.

    Signals:
        chosen: a list of paths.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.dialog: QFileDialog | None = None

    def choose_files(self, over: QWidget) -> None:
        """Let somebody choose files."""
        dialog = QFileDialog(over, "Choose output files", self._start(), FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._open(dialog)

    def choose_folder(self, over: QWidget) -> None:
        """Let somebody choose a folder."""
        dialog = QFileDialog(over, "Choose a folder of output files", self._start())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog)

    def _open(self, dialog: QFileDialog) -> None:
        self.dialog = dialog
        dialog.filesSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _start(self) -> str:
        state = self._session.state
        remembered = self._session.preferences.current.view(_FOLDER)
        if remembered and Path(remembered).is_dir():
            return remembered
        beside = state.location.path.parent if state and state.location.path else Path.home()
        return str(beside)

    @Slot(list)
    def _take(self, names: list[str]) -> None:
        if names:
            first = Path(names[0])
            self._session.preferences.remember_text(_FOLDER, str(first if first.is_dir() else first.parent))
            self.chosen.emit([Path(name) for name in names])

    @Slot()
    def _forget(self) -> None:
        self.dialog = None
