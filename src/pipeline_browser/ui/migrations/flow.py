"""From the wish to migrate to the result: plan, decision, run. One dialog at a time, none of them nested."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.migrations.linting.marking import marked_offer
from pipeline_browser.ui.migrations.plan_dialog import Decision, PlanDialog
from pipeline_browser.ui.migrations.plan_offer import PlanOffer, PlanRequest, make_offer
from pipeline_browser.ui.migrations.plan_words import is_dangerous, is_foreign, why_not
from pipeline_browser.ui.migrations.rehearsing.rehearsing import RehearsalWish
from pipeline_browser.ui.migrations.run_dialog import RunDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QWidget

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.ui.background import Job
    from pipeline_browser.ui.migrations.linting.linter import Linter
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme


class _Wish(Enum):
    """Why a plan is made."""

    ASKED = "somebody asked to see it"
    GREETING = "a database was opened; one that may not belong to these migrations is left alone"
    STANDING = "to be run without asking, unless there is a doubt"


class MigrationFlow(QObject):
    """Shows the plan dialog and the progress dialog over one window.

    Signals:
        failed: a PipelineBrowserError, when no plan could be made.
        migrated: the Outcome of a run, however it ended.
        rehearsal_wanted: the RehearsalWish of a plan that is to be tried out first.
        rule_wanted: the id of a rule of the lint that somebody wants to know about.
    """

    failed = Signal(object)
    migrated = Signal(object)
    rehearsal_wanted = Signal(object)
    rule_wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme, linter: Linter, window: QWidget) -> None:
        super().__init__(window)
        self._linter = linter
        self._offer: PlanOffer | None = None
        self._session = session
        self._theme = theme
        self._window = window
        self._planning: Job | None = None
        self._wish = _Wish.ASKED
        self.plan_dialog: PlanDialog | None = None
        self.run_dialog: RunDialog | None = None
        session.opened.connect(self._greet)
        session.created.connect(self._fill)
        session.changed.connect(self._follow_changes)
        linter.judged.connect(self._mark)

    @property
    def busy(self) -> bool:
        """Whether a dialog is open or being prepared."""
        preparing = self._planning is not None and not self._planning.is_over
        return preparing or self.plan_dialog is not None or self.run_dialog is not None

    @Slot()
    def migrate(self) -> None:
        """Show the plan of everything pending."""
        self.apply(None)

    @Slot(object)
    def apply(self, target: int | None) -> None:
        """Show the plan of what is pending up to ``target`` (None: all)."""
        self._plan(Direction.RUN, target)

    @Slot(object)
    def revert(self, target: int | None) -> None:
        """Show the plan of reverting to ``target`` (None: the newest migration alone)."""
        self._plan(Direction.REVERT, target)

    # Opening and creating.

    @Slot(object)
    def _greet(self, state: DatabaseState) -> None:
        """Offer what is pending in a database that was just opened."""
        if state.pending and state.writable:
            path = str(state.location.path or "")
            always = bool(path) and self._session.preferences.current.database(path).always_apply
            self._plan(Direction.RUN, None, _Wish.STANDING if always else _Wish.GREETING)

    @Slot(object)
    def _fill(self, state: DatabaseState) -> None:
        """Give a new database its tables; asking for it was the decision."""
        if state.pending and state.writable:
            self._plan(Direction.RUN, None, _Wish.STANDING)

    # Planning.

    def _plan(self, direction: Direction, target: int | None, wish: _Wish = _Wish.ASKED) -> None:
        state = self._session.state
        if self.busy or state is None or state.source is None:
            return
        self._wish = wish
        self._make_offer(PlanRequest(state.source, direction, target), self._show_offer)

    def _make_offer(self, request: PlanRequest, show: Callable[[PlanOffer], None]) -> None:
        self._planning = self._session.submit(partial(make_offer, request), "Planning")
        self._planning.finished.connect(show)
        self._planning.failed.connect(self._tell_failure)

    @Slot(object)
    def _show_offer(self, offer: PlanOffer) -> None:
        self._planning = None
        plan, file = offer.together, offer.file
        foreign = is_foreign(plan, file)
        if self._wish is _Wish.GREETING and foreign:
            return
        doubtful = foreign or why_not(plan, file) or is_dangerous(plan)
        if self._wish is _Wish.STANDING and not doubtful:
            self._run(plan, backup=file.has_rows and not file.location.in_memory)
            return
        self._open_plan_dialog(offer)

    def _open_plan_dialog(self, offer: PlanOffer) -> None:
        path = str(offer.file.location.path or "")
        always = bool(path) and self._session.preferences.current.database(path).always_apply
        marked = marked_offer(offer, self._linter.report)
        dialog = PlanDialog(self._theme, marked, always_apply=always, parent=self._window)
        dialog.step.warnings.rule_wanted.connect(self.rule_wanted)
        dialog.decided.connect(self.carry_out)
        dialog.rehearsal_wanted.connect(self._rehearse)
        dialog.concession_made.connect(self._plan_again)
        dialog.rejected.connect(self._plan_left)
        dialog.finished.connect(self._plan_closed)
        self.plan_dialog, self._offer = dialog, offer
        self._restore_size(dialog)
        dialog.open()

    @Slot(object)
    def show_plan(self, request: PlanRequest) -> None:
        """Show a plan again that was rehearsed."""
        if not self.busy and self._session.state is not None:
            self._wish = _Wish.ASKED
            self._make_offer(request, self._show_offer)

    @Slot(object)
    def _rehearse(self, decision: Decision) -> None:
        dialog = self.sender()
        if isinstance(dialog, PlanDialog):
            self.rehearsal_wanted.emit(RehearsalWish(decision, dialog.offer))

    @Slot(object)
    def _plan_again(self, request: PlanRequest) -> None:
        self._make_offer(request, self._update_offer)

    @Slot(object)
    def _update_offer(self, offer: PlanOffer) -> None:
        self._planning, self._offer = None, offer
        self._mark()

    @Slot()
    def _mark(self) -> None:
        """Show the plan with what the lint has found by now."""
        if self.plan_dialog is not None and self._offer is not None:
            self.plan_dialog.show_offer(marked_offer(self._offer, self._linter.report))

    @Slot(object)
    def _tell_failure(self, error: PipelineBrowserError) -> None:
        self._planning = None
        if not was_cancelled(error):
            self.failed.emit(error)

    @Slot()
    def _plan_left(self) -> None:
        """Take the standing wish back if it was unticked; ticking it needs Apply, too."""
        if self.plan_dialog is not None and not self.plan_dialog.options.always.isChecked():
            self._remember_wish(always=False)

    @Slot()
    def _plan_closed(self) -> None:
        if self.plan_dialog is not None:
            self._remember_size(self.plan_dialog)
        self.plan_dialog = None

    @Slot(object)
    def _follow_changes(self, state: DatabaseState | None) -> None:
        """Plan again when folder, ledger or file are not those of the shown plan any more."""
        if self.plan_dialog is None:
            return
        if state is None or state.source is None:  # the window says why
            self.plan_dialog.reject()
            return
        offer = self.plan_dialog.offer
        planned = offer.request.source, offer.together.ledger, offer.file.place
        if (state.source, state.ledger, state.outside) == planned:
            return
        self._plan_again(replace(offer.request, source=state.source))

    # Running.

    @Slot(object)
    def carry_out(self, decision: Decision) -> None:
        """Run what was decided on."""
        if decision.plan.direction is Direction.RUN:
            self._remember_wish(always=decision.always_apply)
        self._run(decision.plan, backup=decision.backup, allow_cascade=decision.allow_cascade)

    def _run(self, plan: Plan, *, backup: bool, allow_cascade: bool = False) -> None:
        state = self._session.state
        if state is None:
            return
        dialog = RunDialog(
            self._theme,
            plan,
            state.location.name,
            partial(self._start, plan, backup),
            utc=self._session.preferences.current.utc,
            parent=self._window,
        )
        dialog.ended.connect(self.migrated)
        dialog.finished.connect(self._run_closed)
        self.run_dialog = dialog
        self._restore_size(dialog)
        dialog.open()
        dialog.run(allow_cascade=allow_cascade)

    def _start(self, plan: Plan, backup: bool, allow_cascade: bool) -> Job:  # noqa: FBT001 - bound above
        return self._session.run(plan, backup=backup, allow_cascade=allow_cascade)

    @Slot()
    def _run_closed(self) -> None:
        if self.run_dialog is not None:
            self._remember_size(self.run_dialog)
        self.run_dialog = None

    # Remembering.

    def _remember_wish(self, *, always: bool) -> None:
        state = self._session.state
        if state is not None and state.location.path is not None:
            self._session.preferences.set_always_apply(str(state.location.path), always=always)

    def _remember_size(self, dialog: QDialog) -> None:
        self._session.preferences.remember_view(_view_name(dialog), dialog.saveGeometry())

    def _restore_size(self, dialog: QDialog) -> None:
        remembered = self._session.preferences.view(_view_name(dialog))
        if not remembered.isEmpty():
            dialog.restoreGeometry(remembered)


def _view_name(dialog: QDialog) -> str:
    return f"migrations/{type(dialog).__name__}"
