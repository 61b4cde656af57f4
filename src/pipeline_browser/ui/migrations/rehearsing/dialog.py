"""The window of one rehearsal, beside which one goes on working: progress, then what was found out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from pipeline_browser.model.errors import CascadeRefused, RehearsalFailed
from pipeline_browser.model.migrations.rehearsal.facts import Verdict
from pipeline_browser.overriding import override
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.dialog_size import dialog_size
from pipeline_browser.ui.labels import plain_label, shown, title_text
from pipeline_browser.ui.migrations.notice import Notice
from pipeline_browser.ui.migrations.rehearsing import words
from pipeline_browser.ui.migrations.rehearsing.foot import RehearsalFoot
from pipeline_browser.ui.migrations.rehearsing.progress_page import ProgressPage
from pipeline_browser.ui.migrations.rehearsing.result_page import ResultPage
from pipeline_browser.ui.migrations.rehearsing.state import RehearsalState, advance
from pipeline_browser.ui.problem_words import problem_paragraphs
from pipeline_browser.ui.theme import GROUP, PAGE

if TYPE_CHECKING:
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.rehearsal.facts import Rehearsal
    from pipeline_browser.model.migrations.rehearsal.progress import RehearsalEvent
    from pipeline_browser.ui.background import Job
    from pipeline_browser.ui.theme import Theme

_SIZE = (860, 600)
_FOLDED = 560  # pixels, the width of the verdict alone
_TICK = 66  # milliseconds between two pictures of the progress


class RehearsalDialog(QDialog):
    """Shows one rehearsal after the other of one plan, as it is by then. Not modal.

    Signals:
        again_wanted: rehearse again; True where cascades may take rows.
        apply_wanted: carry the plan out; True where cascades may take rows.
        plan_wanted: show the plan again.
        diagram_wanted: show the schema before and after on the diagram.
        folder_wanted: let somebody choose where the copy goes, then rehearse.
    """

    again_wanted = Signal(bool)
    apply_wanted = Signal(bool)
    plan_wanted = Signal()
    diagram_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, theme: Theme, name: str, *, backup: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._backup = backup
        self._title_words = ""
        self._state = RehearsalState(0)
        self._job: Job | None = None
        self._why_not = ""
        self._stale = ""
        self._name = name
        self._unfolded = QSize(*_SIZE)
        self.rehearsal: Rehearsal | None = None
        self._title = plain_label(font=theme.heading_font(), wrap=True)
        self.running = ProgressPage(theme)
        self._theme = theme
        self._result: ResultPage | None = None
        self.trouble = Notice(theme)
        self.foot = RehearsalFoot()
        self._clock = QElapsedTimer()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK)
        self._lay_out()
        self._connect()
        self.resize(dialog_size(_SIZE, parent))

    @property
    def result_page(self) -> ResultPage:
        """The page of the result, made when there is one: its tables take as long as everything else."""
        if self._result is None:
            self._result = ResultPage(self._theme)
            self._result.copy_report.clicked.connect(self._copy)
            self._result.on_diagram.clicked.connect(self._show_on_diagram)
            self._column.insertWidget(self._column.indexOf(self.trouble) + 1, self._result, 1)
        return self._result

    @property
    def is_running(self) -> bool:
        """Whether a rehearsal is under way."""
        return self._job is not None and not self._job.is_over

    def follow(self, job: Job) -> None:
        """Show the progress of a rehearsal, then its outcome."""
        self._job = job
        self._state = RehearsalState(self._state.migrations)
        job.progressed.connect(self._take)
        job.finished.connect(self._show_result)
        job.failed.connect(self._tell_failure)
        self._clock.start()
        self._tick.start()
        self._show_page(self.running)
        self.foot.offer(self.foot.cancel)
        self.foot.cancel.setEnabled(True)
        self.foot.cancel.setFocus()
        self._refresh()

    def use(self, plan: Plan, why_not: str) -> None:
        """Take up the plan as it is now; ``why_not`` says why it can only be rehearsed, empty if it can."""
        self._why_not, self._stale = why_not, ""
        self._state = RehearsalState(len(plan.to_apply))
        self._title_words = words.title_words(plan, self._name)
        self.setWindowTitle(title_text(shown(self._title_words)))
        self._title.setText(shown(self._title_words))

    def tell_stale(self, why: str) -> None:
        """Mark the result as that of another plan than there would be now."""
        self._stale = why
        if self.rehearsal is not None and not self.is_running and self._result is not None:
            self._show_stale()
            self._offer_deeds(folded=self.is_folded)

    def show_failure(self, error: PipelineBrowserError) -> None:
        """Say why nothing could be rehearsed."""
        self._tick.stop()
        meaning = Meaning.WAITING if was_cancelled(error) else Meaning.BAD
        self.trouble.tell(meaning, shown(error.summary), problem_paragraphs(error))
        self._show_page(self.trouble)
        foot = self.foot
        for_room = isinstance(error, RehearsalFailed) and error.for_room
        foot.offer(foot.show_plan, *((foot.folder,) if for_room else ()), foot.again, foot.leave)
        foot.prefer(foot.leave)
        foot.leave.setFocus()

    def _show_stale(self) -> None:
        self.result_page.tell_stale(shown(self._stale))
        self._enable_apply()

    @property
    def is_folded(self) -> bool:
        """Whether only the verdict shows, so that its size is not worth remembering."""
        return not self.foot.details.isHidden()

    @Slot()
    def _show_on_diagram(self) -> None:
        """Fold the window to its verdict, in a corner, so that the diagram behind it is seen."""
        self._unfolded = self.size()
        self.result_page.pages.hide()
        self._offer_deeds(folded=True)
        # The height that is needed is known once the layouts have heard of what is hidden.
        QTimer.singleShot(0, self._shrink)
        self.diagram_wanted.emit()

    @Slot()
    def _unfold(self) -> None:
        self.result_page.pages.show()
        self._offer_deeds()
        self.resize(self._unfolded)

    @Slot()
    def _shrink(self) -> None:
        self.resize(_FOLDED, self.minimumSizeHint().height())
        window = self.parentWidget()
        if window is not None:
            corner = window.mapToGlobal(window.rect().topRight())
            self.move(corner.x() - self.width() - PAGE, corner.y() + PAGE)

    @override
    def reject(self) -> None:
        if self.is_running:
            self._stop()
        else:
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            self._job.cancel()
        super().closeEvent(event)

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.foot.cancel.setEnabled(False)
            self._refresh()

    @Slot(object)
    def _take(self, event: RehearsalEvent) -> None:
        if self.sender() is self._job:
            self._state = advance(self._state, event)

    @Slot()
    def _refresh(self) -> None:
        cancelling = self._job is not None and self._job.cancelling
        self.running.show_state(self._state, self._clock.elapsed() / 1000, cancelling=cancelling)

    @Slot(object)
    def _show_result(self, rehearsal: Rehearsal) -> None:
        if self.sender() is not self._job:
            return
        self._tick.stop()
        self.rehearsal = rehearsal
        self.result_page.show_rehearsal(rehearsal, backup=self._backup, why_not=self._why_not)
        self.foot.allow.setText(words.allow_words(rehearsal.losses))
        self.foot.apply.setText(words.apply_words(rehearsal))
        self._show_page(self.result_page)
        self._offer_deeds()
        self._show_stale()  # the folder may have been changed while it ran
        self.result_page.pages.setFocus()

    def _offer_deeds(self, *, folded: bool = False) -> None:
        foot, found = self.foot, self.rehearsal
        refused = found is not None and isinstance(found.error, CascadeRefused)
        again = foot.allow if refused and not self._stale else foot.again
        before = (foot.details,) if folded else (foot.show_plan, again)
        fails = found is not None and found.verdict is Verdict.FAILS
        foot.offer(*before, foot.leave, *(() if fails else (foot.apply,)))

    def _enable_apply(self) -> None:
        why = "The plan is another one now: rehearse again" if self._stale else self._why_not
        self.foot.enable_apply(why)
        safe = self.rehearsal is not None and words.verdict_meaning(self.rehearsal) is Meaning.GOOD
        usual = self.foot.apply if safe and not why else self.foot.leave
        self.foot.prefer(self.foot.again if self._stale else usual)

    @Slot(object)
    def _tell_failure(self, error: PipelineBrowserError) -> None:
        if self.sender() is self._job:
            self.show_failure(error)

    @Slot()
    def _copy(self) -> None:
        if self.rehearsal is not None:
            QGuiApplication.clipboard().setText(words.report(self.rehearsal, self._title_words))

    @Slot()
    def _again(self) -> None:
        self.again_wanted.emit(self.rehearsal is not None and self.rehearsal.allow_cascade)

    @Slot()
    def _allow(self) -> None:
        self.again_wanted.emit(True)

    @Slot()
    def _apply(self) -> None:
        allowed = self.rehearsal is not None and self.rehearsal.allow_cascade
        self.accept()
        self.apply_wanted.emit(allowed)

    @Slot()
    def _show_plan(self) -> None:
        self.accept()
        self.plan_wanted.emit()

    def _show_page(self, page: QWidget) -> None:
        for each in (self.running, self._result, self.trouble):
            if each is not None:
                each.setVisible(each is page)

    def _connect(self) -> None:
        self._tick.timeout.connect(self._refresh)
        foot = self.foot
        foot.cancel.clicked.connect(self._stop)
        foot.leave.clicked.connect(self.close)
        foot.show_plan.clicked.connect(self._show_plan)
        foot.again.clicked.connect(self._again)
        foot.allow.clicked.connect(self._allow)
        foot.details.clicked.connect(self._unfold)
        foot.folder.clicked.connect(self.folder_wanted)
        foot.apply.clicked.connect(self._apply)

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        column.setSpacing(GROUP)
        column.addWidget(self._title)
        column.addWidget(self.running)
        column.addWidget(self.trouble, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(0)
        column.addWidget(self.foot)
