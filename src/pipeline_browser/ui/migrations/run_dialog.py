"""Runs a plan under somebody's eyes: progress, log, Cancel; then how it ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.model.errors import CascadeRefused, PipelineBrowserError
from pipeline_browser.model.migrations.plan import Direction, Plan
from pipeline_browser.model.migrations.progress import BackedUp, RunEvent
from pipeline_browser.overriding import override
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import plain_label, shown, title_text
from pipeline_browser.ui.migrations.outcomes import Outcome, allow_words, failure, success
from pipeline_browser.ui.migrations.result_page import ResultPage
from pipeline_browser.ui.migrations.run_log import RunLog
from pipeline_browser.ui.migrations.run_page import RunPage
from pipeline_browser.ui.migrations.run_state import advance, begin
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.backup import SavedCopy
    from pipeline_browser.model.migrations.runner import RunReport
    from pipeline_browser.ui.background import Job
    from pipeline_browser.ui.theme import Theme

TICK = 66  # milliseconds between two pictures of the run

StartRun = Callable[[bool], "Job"]
"""Starts the run and returns its job; the argument is whether rows may be lost by cascade."""


class RunDialog(QDialog):
    """The progress dialog of one plan.

    Signals:
        ended: the Outcome, when it is shown.
    """

    ended = Signal(object)

    def __init__(
        self,
        theme: Theme,
        plan: Plan,
        name: str,
        start: StartRun,
        *,
        utc: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._plan = plan
        self._name = name
        self._start = start
        self._job: Job | None = None
        self._closing = False
        self._backup: SavedCopy | None = None
        self._state = begin(plan)
        self._lines: list[str] = []
        self.outcome: Outcome | None = None
        self._title = plain_label(_title(plan, name, running=True), font=theme.heading_font(), wrap=True)
        self.running = RunPage(theme)
        self.result_page = ResultPage(theme)
        self.log = RunLog(theme, utc=utc)
        self.cancel = QPushButton("Cancel")
        self.close_button = QPushButton("Close")
        self.copy_details = QPushButton("Copy details")
        self.allow_loss = QPushButton()
        self.setWindowTitle(title_text(_title(plan, name)))
        self._clock = QElapsedTimer()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK)
        self._lay_out()
        self._connect()

    @property
    def is_running(self) -> bool:
        """Whether the run has not ended yet."""
        return self._job is not None and not self._job.is_over

    def run(self, *, allow_cascade: bool = False) -> None:
        """Start, or start again."""
        self._state = begin(self._plan)
        self._backup = None
        self._job = self._start(allow_cascade)
        self._job.progressed.connect(self._follow)
        self._job.finished.connect(self._succeed)
        self._job.failed.connect(self._fail)
        self._clock.start()
        self._tick.start()
        self._show_running()

    @Slot()
    def request_cancel(self) -> None:
        """Interrupt the run; how it ended is shown when it did."""
        if self._job is not None and self.is_running:
            self._job.cancel()
            self.cancel.setEnabled(False)
            self._refresh()

    @override
    def reject(self) -> None:
        if self.is_running:
            self.request_cancel()
        else:
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_running:
            self._closing = True
            self.request_cancel()
            event.ignore()
        else:
            super().closeEvent(event)

    @Slot(object)
    def _follow(self, event: RunEvent) -> None:
        self._state, lines = advance(self._state, event, self._clock.elapsed() / 1000)
        if isinstance(event, BackedUp):
            self._backup = event.copy
        self._lines += lines  # shown with the next tick: thousands of events a second would be too many

    @Slot()
    def _refresh(self) -> None:
        cancelling = self._job is not None and self._job.cancelling
        self.log.add(self._lines)
        self._lines.clear()
        self.running.show_state(self._state, self._clock.elapsed() / 1000, cancelling=cancelling)

    @Slot(object)
    def _succeed(self, report: RunReport) -> None:
        self._refresh()
        self._end(success(report, self._plan.direction))

    @Slot(object)
    def _fail(self, error: PipelineBrowserError) -> None:
        self._lines += [line for line in (error.summary, error.outcome) if line]
        self._refresh()
        self._end(failure(error, backup=self._backup, log=self.log.toPlainText()))
        if isinstance(error, CascadeRefused):
            self.allow_loss.setText(allow_words(error.losses))
            self.allow_loss.show()

    def _end(self, outcome: Outcome) -> None:
        self._tick.stop()
        self._title.setText(_title(self._plan, self._name))
        self.outcome = outcome
        self.result_page.show_outcome(outcome)
        self._column.setStretchFactor(self.result_page, 3 if outcome.durations else 0)
        self._show_page(self.result_page)
        self.cancel.hide()
        self.allow_loss.hide()
        self.copy_details.setVisible(bool(outcome.details))
        self.close_button.show()
        self.close_button.setDefault(True)
        self.close_button.setFocus()
        self.ended.emit(outcome)
        if self._closing:
            self.close()

    def _show_running(self) -> None:
        self._title.setText(_title(self._plan, self._name, running=True))
        self._show_page(self.running)
        self.cancel.show()
        self.cancel.setEnabled(True)
        self.cancel.setFocus()
        for button in (self.close_button, self.copy_details, self.allow_loss):
            button.hide()
        self._refresh()

    def _show_page(self, page: QWidget) -> None:
        """Show a page with no more room than it needs itself; the rest is the log's."""
        # Not stacked: a stack is as tall as the tallest of its pages.
        self.running.setVisible(page is self.running)
        self.result_page.setVisible(page is self.result_page)

    @Slot()
    def _copy(self) -> None:
        if self.outcome is not None:
            QGuiApplication.clipboard().setText(self.outcome.details)

    @Slot()
    def _run_again(self) -> None:
        self.run(allow_cascade=True)

    def _connect(self) -> None:
        self._tick.timeout.connect(self._refresh)
        self.cancel.clicked.connect(self.request_cancel)
        self.close_button.clicked.connect(self.close)
        self.copy_details.clicked.connect(self._copy)
        self.allow_loss.clicked.connect(self._run_again)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(RELATED)
        buttons.addWidget(self.copy_details)
        buttons.addStretch(1)
        for button in (self.allow_loss, self.cancel, self.close_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.copy_details.setAutoDefault(False)
        self.cancel.setToolTip("Stop now and undo what is not committed (Escape)")
        self.allow_loss.setToolTip("Apply the plan although the rows listed above are deleted or blanked")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        column.setSpacing(GROUP)
        column.addWidget(self._title)
        column.addWidget(self.running)
        column.addWidget(self.result_page)
        column.addWidget(self.log, 2)
        column.addLayout(buttons)
        self.resize(720, 560)


def _title(plan: Plan, name: str, *, running: bool = False) -> str:
    if plan.direction is Direction.REVERT:
        verb, place = "Reverting" if running else "Revert", "in"
    else:
        verb, place = "Applying" if running else "Apply", "to"
    return f"{verb} {counted(len(plan.to_apply), 'migration')} {place} {shown(name)}"
