"""The panel beside the table: the selected run, read when it is selected and when the database changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from functools import partial
from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.model.errors import DatabaseBusy
from pipeline_browser.model.metrics.one_run import RunFacts, read_findings, read_run
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import plain_label, tooltip
from pipeline_browser.ui.marks import Mark
from pipeline_browser.ui.metrics.details.detail_facts import RunDetail, detail_of
from pipeline_browser.ui.metrics.details.parts import Bars, ChecksumLine, Figures, Findings, Stages
from pipeline_browser.ui.metrics.details.verify_line import VerifyLine
from pipeline_browser.ui.metrics.details.verifying import Checksums, Verifying
from pipeline_browser.ui.theme import GROUP, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.metrics.lint.facts import Finding
    from pipeline_browser.ui.background import Job, Progress
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

_NOTHING = "Select a run to see all of it here."
_GONE = "The run is not there any more."
SMALLEST = 240  # pixels


class RunDetails(QWidget):
    """Shows one run, or how many are selected.

    Signals:
        pipeline_wanted: the handle of the run's pipeline: show it in its tab.
        failed: a PipelineBrowserError: the run cannot be read.
        changed: what is shown is another run, or none.
    """

    pipeline_wanted = Signal(object)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._key: int | None = None
        self._job: Job | None = None
        self._look: Job | None = None
        self._again = False
        self.run: RunFacts | None = None
        self.detail: RunDetail | None = None
        self.verifying = Verifying(session, self)
        self.name = ElidedLabel()
        self.name.setFont(theme.heading_font())
        self.status = Mark(theme)
        self.go = QPushButton("Go to pipeline")
        self.verify = QPushButton("Verify file…")
        self.verify_line = VerifyLine(self.verifying, session.preferences, theme)
        self.findings = Findings(theme)
        self.bars = Bars()
        self.figures = Figures()
        self.checksums = ChecksumLine(theme), ChecksumLine(theme)
        self.stages = Stages(theme)
        self.hint = plain_label(_NOTHING, role="dim", wrap=True)
        self._stack = QStackedWidget()
        self.area = QScrollArea()
        self._lay_out()
        self.setMinimumWidth(SMALLEST)
        self.setAccessibleName("The selected run")
        self.go.clicked.connect(self.show_pipeline)
        self.verify.clicked.connect(self.verify_file)
        session.preferences.changed.connect(self._show_again)
        session.opened.connect(self._leave)
        session.created.connect(self._leave)
        session.changed.connect(self._follow)

    @property
    def busy(self) -> bool:
        """Whether a run or a file is being read."""
        return self._job is not None or self._look is not None or self.verifying.busy

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self.verifying.shut_down()

    # What is shown.

    def show_run(self, key: int | None) -> None:
        """Show the run with this key, or that none is selected; the same one is read again."""
        if key is None or self._session.state is None:
            self._show_hint(_NOTHING)
            return
        if key != self._key:
            self.verifying.stop()
            self.verify_line.clear()
        elif self._job is not None:
            self._again = True  # it is being read, perhaps as it was before
            return
        self._key = key
        self._cancel()
        self._job = self._session.submit(partial(_read, key), "Reading the run", quiet=True)
        self._job.finished.connect(self._take)
        self._job.failed.connect(self._tell)

    def refresh(self) -> None:
        """Read the run that shows again, since the database is another one by now; its place stays."""
        if self._key is not None:
            self.show_run(self._key)

    def show_many(self, count: int) -> None:
        """Show that several runs are selected."""
        more = " Why one is slower than the other is what “Why slower?” answers." if count == 2 else ""
        self._show_hint(f"{counted(count, 'run')} are selected.{more}")

    @Slot()
    def verify_file(self) -> None:
        """Let somebody choose a file and compare it with the run's checksums."""
        if self.run is not None:
            text = self.run.text
            sums = text("input_checksum"), text("output_checksum"), text("pipeline_id")
            self.verifying.ask(Checksums(*sums))

    @Slot()
    def show_pipeline(self) -> None:
        """Ask for the run's pipeline to be shown."""
        if self.run is not None and self.run.handle is not None:
            self.pipeline_wanted.emit(self.run.handle)

    @Slot(object)
    def _take(self, run: RunFacts | None) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        if run is None:
            self._show_hint(_GONE)
            return
        before = self.run
        same = before is not None and before.key == run.key
        self.run = replace(run, findings=before.findings) if before is not None and same else run
        self._show_again()
        self._stack.setCurrentWidget(self.area)
        if not same:
            self.area.verticalScrollBar().setValue(0)
        self.changed.emit()
        self._go_on(run.key)

    def _go_on(self, key: int) -> None:
        """Read again what was asked for meanwhile; else look for contradictions, which takes longer."""
        if self._again:
            self._again = False
            self.show_run(key)
            return
        self._look = self._session.submit(
            partial(_check, key), "Checking the run", quiet=True, background=True
        )
        self._look.finished.connect(self._take_findings)
        self._look.failed.connect(self._tell_of_look)

    @Slot(object)
    def _take_findings(self, findings: tuple[Finding, ...]) -> None:
        if self.sender() is not self._look:
            return
        self._look = None
        if self.run is not None:
            self.run = replace(self.run, findings=findings)
            self._show_again()

    @Slot()
    def _show_again(self) -> None:
        """Fill what differs: the widgets stay, and with them the place that is scrolled to."""
        if self.run is None:
            return
        detail = detail_of(self.run, UTC if self._session.preferences.current.utc else None)
        if detail == self.detail:
            return
        self.detail = detail
        self.name.show_text(detail.name)
        self.status.tell(detail.status, detail.icon, detail.meaning)
        self.status.setToolTip(tooltip(detail.why))
        self.go.setEnabled(self.run.handle is not None)
        self.findings.show_findings(detail.findings)
        self.bars.show_bars(detail.bars)
        self.figures.show_figures(detail.figures)
        for line, checksum in zip(self.checksums, detail.checksums, strict=True):
            line.show_checksum(checksum)
        self.stages.show_stages(detail.stages_title, detail.stages)

    def _show_hint(self, text: str) -> None:
        self._cancel()
        self.verifying.stop()
        self.verify_line.clear()
        self._key, self.run, self.detail = None, None, None
        self.hint.setText(text)
        self._stack.setCurrentIndex(0)
        self.changed.emit()

    # Built once.

    def _lay_out(self) -> None:
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._stack)
        empty = QWidget()
        around = QVBoxLayout(empty)
        around.setContentsMargins(GROUP, GROUP, GROUP, GROUP)
        around.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(empty)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._page())
        self._stack.addWidget(self.area)

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(GROUP, GROUP, GROUP, GROUP)
        column.setSpacing(GROUP)
        head = QVBoxLayout()
        head.setSpacing(RELATED)
        head.addWidget(self.name)
        head.addWidget(self.status)
        buttons = QHBoxLayout()
        buttons.setSpacing(RELATED)
        buttons.addWidget(self.verify)
        buttons.addWidget(self.go)
        buttons.addStretch(1)
        head.addLayout(buttons)
        head.addWidget(self.verify_line)
        column.addLayout(head)
        for widget in (self.findings, self.bars, self.figures, *self.checksums, self.stages):
            column.addWidget(widget)
        column.addStretch(1)
        return page

    # Following.

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        waits = self.run is not None and isinstance(error, DatabaseBusy)  # what was read before still shows
        if not was_cancelled(error) and not waits:
            self.failed.emit(error)

    @Slot(object)
    def _tell_of_look(self, error: PipelineBrowserError) -> None:
        """Where another program holds the database, the next change of it brings another look."""
        if self.sender() is self._look:
            self._look = None
            if not was_cancelled(error) and not isinstance(error, DatabaseBusy):
                self.failed.emit(error)

    def _cancel(self) -> None:
        jobs, self._job, self._look = (self._job, self._look), None, None
        self._again = False
        for job in jobs:
            if job is not None:
                job.cancel()

    @Slot()
    def _leave(self) -> None:
        self._show_hint(_NOTHING)

    @Slot(object)
    def _follow(self, state: object) -> None:
        if state is None:
            self._leave()


def _read(key: int, database: Database, progress: Progress, cancellation: Cancellation) -> RunFacts | None:
    return read_run(database, key, int(time() * 1000), cancellation=cancellation)


def _check(
    key: int, database: Database, progress: Progress, cancellation: Cancellation
) -> tuple[Finding, ...]:
    return read_findings(database, key, int(time() * 1000), cancellation=cancellation)
