"""The dialog that says why migrations differ, and accepts them where that is proven."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pipeline_browser.model.migrations.detective.repair.facts import Deed
from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.comparison import Comparison
from pipeline_browser.ui.dialog_size import dialog_size
from pipeline_browser.ui.labels import plain_label, selectable, shown
from pipeline_browser.ui.migrations.explaining import explain_words as words
from pipeline_browser.ui.migrations.explaining.explain_foot import ExplainFoot
from pipeline_browser.ui.migrations.explaining.explanation_list import ExplanationList
from pipeline_browser.ui.migrations.explaining.story_pane import StoryPane
from pipeline_browser.ui.migrations.explaining.verdict_pane import VerdictPane
from pipeline_browser.ui.migrations.ledger_dialog import LedgerDialog
from pipeline_browser.ui.theme import GROUP, INSIDE, PAGE

if TYPE_CHECKING:
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.migrations.detective.repair.facts import RepairReport
    from pipeline_browser.ui.migrations.explaining.explain_jobs import Answer, Wish
    from pipeline_browser.ui.theme import Theme

_SIZE = (1000, 680)


class ExplainDialog(LedgerDialog):
    """Shows an Answer and asks for its repair; whoever opened it does both.

    Signals:
        wish_changed: the Wish to plan the repair again with.
        agreed: the RepairPlan to carry out.
        files_wanted: the Findings whose missing files are to be written back.
        comparison_wanted: the Comparison of what the source makes with what is there.
    """

    wish_changed = Signal(object)
    agreed = Signal(object)
    files_wanted = Signal(object)
    comparison_wanted = Signal(object)

    def __init__(
        self, theme: Theme, wish: Wish, name: str, *, writable: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, f"Explain migrations of {shown(name)}", parent)
        self._wish = wish
        self._writable = writable
        self._answer: Answer | None = None
        self._has_failed = False
        self._note = ""
        self.sources = plain_label(role="dim", wrap=True)
        self.list = ExplanationList(theme)
        self.story = StoryPane(theme)
        self.verdict = VerdictPane(theme)
        self.ways_back = selectable(plain_label(wrap=True))
        self.foot = ExplainFoot()
        self._lay_out()
        self._connect()
        self.resize(dialog_size(_SIZE, parent))

    def show_busy(self, what: str) -> None:
        """Say that something goes on, unless it is over in a moment."""
        self._begin_busy()
        self.foot.show_busy()
        if not self._answer:
            self.heading.setText(what)

    def show_idle(self) -> None:
        """Say that nothing goes on any more; what is shown is about to be looked at again."""
        self._end_busy()
        self.foot.show_nothing()

    def show_answer(self, answer: Answer) -> None:
        """Show what was found out; cursor and a failure that led here stay."""
        self._answer = answer
        self._end_busy()
        if not self._has_failed:
            self.notice.tell(Meaning.NEUTRAL, "")
        findings = answer.findings
        self.heading.setText(shown(words.heading(findings)))
        self.sources.setText(shown(words.sources(findings)))
        self.list.show_answer(findings, answer.plan)
        self._body.setVisible(bool(findings.explanations))
        self._spacer.setVisible(not findings.explanations)
        self.list.setVisible(len(findings.explanations) > 1)
        # The proof of the plan: of the source against the database, as a repair would leave the ledger.
        self.verdict.show_proof(answer.plan.proof)
        self._show_foot(answer)

    @override
    def show_failure(self, error: PipelineBrowserError) -> None:
        """Say what went wrong; the ledger is as it was."""
        super().show_failure(error)
        self._has_failed = True
        if self._answer is not None:
            self._show_foot(self._answer)
        else:
            self.heading.setText("It could not be found out")
            self.foot.show_nothing()

    def show_report(self, report: RepairReport) -> None:
        """Say what was done, and where the way back is."""
        self._end_busy()
        self._is_done = True
        self._body.hide()
        self.verdict.hide()
        whole = self._wish.version is None and not (report.plan.left or report.plan.withheld)
        self.heading.setText("The ledger agrees with the source" if whole else "The ledger was repaired")
        meaning = Meaning.GOOD if report.plan.proven else Meaning.WARNING
        paragraphs = [shown(line) for line in words.done_paragraphs(report)]
        self.notice.tell(meaning, "What was done", paragraphs)
        self.ways_back.setText("\n".join(shown(line) for line in words.ways_back(report)))
        self.ways_back.show()
        self._spacer.show()
        self.foot.show_done(has_backup=report.backup is not None)
        self._note = report.note_text or report.undo_sql

    @property
    @override
    def has_answer(self) -> bool:
        return self._answer is not None

    @property
    def answer(self) -> Answer | None:
        """What is shown."""
        return self._answer

    def _show_foot(self, answer: Answer) -> None:
        plan = answer.plan
        missing = any(each.explanation.entry.migration is None for each in plan.left) or any(
            change.deed is Deed.FORGET and change.explanation.entry.migration is None
            for change in plan.changes + plan.withheld
        )
        self.foot.show_plan(
            plan,
            words.why_not(plan, writable=self._writable),
            insist=words.insist_words(plan) if plan.withheld or self._wish.insist else "",
            missing=missing,
        )

    @Slot()
    def _follow_cursor(self) -> None:
        if self._answer is not None:
            self.story.show_explanation(self.list.current, self._answer.findings.proof)

    @Slot()
    def _wish_again(self) -> None:
        self._has_failed = False
        self.foot.accept.setEnabled(False)  # until there is a plan for this wish
        self._wish = replace(
            self._wish,
            insist=self.foot.insist.isChecked(),
            forget_missing=self.foot.forget.isChecked(),
        )
        self.wish_changed.emit(self._wish)

    @Slot()
    def _agree(self) -> None:
        self._has_failed = False
        if self._answer is not None:
            self.agreed.emit(self._answer.plan)

    @Slot()
    def _want_files(self) -> None:
        self._has_failed = False
        if self._answer is not None:
            self.files_wanted.emit(self._answer.findings)

    @Slot()
    def _want_comparison(self) -> None:
        plan = self._answer.plan if self._answer else None
        if plan is not None:
            found = plan.findings.evidence.found
            self.comparison_wanted.emit(
                Comparison("Source and database", plan.proof.promised, found, "the source makes", "found")
            )

    @Slot()
    def _copy(self) -> None:
        explanation = self.list.current
        if explanation is not None and self._answer is not None:
            text = words.whole_text(explanation, self._answer.findings.proof)
            QGuiApplication.clipboard().setText(text)

    @Slot()
    def _copy_note(self) -> None:
        QGuiApplication.clipboard().setText(self._note)

    def _connect(self) -> None:
        self.verdict.compare.clicked.connect(self._want_comparison)
        self.list.chosen.connect(self._follow_cursor)
        self.foot.insist.toggled.connect(self._wish_again)
        self.foot.forget.toggled.connect(self._wish_again)
        self.foot.accept.clicked.connect(self._agree)
        self.foot.restore.clicked.connect(self._want_files)
        self.foot.copy.clicked.connect(self._copy)
        self.foot.copy_note.clicked.connect(self._copy_note)
        self.foot.leave.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._body.addWidget(self.list)
        self._body.addWidget(self.story)
        self._body.setStretchFactor(1, 1)
        self._body.setChildrenCollapsible(False)
        self._body.setSizes([280, 700])
        self._spacer = QWidget()
        head = QVBoxLayout()
        head.setSpacing(INSIDE)
        head.addWidget(selectable(self.heading))
        head.addWidget(self.sources)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        column.setSpacing(GROUP)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.notice)
        column.addWidget(self.ways_back)
        column.addWidget(self._body, 1)
        column.addWidget(self._spacer, 1)
        column.addWidget(self.verdict)
        column.addWidget(self.foot)
        for widget in (self.bar, self.ways_back, self._body, self.verdict):
            widget.hide()
