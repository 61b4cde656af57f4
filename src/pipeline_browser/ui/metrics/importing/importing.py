"""From files to rows of metrics: looking at them, planning, hashing, and one edit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.errors import RunsOutdated
from pipeline_browser.model.metrics.importing.checksums import Checksums, compute_checksums
from pipeline_browser.model.metrics.importing.importing import import_runs
from pipeline_browser.model.metrics.importing.planning import plan_import
from pipeline_browser.model.metrics.importing.scanning import Scan, scan
from pipeline_browser.ui.background import Worker, was_cancelled
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.metrics.importing.choosing import Choosing
from pipeline_browser.ui.metrics.importing.import_dialog import ImportDialog
from pipeline_browser.ui.metrics.importing.import_words import Doing, doing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.metrics.importing.plan import ImportPlan, PlannedFile
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.ui.background import Job, Progress
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

_STOPPED = "Stopped. Nothing was written."


class Importing(QObject):
    """Asks for files, shows what they hold, and writes what was agreed to as one step.

    Signals:
        done: the Edit.
        failed: a PipelineBrowserError: nothing can be imported here.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, editor: Editor, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._editor = editor
        self._theme = theme
        self._window = window
        # Files of gigabytes are read here, so that the database's own worker is never held up.
        self._worker = Worker(self)
        self._chosen: list[Path] = []
        self._scan: Scan | None = None
        self._agreed: tuple[PlannedFile, ...] = ()
        self._job: Job | None = None
        self._said = ""
        self._is_writing = False
        self.dialog: ImportDialog | None = None
        self.choosing = Choosing(session, self)
        self.choosing.chosen.connect(self.take)
        session.changed.connect(self._follow)
        session.opened.connect(self._leave)
        session.created.connect(self._leave)

    @property
    def busy(self) -> bool:
        """Whether anything is being looked at, hashed or written."""
        return self._job is not None or self._worker.busy

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self._worker.shut_down()

    @Slot()
    def ask(self) -> None:
        """Let somebody choose files or a folder."""
        if self._session.state is not None and self.dialog is None:
            self._open_dialog()

    @Slot(object)
    def take(self, paths: Sequence[Path]) -> None:
        """Look at files and folders, beside those that were chosen before in the same dialog."""
        if self._session.state is None or not paths or self._is_writing:
            return
        dialog = self.dialog or self._open_dialog()
        self._chosen += [path for path in paths if path not in self._chosen]
        self._cancel_job()
        dialog.show_doing(Doing("Looking for files", None))
        self._run(self._worker.run(partial(_scan, tuple(self._chosen)), "Reading output files"), self._plan)

    # One step after the other.

    @Slot(object)
    def _plan(self, found: Scan) -> None:
        if self._is_of_now():
            self._scan = found
            self._plan_anew()

    def _plan_anew(self) -> None:
        if self._scan is None:
            return
        self._run(self._session.submit(partial(_planned, self._scan), "Comparing runs"), self._show)

    @Slot(object)
    def _show(self, plan: ImportPlan) -> None:
        if self.dialog is None or not self._is_of_now():
            return
        self._job = None
        self.dialog.show_doing(None)
        self.dialog.show_plan(plan)
        self._follow()
        if self._said:
            self.dialog.tell(self._said)
            self._said = ""

    @Slot(object)
    def _begin(self, agreed: tuple[PlannedFile, ...]) -> None:
        if self.dialog is None:
            return
        self._agreed = agreed
        if not self.dialog.hashes:
            self._write(Checksums())
            return
        self.dialog.show_doing(Doing("Reading files", None))
        self._run(self._worker.run(partial(_hash, agreed), "Computing checksums"), self._write_hashed)

    @Slot(object)
    def _write_hashed(self, checksums: Checksums) -> None:
        """Write what was agreed to; where files turned out to be others, show first what is left."""
        if self.dialog is None or not self._is_of_now():
            return
        self._job = None
        if not checksums.unread:
            self._write(checksums)
            return
        names = ", ".join(path.name for path in list(checksums.unread)[:3])
        count = counted(len(checksums.unread), "file")
        self._say_and_look_again(f"Nothing was written: {count} changed or cannot be read ({names}).")

    def _write(self, checksums: Checksums) -> None:
        if self.dialog is None or not self._editor.can_edit:
            return
        self._is_writing = True
        self.dialog.show_doing(Doing("Writing", None))
        operation = partial(import_runs, planned=self._agreed, checksums=checksums.by_path)
        self._editor.do(operation, done=self._finish, failed=self._tell_dialog)

    def _finish(self, edit: Edit) -> None:
        self._is_writing = False
        if self.dialog is not None:
            self.dialog.show_doing(None)
            self.dialog.accept()
        self.done.emit(edit)

    # When it does not go well.

    @Slot()
    def _stop(self) -> None:
        if self._is_writing and self._editor.busy:
            self._editor.stop()  # whether it was still in time is told by what follows
            return
        self._is_writing = False
        self._cancel_job()
        if self.dialog is not None:
            self.dialog.show_doing(None)
            self._follow()
            self.dialog.tell(_STOPPED)

    def _tell_dialog(self, error: PipelineBrowserError) -> None:
        """The edit did not go through: rows are others by now, or the database refuses."""
        self._is_writing = False
        if self.dialog is None:
            return
        self.dialog.show_doing(None)
        if was_cancelled(error):
            self.dialog.tell(_STOPPED)
        elif isinstance(error, RunsOutdated):
            self._said = f"Nothing was written. {error.cause} This is how the files stand now."
            self._plan_anew()
        else:
            self.dialog.tell(
                " ".join(each for each in (f"{error.summary}.", error.cause, error.remedy) if each)
            )

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if not self._is_of_now():
            return
        self._job = None
        if self.dialog is not None:
            self.dialog.show_doing(None)
        if not was_cancelled(error):
            self._leave()
            self.failed.emit(error)

    def _say_and_look_again(self, words: str) -> None:
        self._said = words
        paths = tuple(self._chosen)
        self._run(self._worker.run(partial(_scan, paths), "Reading output files"), self._plan)

    # The dialog and what it follows.

    def _open_dialog(self) -> ImportDialog:
        dialog = ImportDialog(self._session.preferences, self._theme, self._window)
        dialog.files_wanted.connect(self._choose_files)
        dialog.folder_wanted.connect(self._choose_folder)
        dialog.dropped.connect(self.take)
        dialog.agreed.connect(self._begin)
        dialog.stopped.connect(self._stop)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        self._follow()
        dialog.open()
        return dialog

    @Slot()
    def _choose_files(self) -> None:
        if self.dialog is not None:
            self.choosing.choose_files(self.dialog)

    @Slot()
    def _choose_folder(self) -> None:
        if self.dialog is not None:
            self.choosing.choose_folder(self.dialog)

    @Slot()
    def _follow(self) -> None:
        if self.dialog is None:
            return
        if self._session.state is None:
            self._leave()
        else:
            self.dialog.forbid(self._editor.why_not)

    @Slot()
    def _leave(self) -> None:
        """Close the dialog: it is about a database that is not open any more."""
        if self.dialog is not None:
            self.dialog.show_doing(None)
            self.dialog.reject()

    @Slot()
    def _forget(self) -> None:
        self._cancel_job()
        self.dialog, self._is_writing = None, False
        self._chosen, self._scan, self._agreed, self._said = [], None, (), ""

    # Jobs.

    def _run(self, job: Job, then: object) -> None:
        self._job = job
        job.progressed.connect(self._show_progress)
        job.finished.connect(then)
        job.failed.connect(self._tell)

    def _is_of_now(self) -> bool:
        return self._job is not None and self.sender() is self._job

    def _cancel_job(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    @Slot(object)
    def _show_progress(self, event: object) -> None:
        now = doing(event)
        if now is not None and self.dialog is not None and self._is_of_now():
            self.dialog.show_doing(now)


def _scan(paths: tuple[Path, ...], progress: Progress, cancellation: Cancellation) -> Scan:
    return scan(paths, progress=progress, cancellation=cancellation)


def _planned(found: Scan, database: Database, progress: Progress, cancellation: Cancellation) -> ImportPlan:
    return plan_import(database, found, cancellation=cancellation)


def _hash(agreed: tuple[PlannedFile, ...], progress: Progress, cancellation: Cancellation) -> Checksums:
    return compute_checksums(agreed, progress=progress, cancellation=cancellation)
