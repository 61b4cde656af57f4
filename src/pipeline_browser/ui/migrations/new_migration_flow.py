"""From the wish for a new migration to its file: dialog, folder, writing, showing it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.model.migrations.source import read_source
from pipeline_browser.model.migrations.writing.new_files import add_migration
from pipeline_browser.ui.migrations.new_migration_dialog import NewMigration, NewMigrationDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class NewMigrationFlow(QObject):
    """Shows the dialog over one window and writes what it asks for.

    Signals:
        written: the paths of the files.
    """

    written = Signal(object)

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._theme = theme
        self._window = window
        self._wanted: NewMigration | None = None
        self.dialog: NewMigrationDialog | None = None

    @Slot()
    def begin(self) -> None:
        """Ask what the new migration is to be."""
        state = self._session.state
        if self.dialog is not None or state is None:
            return
        self.dialog = NewMigrationDialog(self._theme, self._window)
        self.dialog.folder_wanted.connect(self._choose_folder)
        self.dialog.decided.connect(self._write)
        self.dialog.finished.connect(self._closed)
        # The bundled folder belongs to the installation: nothing is ever written into it.
        if state.source is not None and not state.source.bundled:
            self.dialog.show_source(state.source, in_use=True)
        self.dialog.open()

    @Slot()
    def _choose_folder(self) -> None:
        state = self._session.state
        start = state.location.path.parent if state and state.location.path else Path.home()
        # Over the dialog, not over the window: that one is blocked while the dialog is open.
        chooser = QFileDialog(
            self.dialog or self._window, "Choose the folder of the new migration", str(start)
        )
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(self.use_folder)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    @Slot(str)
    def use_folder(self, folder: str) -> None:
        """Write into this folder; what cannot be read is told in the dialog."""
        job = self._session.worker.run(partial(_read, Path(folder)), "Reading migrations")
        job.finished.connect(self._show_source)
        job.failed.connect(self._tell)

    @Slot(object)
    def _show_source(self, source: MigrationSource) -> None:
        if self.dialog is not None:
            state = self._session.state
            in_use = state is not None and state.source_folder == source.folder
            self.dialog.show_source(source, in_use=in_use)

    @Slot(object)
    def _write(self, wanted: NewMigration) -> None:
        self._wanted = wanted
        job = self._session.worker.run(partial(_add, wanted), "Writing the migration")
        job.finished.connect(self._show_written)
        job.failed.connect(self._tell)

    @Slot(object)
    def _show_written(self, paths: tuple[Path, ...]) -> None:
        wanted, self._wanted = self._wanted, None
        if self.dialog is not None:
            self.dialog.accept()
        if wanted is not None and wanted.use_folder:
            self._session.set_source(wanted.folder)
        else:
            self._session.refresh()
        if wanted is not None and wanted.open_file:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths[0])))
        self.written.emit(paths)

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if self.dialog is not None:
            self.dialog.tell(error)

    @Slot()
    def _closed(self) -> None:
        self.dialog = None


def _read(folder: Path, progress: Progress, cancellation: Cancellation) -> MigrationSource:
    return read_source(folder)


def _add(wanted: NewMigration, progress: Progress, cancellation: Cancellation) -> tuple[Path, ...]:
    return add_migration(
        wanted.folder,
        wanted.description,
        now=datetime.now(UTC),
        reversible=wanted.reversible,
        sequential=wanted.sequential,
        template=wanted.template,
    )
