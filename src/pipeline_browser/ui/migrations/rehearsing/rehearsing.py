"""From the wish to rehearse a plan to the window that shows it, on a worker of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.ui.background import Worker, was_cancelled
from pipeline_browser.ui.comparison import Comparison
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.migrations.plan_offer import make_offer
from pipeline_browser.ui.migrations.plan_words import why_not
from pipeline_browser.ui.migrations.rehearsing import jobs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.background import Job
    from pipeline_browser.ui.migrations.plan_dialog import Decision
    from pipeline_browser.ui.migrations.plan_offer import PlanOffer
    from pipeline_browser.ui.migrations.rehearsing.dialog import RehearsalDialog
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme

_VIEW = "migrations/RehearsalDialog"


@dataclass(frozen=True, slots=True)
class RehearsalWish:
    """What somebody wants rehearsed: the plan as it was decided, and what it was offered with."""

    decision: Decision
    offer: PlanOffer


class Rehearsing(QObject):
    """Rehearses one plan at a time and shows it in a window beside which one goes on working.

    Signals:
        apply_wanted: the Decision to carry the rehearsed plan out.
        plan_wanted: the PlanRequest whose plan is to be shown again.
        comparison_wanted: the Comparison of today's schema with that after the plan.
        failed: a PipelineBrowserError.
    """

    apply_wanted = Signal(object)
    plan_wanted = Signal(object)
    comparison_wanted = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._theme = theme
        self._window = window
        # The session's worker is for the database: a rehearsal of minutes must not hold up an edit.
        self._worker = Worker(self)
        self._wish: RehearsalWish | None = None
        self._allow = False
        self._folder: Path | None = None
        self._planning: Job | None = None
        self._holding: Job | None = None
        self.dialog: RehearsalDialog | None = None
        self.chooser: QFileDialog | None = None
        session.changed.connect(self._follow_changes)

    @property
    def busy(self) -> bool:
        """Whether a rehearsal is under way."""
        before = (self._planning, self._holding)
        return self._worker.busy or any(job is not None and not job.is_over for job in before)

    def shut_down(self) -> bool:
        """Cancel and end the thread; return whether it ended in time."""
        return self._worker.shut_down()

    @Slot(object)
    def begin(self, wish: RehearsalWish) -> None:
        """Rehearse, in place of what was rehearsed before."""
        from pipeline_browser.ui.migrations.rehearsing.dialog import RehearsalDialog  # noqa: PLC0415 - start

        if self.dialog is not None:
            self.dialog.close()
        self._planning = self._holding = None  # what is still made for another plan comes too late
        name = wish.offer.file.location.name
        self.dialog = dialog = RehearsalDialog(
            self._theme, name, backup=wish.decision.backup, parent=self._window
        )
        dialog.again_wanted.connect(self._plan_again)
        dialog.apply_wanted.connect(self._apply)
        dialog.plan_wanted.connect(self._show_plan)
        dialog.diagram_wanted.connect(self._compare)
        dialog.folder_wanted.connect(self._choose_folder)
        dialog.finished.connect(self._closed)
        remembered = self._session.preferences.view(_VIEW)
        if not remembered.isEmpty():
            dialog.restoreGeometry(remembered)
        self._use(wish)
        self._run(allow=False)
        dialog.show()

    def _use(self, wish: RehearsalWish) -> None:
        self._wish = wish
        if self.dialog is not None:
            self.dialog.use(wish.decision.plan, why_not(wish.decision.plan, wish.offer.file))

    @Slot(bool)
    def _plan_again(self, allow: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Rehearse what the plan is by now: whoever rehearses again has often edited the file."""
        state, wish = self._session.state, self._wish
        if state is None or wish is None:
            return
        self._allow = allow
        request = replace(wish.offer.request, source=state.source or wish.offer.request.source)
        self._planning = self._session.submit(partial(make_offer, request), "Planning")
        self._planning.finished.connect(self._take_offer)
        self._planning.failed.connect(self._tell_failure)

    @Slot(object)
    def _take_offer(self, offer: PlanOffer) -> None:
        if self.sender() is self._planning and self._wish is not None:
            plan = offer.plan(atomic=self._wish.decision.plan.atomic)
            self._use(RehearsalWish(replace(self._wish.decision, plan=plan), offer))
            self._run(allow=self._allow)

    def _run(self, *, allow: bool) -> None:
        state, wish = self._session.state, self._wish
        if state is None or wish is None or self.dialog is None:
            return
        self._allow = allow
        plan = wish.decision.plan
        if state.location.in_memory:
            self._holding = self._session.submit(jobs.hold_copy, "Copying")
            self._holding.finished.connect(self._rehearse_held)
            self._holding.failed.connect(self._tell_failure)
            return
        timeout = self._session.preferences.current.busy_timeout
        work = partial(
            jobs.rehearse_file, state.location, state.facts.snapshot, timeout, plan, allow, self._folder
        )
        self.dialog.follow(self._worker.run(work, "Rehearsing"))

    @Slot(object)
    def _rehearse_held(self, held: Database) -> None:
        if self._wish is None or self.dialog is None or self.sender() is not self._holding:
            held.close()
            return
        work = partial(jobs.rehearse_and_close, held, self._wish.decision.plan, self._allow, None)
        self.dialog.follow(self._worker.run(work, "Rehearsing"))

    @Slot(object)
    def _tell_failure(self, error: PipelineBrowserError) -> None:
        """Say that there is no plan, or no copy of a database in memory."""
        if self.dialog is not None and self.sender() in (self._planning, self._holding):
            self.dialog.show_failure(error)
        elif not was_cancelled(error):
            self.failed.emit(error)

    @Slot(bool)
    def _apply(self, allowed: bool) -> None:  # noqa: FBT001 - a signal's argument
        if self._wish is not None:
            self.apply_wanted.emit(replace(self._wish.decision, allow_cascade=allowed))

    @Slot()
    def _show_plan(self) -> None:
        if self._wish is not None:
            self.plan_wanted.emit(self._wish.offer.request)

    @Slot()
    def _choose_folder(self) -> None:
        self.chooser = chooser = QFileDialog(self.dialog, "Choose a folder for the copy")
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self._take_folder)
        chooser.open()

    @Slot(str)
    def _take_folder(self, name: str) -> None:
        self._folder = Path(name)
        self._plan_again(self._allow)

    @Slot()
    def _compare(self) -> None:
        found = self.dialog.rehearsal if self.dialog is not None else None
        if found is not None:
            before, after = found.before.schema, found.after.schema
            self.comparison_wanted.emit(
                Comparison("Rehearsed plan", before, after, "today", "after the plan")
            )

    @Slot()
    def _closed(self) -> None:
        if self.dialog is not None and self.sender() is self.dialog:
            if not self.dialog.is_folded:
                self._session.preferences.remember_view(_VIEW, self.dialog.saveGeometry())
            self.dialog = None

    @Slot(object)
    def _follow_changes(self, state: DatabaseState | None) -> None:
        """Say so when folder or ledger are not those of the rehearsed plan any more."""
        if self.dialog is None or self._wish is None:
            return
        offer = self._wish.offer
        if state is None or state.location != offer.file.location:
            self.dialog.close()
            return
        self.dialog.tell_stale(shown(_why_stale(state, offer)))


def _why_stale(state: DatabaseState, offer: PlanOffer) -> str:
    if state.source is None or state.source != offer.request.source:
        return "The folder of migrations was changed since"
    if state.ledger != offer.together.ledger:
        return "Migrations were applied or reverted since"
    return ""
