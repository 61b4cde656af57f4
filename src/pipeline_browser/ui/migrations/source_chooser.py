"""Choosing where a database's migrations come from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.session import Session


class SourceChooser(QObject):
    """Asks for the folder over one window and tells the session."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.dialog: QFileDialog | None = None

    @Slot()
    def choose(self) -> None:
        """Let somebody choose the folder of migrations for this database."""
        if self.dialog is not None:
            return
        self.dialog = QFileDialog(self._window, "Choose the folder of migrations", self._start())
        self.dialog.setFileMode(QFileDialog.FileMode.Directory)
        self.dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self.dialog.fileSelected.connect(self.use_folder)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    @Slot(str)
    def use_folder(self, folder: str) -> None:
        """Take the migrations from this folder."""
        self._session.set_source(Path(folder))

    @Slot()
    def use_bundled(self) -> None:
        """Go back to the migrations that come with the program."""
        self._session.set_source(None)

    @Slot()
    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _start(self) -> str:
        state = self._session.state
        if state is None:
            return ""
        if state.source_folder is not None:
            return str(state.source_folder)
        return str(state.location.path.parent) if state.location.path else ""
