"""From the dashboard to a file for others: asking, reading, painting, writing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.model.files.exported_file import refuse_database, write_file
from pipeline_browser.model.metrics.filter_words import filter_words
from pipeline_browser.model.metrics.words import ENGLISH
from pipeline_browser.report.facts import Wanted
from pipeline_browser.report.page import html_page
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.metrics.reporting.options import Format, Options, as_text, by_ending, from_text
from pipeline_browser.ui.metrics.reporting.painting import pdf_content, png_content
from pipeline_browser.ui.metrics.reporting.report_dialog import ReportDialog, Subject
from pipeline_browser.ui.notice import Notice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.report.facts import Report
    from pipeline_browser.ui.background import Job, Progress, Worker
    from pipeline_browser.ui.metrics.view import View
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

_OPTIONS = "metrics/report"


class Reporting(QObject):
    """Asks what and where, and writes.

    Signals:
        told: a Notice about the file that was written.
        failed: a PipelineBrowserError.

    Args:
        worker: for painting and writing, which should not hold up the database.
    """

    told = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, theme: Theme, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._theme = theme
        self._worker = worker
        self._window = window
        self._view: View | None = None
        self._options = Options()
        self._target = Path()
        self._job: Job | None = None
        self.dialog: ReportDialog | None = None
        self.chooser: QFileDialog | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a report is being read, painted or written."""
        return self._job is not None

    def ask(self, view: View) -> None:
        """Let somebody choose what a report of these runs should be."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        self._view = view
        question = view.question
        filters = filter_words(question.filter, ENGLISH, question.zone)
        subject = Subject(len(view.keys), len(view.every), filters)
        remembered = from_text(self._session.preferences.current.view(_OPTIONS))
        self.dialog = ReportDialog(subject, remembered, self._theme, self._window)
        self.dialog.decided.connect(self._choose_file)
        self.dialog.stopped.connect(self.stop)
        self.dialog.finished.connect(self._leave)
        self.dialog.open()

    @Slot(object)
    def _choose_file(self, options: Options) -> None:
        self._options = options
        self._session.preferences.remember_text(_OPTIONS, as_text(options))
        state, format_ = self._session.state, options.format
        folder = state.location.path.parent if state and state.location.path else Path.home()
        name = Path(state.location.name).stem if state else "runs"
        start = str(folder / f"{name} report{format_.value}")
        self.chooser = QFileDialog(self.dialog or self._window, "Save report", start)
        self.chooser.setNameFilters([f"{format_.title} (*{format_.value})", "All files (*)"])
        self.chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.chooser.setDefaultSuffix(format_.value)
        self.chooser.fileSelected.connect(self.save)
        self.chooser.finished.connect(self.chooser.deleteLater)
        self.chooser.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Write the file; ``told`` or ``failed`` follows."""
        if self._view is None or self.dialog is None or self._job is not None or self._session.state is None:
            return
        self._target = Path(name)
        self._options = replace(self._options, format=by_ending(self._options, self._target.suffix))
        question = self._view.question
        wanted = Wanted(question.filter, question.zone, self._options.listed)
        self.dialog.show_writing("Reading runs")
        job = self._session.submit(partial(_read, self._target, wanted), "Reading runs for the report")
        self._begin(job)
        job.finished.connect(self._paint)

    def _begin(self, job: Job) -> None:
        self._job = job
        job.failed.connect(self._fail)

    @Slot(object)
    def _paint(self, report: Report) -> None:
        if self.sender() is not self._job:
            return
        if self.dialog is not None:
            self.dialog.show_writing("Writing")
        job = self._worker.run(partial(_write, self._target, self._options, report), "Writing the report")
        self._begin(job)
        job.finished.connect(self._tell_saved)

    @Slot(object)
    def _tell_saved(self, path: Path) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        if self.dialog is not None:
            self.dialog.show_writing("")
            self.dialog.accept()
        text = f"Saved the report {shown(path.name)}"
        self.told.emit(Notice(("reported", str(path)), Meaning.GOOD, "check", text, str(path)))

    @Slot()
    def stop(self) -> None:
        """Write no further; the file is as it was."""
        if self._job is not None:
            self._job.cancel()

    @Slot(object)
    def _fail(self, error: PipelineBrowserError) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        if self.dialog is not None:
            self.dialog.show_writing("")
        if not was_cancelled(error):
            self.failed.emit(error)

    @Slot()
    def _leave(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None


def _read(
    target: Path, wanted: Wanted, database: Database, _: Progress, cancellation: Cancellation
) -> Report:
    from pipeline_browser.report.reading import read_report  # noqa: PLC0415 - numpy, on the worker

    refuse_database(target, database.location)
    return read_report(database, database.location.name, wanted, int(time() * 1000), cancellation)


def _write(target: Path, options: Options, report: Report, _: Progress, cancellation: Cancellation) -> Path:
    content = _content(options, report, cancellation)
    cancellation.check()
    write_file(target, content)
    return target


def _content(options: Options, report: Report, cancellation: Cancellation) -> bytes:
    if options.format is Format.PDF:
        return pdf_content(report, dark=options.dark, check=cancellation.check)
    if options.format is Format.PNG:
        return png_content(report, dark=options.dark, check=cancellation.check)
    return html_page(report, dark=options.dark or None).encode()
