"""From the runs of the table to a file, in steps that let others use the database in between."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.model.errors import ExportFailed
from pipeline_browser.model.metrics.exporting.exporting import Exported, save_steps
from pipeline_browser.model.metrics.exporting.formats import Format, format_of
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.metrics.exporting.export_dialog import ExportDialog, Offered
from pipeline_browser.ui.notice import Notice

if TYPE_CHECKING:
    from array import array
    from collections.abc import Generator

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.exporting.exporting import Wanted
    from pipeline_browser.model.metrics.source import Source
    from pipeline_browser.model.pipelines.shape import Shape
    from pipeline_browser.ui.background import Job, Progress
    from pipeline_browser.ui.metrics.view import View
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

_FORMAT = "metrics/export-format"


class Exporting(QObject):
    """Asks what and where, and writes.

    Signals:
        told: a Notice about the file that was written.
        failed: a PipelineBrowserError.
    """

    told = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._theme = theme
        self._window = window
        self._view: View | None = None
        self._wanted: Wanted | None = None
        self._steps: _Steps | None = None
        self._job: Job | None = None
        self._stopped = False
        self.dialog: ExportDialog | None = None
        self.chooser: QFileDialog | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return self._job is not None

    def ask(self, view: View, selected: array[int], columns: tuple[Column, ...]) -> None:
        """Let somebody choose what to export of what the table shows."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        self._view = view
        offered = Offered(view.keys, selected, len(view.every), columns)
        self.dialog = ExportDialog(offered, self._remembered, self._theme, self._window)
        self.dialog.decided.connect(self._choose_file)
        self.dialog.stopped.connect(self.stop)
        self.dialog.finished.connect(self._leave)
        self.dialog.open()

    @property
    def _remembered(self) -> Format:
        name = self._session.preferences.current.view(_FORMAT)
        return Format(name) if name in {each.value for each in Format} else Format.CSV

    @Slot(object)
    def _choose_file(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._session.preferences.remember_text(_FORMAT, wanted.format.value)
        state = self._session.state
        folder = state.location.path.parent if state and state.location.path else Path.home()
        start = str(folder / f"runs{wanted.format.suffix}")
        self.chooser = QFileDialog(self.dialog or self._window, "Export runs", start)
        self.chooser.setNameFilters([f"{wanted.format.title} (*{wanted.format.suffix})", "All files (*)"])
        self.chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.chooser.setDefaultSuffix(wanted.format.suffix)
        self.chooser.fileSelected.connect(self.save)
        self.chooser.finished.connect(self.chooser.deleteLater)
        self.chooser.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Write the file; ``told`` or ``failed`` follows."""
        if self._view is None or self._wanted is None or self.dialog is None or self._session.state is None:
            return
        target, keys = Path(name), self.dialog.keys
        read = self._view.read
        self._steps = _Steps(target, read.source, read.shape, keys, _by_ending(self._wanted, target))
        self._stopped = False
        self.dialog.show_progress(self._steps.exported)
        self._step()

    def _step(self) -> None:
        assert self._steps is not None  # noqa: S101 - it is being written
        self._job = self._session.submit(self._steps.take, "Exporting runs", quiet=True)
        self._job.finished.connect(self._go_on)
        self._job.failed.connect(self._fail)

    @Slot(object)
    def _go_on(self, exported: Exported | None) -> None:
        if self.sender() is not self._job or self._steps is None:
            return
        self._job = None
        if exported is None:
            self._tell_saved(self._steps)
        elif self._stopped or self._session.state is None:  # after this step was done, or closed meanwhile
            self._abandon()
        else:
            if self.dialog is not None:
                self.dialog.show_progress(exported)
            self._step()

    def _tell_saved(self, steps: _Steps) -> None:
        self._steps = None
        if self.dialog is not None:
            self.dialog.show_progress(None)
            self.dialog.accept()
        path = steps.target
        text = f"Exported {counted(steps.exported.written, 'run')} to {shown(path.name)}"
        self.told.emit(Notice(("exported", str(path)), Meaning.GOOD, "check", text, str(path)))

    @Slot()
    def stop(self) -> None:
        """Write no further; the file is as it was."""
        self._stopped = True
        if self._job is not None:
            self._job.cancel()

    @Slot(object)
    def _fail(self, error: PipelineBrowserError) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        self._abandon()
        if not was_cancelled(error):
            self.failed.emit(error)

    def _abandon(self) -> None:
        """Leave the file as it was, and let somebody choose again."""
        if self._steps is not None:
            self._steps.close()
            self._steps = None
        if self.dialog is not None:
            self.dialog.show_progress(None)

    @Slot()
    def _leave(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None


class _Steps:
    """An export under way, one step a job."""

    def __init__(self, target: Path, source: Source, shape: Shape, keys: array[int], wanted: Wanted) -> None:
        self.target = target
        self.exported = Exported(0, 0, len(keys))
        self._begin = partial(save_steps, target, source=source, shape=shape, keys=keys, wanted=wanted)
        self._steps: Generator[Exported] | None = None

    def take(self, database: Database, _: Progress, cancellation: Cancellation) -> Exported | None:
        """Go one step further, on the worker; None at the end."""
        cancellation.check()
        if self._steps is None:
            self._steps = self._begin(database=database)
        with database.interruptible(cancellation):
            step = next(self._steps, None)
        self.exported = step or self.exported
        return step

    def close(self) -> None:
        """Leave the file as it was."""
        if self._steps is not None:
            self._steps.close()


def _by_ending(wanted: Wanted, target: Path) -> Wanted:
    """Somebody who chose CSV and typed runs.json means JSON."""
    try:
        return replace(wanted, format=format_of(target))
    except ExportFailed:
        return wanted
