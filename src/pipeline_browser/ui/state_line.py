"""The line at the window's foot: state of the schema, journal mode, last refresh, and what is running."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QStatusBar, QWidget

from pipeline_browser.model.migrations.progress import BackingUp, WaitingForLock
from pipeline_browser.ui.formats import clock_time, counted
from pipeline_browser.ui.labels import plain_label, set_role, shown, tooltip
from pipeline_browser.ui.theme import GROUP, ICON, INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.verdict import Verdict
    from pipeline_browser.ui.background import Job, Worker
    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme

QUIET = 150  # milliseconds that a job may take without a sign
_REASONS = 12  # in the tooltip
PATIENT = 1_000  # milliseconds after which it can be cancelled here


class StateLine(QStatusBar):
    """Shows a DatabaseState on the left and the running job on the right."""

    def __init__(self, theme: Theme, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: DatabaseState | None = None
        self._verdict: Verdict | None = None
        self._utc = False
        self.setSizeGripEnabled(False)
        self._mark = QLabel()
        self.schema = plain_label()
        self.schema.setAccessibleName("State of the schema")
        self.journal = plain_label(role="dim")
        self.access = plain_label(role="dim")
        self.refreshed = plain_label(role="dim")
        self._facts = QWidget()
        facts = QHBoxLayout(self._facts)
        facts.setContentsMargins(GROUP, 0, 0, 0)
        facts.setSpacing(GROUP)
        schema = QHBoxLayout()
        schema.setSpacing(INSIDE)
        schema.addWidget(self._mark)
        schema.addWidget(self.schema)
        facts.addLayout(schema)
        for widget in (self.journal, self.access, self.refreshed):
            facts.addWidget(widget)
        self.addWidget(self._facts)
        self.job = JobLine(worker)
        self.addPermanentWidget(self.job)
        theme.changed.connect(self._redraw)
        self._redraw()

    def show_state(self, state: DatabaseState | None, *, utc: bool) -> None:
        """Show the facts of a state; nothing where nothing is open."""
        self._state = state
        self._utc = utc
        self._redraw()

    @Slot(object)
    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show how ledger, source and schema agree; None while that is not known."""
        self._verdict = verdict
        self._redraw()

    @Slot()
    def _redraw(self) -> None:
        state = self._state
        self._facts.setVisible(state is not None)
        if state is None:
            return
        from pipeline_browser.ui.schema_words import schema_words  # noqa: PLC0415 - the window's start

        meaning, icon, words = schema_words(state, self._verdict)
        self._mark.setPixmap(self._theme.icon(icon, meaning).pixmap(ICON, ICON))
        self.schema.setText(words)
        set_role(self.schema, meaning.value)
        self.schema.setToolTip(tooltip(self._explained(state)))
        self.journal.setText(f"journal {state.facts.journal_mode}")
        self.access.setText(_access(state))
        self.access.setToolTip(tooltip(state.facts.read_only_reason))
        self.refreshed.setText(f"refreshed {clock_time(state.taken_at, utc=self._utc)}")

    def _explained(self, state: DatabaseState) -> str:
        if state.problem is not None:
            return "\n".join(state.problem.lines())
        reasons = self._verdict.reasons if self._verdict else ()
        more = f"\nand {counted(len(reasons) - _REASONS, 'more reason')}" if len(reasons) > _REASONS else ""
        return "\n".join(shown(each.sentence) for each in reasons[:_REASONS]) + more


def _access(state: DatabaseState) -> str:
    if state.facts.snapshot:
        return "snapshot, read-only"
    return "read-only" if state.facts.read_only else "read and write"


class JobLine(QWidget):
    """The running job: nothing for 150 ms, then its name, from one second on with a Cancel."""

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._job: Job | None = None
        self._clock = QElapsedTimer()
        self.title = plain_label(role="dim")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(96)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._bar.setAccessibleName("Progress of the running job")
        self.cancel = QPushButton("Cancel")
        self.cancel.setObjectName("cancel-job")
        self.cancel.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.cancel.setProperty("small", True)
        self.cancel.clicked.connect(self.stop)
        self._timer = QTimer(self)
        self._timer.setInterval(QUIET)
        self._timer.timeout.connect(self._grow)
        self._lay_out()
        worker.started.connect(self._begin)
        worker.ended.connect(self._end)
        self._hide()

    @property
    def running(self) -> bool:
        """Whether a job worth a sign runs."""
        return self._job is not None

    @Slot()
    def stop(self) -> None:
        """Ask the running job to stop."""
        if self._job is not None:
            self._job.cancel()
            self.title.setText(f"Cancelling: {shown(self._job.title)}")
            self.cancel.setEnabled(False)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, RELATED, 0)
        layout.setSpacing(RELATED)
        for widget in (self.title, self._bar, self.cancel):
            layout.addWidget(widget)

    @Slot(object)
    def _begin(self, job: Job) -> None:
        if job.quiet:
            return
        self._job = job
        self.title.setText(shown(job.title))
        self._bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        job.progressed.connect(self._tell)
        self._clock.start()
        self._timer.start()

    @Slot()
    def _grow(self) -> None:
        if self._job is None:
            return
        self.title.show()
        self._bar.show()
        self.cancel.setVisible(self._clock.elapsed() >= PATIENT)

    @Slot(object)
    def _tell(self, event: object) -> None:
        if self._job is None or self._job.cancelling:
            return
        if isinstance(event, WaitingForLock):
            self.title.setText(
                f"Waiting {counted(round(event.seconds), 'second')} for another program's lock"
            )
        elif isinstance(event, BackingUp):
            self._bar.setRange(0, max(event.total, 1))
            self._bar.setValue(event.done)

    @Slot(object)
    def _end(self, job: Job) -> None:
        if job is self._job:
            self._hide()

    def _hide(self) -> None:
        self._job = None
        self._timer.stop()
        for widget in (self.title, self._bar, self.cancel):
            widget.hide()
