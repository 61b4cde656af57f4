"""From the question why to the repaired ledger: reading, looking, showing, mending. One dialog at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from pipeline_browser.ui.migrations.explaining import explain_jobs as jobs
from pipeline_browser.ui.migrations.explaining.explain_dialog import ExplainDialog
from pipeline_browser.ui.migrations.explaining.explain_jobs import Answer, Wish
from pipeline_browser.ui.migrations.ledger_flow import LedgerFlow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.migrations.detective.facts import Evidence, Findings
    from pipeline_browser.model.migrations.detective.repair.facts import RepairPlan, RepairReport
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.ui.comparison import Comparison
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme


class ExplainFlow(LedgerFlow[ExplainDialog]):
    """Shows the dialog of explanations over one window.

    Signals:
        repaired: the RepairReport of a ledger that was changed.
        comparison_wanted: the Comparison that somebody wants to see on the diagram.
    """

    repaired = Signal(object)
    comparison_wanted = Signal(object)

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(session, theme, window, "migrations/ExplainDialog")
        self._source: MigrationSource | None = None
        self._wish = Wish()
        session.changed.connect(self._follow)

    @Slot(object)
    def begin(self, version: int | None) -> None:
        """Explain one version, or with None everything that differs."""
        state = self._session.state
        if self.dialog is not None or state is None or state.source is None:
            return
        self._wish, self._source = Wish(version), state.source
        dialog = ExplainDialog(
            self._theme, self._wish, state.location.name, writable=state.writable, parent=self._window
        )
        dialog.wish_changed.connect(self._plan_again)
        dialog.agreed.connect(self._mend)
        dialog.files_wanted.connect(self._bring_back)
        dialog.comparison_wanted.connect(self._want_comparison)
        self._open(dialog)
        self._look()

    def _look(self) -> None:
        if self.dialog is not None and self._source is not None:
            self.dialog.show_busy("Looking for the text that was applied")
            job = self._session.submit(partial(jobs.read_evidence, self._source), "Reading the ledger")
            self._run(job, self._find_out)

    @Slot(object)
    def _find_out(self, evidence: Evidence) -> None:
        if self._source is not None and self._is_awaited():
            work = partial(jobs.find_out, self._source, evidence, self._wish)
            self._run(self._worker.run(work, "Looking through the history"), self._show)

    @Slot(object)
    def _plan_again(self, wish: Wish) -> None:
        self._wish = wish
        if self.dialog is not None and self.dialog.answer is not None:
            work = partial(jobs.plan_again, self.dialog.answer.findings, wish)
            self._run(self._worker.run(work, "Replaying migrations"), self._show)

    @Slot(object)
    def _show(self, answer: Answer) -> None:
        if self.dialog is not None and self._is_awaited():
            self.dialog.show_answer(answer)

    @Slot(object)
    def _bring_back(self, findings: Findings) -> None:
        if self.dialog is not None:
            self.dialog.show_busy("Bringing files back")
            work = partial(jobs.bring_back, findings)
            self._run(self._worker.run(work, "Bringing files back"), self._refresh)

    @Slot(object)
    def _refresh(self, _paths: object) -> None:
        """Read folder and database again; the answer follows what is found."""
        if self.dialog is not None and self._is_awaited():
            self.dialog.show_idle()
        self._session.refresh()

    @Slot(object)
    def _mend(self, plan: RepairPlan) -> None:
        if self.dialog is not None:
            self.dialog.show_busy("Repairing the ledger")
            job = self._session.submit(partial(jobs.mend, plan), "Repairing the ledger", refresh=True)
            self._run_writing(job, self._show_report)

    @Slot(object)
    def _show_report(self, report: RepairReport) -> None:
        if self.dialog is not None:
            self.dialog.show_report(report)
        self.repaired.emit(report)

    @Slot(object)
    def _want_comparison(self, wanted: Comparison) -> None:
        if self.dialog is not None:
            self.dialog.accept()  # the diagram is behind it
        self.comparison_wanted.emit(wanted)

    @Slot(object)
    def _follow(self, state: DatabaseState | None) -> None:
        """Look again when folder or ledger are not those of the shown answer any more."""
        dialog = self.dialog
        if dialog is None:
            return
        if state is None:
            self._close_without_database()
        elif dialog.is_open_to_news and state.source is not None:
            answered = dialog.answer.findings if dialog.answer else None
            if answered and (state.source, state.ledger) != (answered.source, answered.evidence.ledger):
                self._source = state.source
                self._look()
