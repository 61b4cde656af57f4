"""One new migration, from its open dialog to its file: texts, folder, writing, recording."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.model.errors import PipelineBrowserError
from pipeline_browser.model.migrations.source import read_source
from pipeline_browser.model.migrations.writing.new_files import write_files
from pipeline_browser.model.migrations.writing.recording import record_as_applied
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.migrations.writing.dialog import NewMigrationDialog
from pipeline_browser.ui.migrations.writing.filling import (
    Filling,
    Ground,
    OtherSchema,
    Wish,
    fill,
    look_at_ground,
    read_other,
    try_text,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.model.migrations.writing.texts import Draft
    from pipeline_browser.model.migrations.writing.trying import Trial
    from pipeline_browser.ui.background import Job, Progress
    from pipeline_browser.ui.comparison import Comparison
    from pipeline_browser.ui.migrations.writing.dialog import NewMigration
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

_SIZE = "new-migration"
_FILES = "SQLite databases (*.db *.sqlite *.sqlite3 *.db3);;All files (*)"


class OneMigration(QObject):
    """Has a dialog, and does what it asks for.

    Signals:
        written: the paths of the files; the dialog is closed.
        failed: a PipelineBrowserError, after that.
        over: the dialog is closed.
    """

    written = Signal(object)
    failed = Signal(object)
    over = Signal()

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._wanted: NewMigration | None = None
        self._ground: Ground | None = None
        self._filling: Filling | None = None
        self._work: Job | None = None
        self._is_over = False
        self.dialog = NewMigrationDialog(theme, window)
        self._connect()

    def begin(self, comparison: Comparison | None) -> None:
        """Open the dialog; with a comparison it begins with what makes one schema of the other."""
        state, dialog = self._session.state, self.dialog
        if comparison is not None:
            dialog.start.hand_over(comparison.before, comparison.after, comparison.title)
        source = state.source if state is not None else None
        # The bundled folder belongs to the installation: nothing is ever written into it.
        if source is not None and not source.bundled:
            dialog.show_source(source, in_use=True)
        remembered = self._session.preferences.view(_SIZE)
        if not remembered.isEmpty():
            dialog.restoreGeometry(remembered)
        dialog.open()
        if source is not None:
            self._look_at_ground(source)

    def _connect(self) -> None:
        dialog = self.dialog
        dialog.folder_wanted.connect(self._choose_folder)
        dialog.start.wished.connect(self._fill)
        dialog.start.other_wanted.connect(self._choose_other)
        dialog.trial_wanted.connect(self._try)
        dialog.decided.connect(self._write)
        dialog.finished.connect(self._close)

    # What the texts are made of.

    def _look_at_ground(self, source: MigrationSource) -> None:
        if self._session.state is None:  # closed meanwhile
            return
        if self._session.state is None:
            return  # closed meanwhile
        job = self._session.submit(partial(look_at_ground, source), "Reading the schema", quiet=True)
        job.finished.connect(self._show_ground)
        job.failed.connect(self._tell)

    @Slot(object)
    def _show_ground(self, ground: Ground) -> None:
        state = self._session.state
        self._ground = ground
        if not self._is_over and state is not None:
            self.dialog.show_ground(ground, writable=state.writable)
            self._fill(self.dialog.start.wish)

    @Slot(object)
    def _fill(self, wish: Wish) -> None:
        if self._ground is None:
            return
        self._cancel_work()
        job = self._session.worker.run(partial(fill, wish, self._ground), "Writing the SQL", quiet=True)
        self._work = job
        job.finished.connect(self._show_filling)
        job.failed.connect(self._tell)

    @Slot(object)
    def _show_filling(self, filling: Filling) -> None:
        if not self._is_over and filling.wish == self.dialog.start.wish:
            self._filling = filling
            self.dialog.show_filling(filling)

    @Slot()
    def _choose_other(self) -> None:
        chooser = QFileDialog(self.dialog, "Choose the other database", str(self._beside()), _FILES)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self.use_other)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    @Slot(str)
    def use_other(self, file: str) -> None:
        """Take this file as the other database; what cannot be read is told in the dialog."""
        state = self._session.state
        if state is not None and state.location.path is not None and _same(state.location.path, Path(file)):
            self._tell(_is_open(Path(file)))
            return
        job = self._session.worker.run(partial(read_other, Path(file)), "Reading the other database")
        job.finished.connect(self._show_other)
        job.failed.connect(self._tell)

    @Slot(object)
    def _show_other(self, other: OtherSchema) -> None:
        if not self._is_over:
            self.dialog.start.show_other(other)

    @Slot(object)
    def _try(self, draft: Draft) -> None:
        if self._ground is None or self._filling is None:
            return
        work = partial(try_text, draft, self._filling, self._ground)
        self._cancel_work()
        job = self._session.worker.run(work, "Trying the migration")
        self._work = job
        job.finished.connect(self._show_trial)
        job.failed.connect(self._tell)

    @Slot(object)
    def _show_trial(self, trial: Trial) -> None:
        if not self._is_over:
            self.dialog.show_trial(trial)

    # The folder.

    @Slot()
    def _choose_folder(self) -> None:
        # Over the dialog, not over the window: that one is blocked while the dialog is open.
        chooser = QFileDialog(self.dialog, "Choose the folder of the new migration", str(self._beside()))
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
        if not self._is_over:
            state = self._session.state
            in_use = state is not None and state.source_folder == source.folder
            self.dialog.show_source(source, in_use=in_use)
            self._look_at_ground(source)

    def _beside(self) -> Path:
        state = self._session.state
        return state.location.path.parent if state and state.location.path else Path.home()

    # Writing.

    @Slot(object)
    def _write(self, wanted: NewMigration) -> None:
        self._wanted = wanted
        job = self._session.worker.run(partial(_add, wanted), "Writing the migration")
        job.finished.connect(self._show_written)
        job.failed.connect(self._tell)

    @Slot(object)
    def _show_written(self, paths: tuple[Path, ...]) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        self.dialog.accept()
        if wanted.record and self._session.state is not None:
            work = partial(_record, paths[0])
            job = self._session.submit(work, "Recording the migration", refresh=True)
            job.failed.connect(self.failed)
        if wanted.use_folder:
            self._session.set_source(wanted.folder)
        else:
            self._session.refresh()
        if wanted.open_file:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths[0])))
        self.written.emit(paths)

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if not self._is_over and not was_cancelled(error):
            self.dialog.tell(error)

    def _cancel_work(self) -> None:
        if self._work is not None and not self._work.is_over:
            self._work.cancel()

    @Slot()
    def _close(self) -> None:
        self._cancel_work()
        self._session.preferences.remember_view(_SIZE, self.dialog.saveGeometry())
        self._is_over = True
        self.dialog.deleteLater()
        self.over.emit()


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _is_open(path: Path) -> PipelineBrowserError:
    return PipelineBrowserError(
        f"{path.name} is the database that is open",
        path=path,
        cause="Its schema would be compared with itself.",
        remedy="Choose another database.",
    )


def _read(folder: Path, progress: Progress, cancellation: Cancellation) -> MigrationSource:
    return read_source(folder)


def _add(wanted: NewMigration, progress: Progress, cancellation: Cancellation) -> tuple[Path, ...]:
    return write_files(wanted.files)


def _record(path: Path, database: Database, progress: Progress, cancellation: Cancellation) -> None:
    source = read_source(path.parent)
    version = next(each.version for each in source.migrations if each.path.name == path.name)
    record_as_applied(database, source, version, cancellation=cancellation)
