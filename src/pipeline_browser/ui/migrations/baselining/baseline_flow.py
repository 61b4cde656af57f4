"""From the wish to mark a database as migrated to its ledger: reading, comparing, showing, writing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from pipeline_browser.ui.migrations.baselining import baseline_jobs as jobs
from pipeline_browser.ui.migrations.baselining.baseline_dialog import BaselineDialog
from pipeline_browser.ui.migrations.ledger_flow import LedgerFlow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.migrations.baseline.facts import (
        BaselineOffer,
        BaselineReport,
        Candidate,
        VersionMatch,
    )
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.ui.comparison import Comparison
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme


class BaselineFlow(LedgerFlow[BaselineDialog]):
    """Shows the dialog of baselines over one window.

    Signals:
        migration_wanted: the Comparison that a new migration is to bring about.
    """

    migration_wanted = Signal(object)

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(session, theme, window, "migrations/BaselineDialog")
        self._source: MigrationSource | None = None
        self._seen: object = None
        self._candidate: Candidate | None = None
        self._allow_extra = False
        session.changed.connect(self._follow)

    @Slot()
    def begin(self) -> None:
        """Compare the open database with every version of its source."""
        state = self._session.state
        if self.dialog is not None or state is None or state.source is None:
            return
        self._allow_extra = False
        dialog = BaselineDialog(
            self._theme, state.location.name, writable=state.writable, parent=self._window
        )
        dialog.extra_allowed.connect(self._compare_again)
        dialog.agreed.connect(self._write)
        dialog.migration_wanted.connect(self._want_migration)
        self._open(dialog)
        self._look(state)

    def _look(self, state: DatabaseState) -> None:
        if self.dialog is not None and state.source is not None:
            self._source, self._seen = state.source, _sight(state)
            self.dialog.show_busy()
            job = self._session.submit(partial(jobs.read, state.source), "Reading the schema")
            self._run(job, self._compare)

    @Slot(object)
    def _compare(self, candidate: Candidate) -> None:
        if self._is_awaited():
            self._candidate = candidate
            self._compare_again(self._allow_extra)

    @Slot(bool)
    def _compare_again(self, allow_extra: bool) -> None:  # noqa: FBT001 - a signal's
        self._allow_extra = allow_extra
        if self.dialog is not None and self._source is not None and self._candidate is not None:
            self.dialog.show_busy()
            work = partial(jobs.compare, self._source, self._candidate, allow_extra)
            self._run(self._worker.run(work, "Comparing versions"), self._show)

    @Slot(object)
    def _show(self, offer: BaselineOffer) -> None:
        if self.dialog is not None and self._is_awaited():
            self.dialog.show_offer(offer)

    @Slot(object)
    def _write(self, match: VersionMatch) -> None:
        if self.dialog is not None and self.dialog.offer is not None:
            self.dialog.show_busy()
            work = partial(jobs.write, self.dialog.offer, match)
            job = self._session.submit(work, "Marking as migrated", refresh=True)
            self._run_writing(job, self._show_report)

    @Slot(object)
    def _show_report(self, report: BaselineReport) -> None:
        if self.dialog is not None:
            self.dialog.show_report(report)

    @Slot(object)
    def _want_migration(self, wanted: Comparison) -> None:
        if self.dialog is not None:
            self.dialog.accept()  # the next dialog takes its place
        self.migration_wanted.emit(wanted)

    @Slot(object)
    def _follow(self, state: DatabaseState | None) -> None:
        """Compare again when the folder is another one, or another program committed something."""
        dialog = self.dialog
        if dialog is None:
            return
        if state is None:
            self._close_without_database()
        elif dialog.is_open_to_news and state.source is not None and _sight(state) != self._seen:
            self._look(state)


def _sight(state: DatabaseState) -> object:
    """Return what makes a comparison old."""
    return state.source, state.ledger, state.changed_outside
