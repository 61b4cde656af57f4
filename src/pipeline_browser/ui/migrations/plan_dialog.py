"""What would be done, before anything is done: the plan, its warnings, its SQL, and how to run it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHeaderView,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.model.errors import MigrationMissing, UnversionedDatabase
from pipeline_browser.model.migrations.plan import Direction, Plan
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.labels import plain_label, shown, title_text
from pipeline_browser.ui.migrations.notice import Notice
from pipeline_browser.ui.migrations.plan_options import PlanOptions
from pipeline_browser.ui.migrations.plan_steps import MIGRATION, STATEMENTS, WARNINGS, PlanStepsModel
from pipeline_browser.ui.migrations.plan_words import (
    dangers,
    first_to_look_at,
    foreign_words,
    heading,
    is_dangerous,
    is_foreign,
    summary,
    warning_words,
    why_not,
)
from pipeline_browser.ui.migrations.step_pane import StepPane
from pipeline_browser.ui.problem_words import problem_paragraphs
from pipeline_browser.ui.theme import GROUP, INSIDE, PAGE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.migrations.plan_offer import PlanOffer
    from pipeline_browser.ui.theme import Theme

REHEARSED = 2  # how the dialog ends when its plan is tried out: neither accepted nor rejected


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided in the dialog, and after a rehearsal of it.

    Attributes:
        allow_cascade: rows of other tables may go by cascade; only a rehearsal has shown which.
    """

    plan: Plan
    backup: bool
    always_apply: bool = False
    allow_cascade: bool = False


class PlanDialog(QDialog):
    """Shows a PlanOffer and asks for a Decision.

    Signals:
        decided: a Decision; the dialog is closed.
        rehearsal_wanted: a Decision that is to be tried out first; the dialog is closed.
        concession_made: the PlanRequest to plan again with, since somebody allowed more or less.
    """

    decided = Signal(object)
    rehearsal_wanted = Signal(object)
    concession_made = Signal(object)

    def __init__(
        self, theme: Theme, offer: PlanOffer, *, always_apply: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offer = offer
        self._title = plain_label(font=theme.heading_font(), wrap=True)
        self._summary = plain_label(role="dim", wrap=True)
        self.notice = Notice(theme)
        self.ignore_missing = QCheckBox("Ignore applied migrations that the source lacks")
        self.allow_unversioned = QCheckBox("Run anyway, and leave the tables as they are")
        self.steps = QTableView()
        self.model = PlanStepsModel(theme, self)
        self.step = StepPane(theme)
        self.options = PlanOptions(offer, always_apply=always_apply)
        self._lay_out()
        self._connect()
        self.show_offer(offer)
        self.options.give_focus()

    @property
    def offer(self) -> PlanOffer:
        """What is shown."""
        return self._offer

    @property
    def plan(self) -> Plan:
        """The plan as the switches have it now."""
        return self._offer.plan(atomic=self.options.atomic.isChecked())

    def show_offer(self, offer: PlanOffer) -> None:
        """Show another plan, such as the same one made anew; the switches stay as they are."""
        self._offer = offer
        reverting = offer.request.direction is Direction.REVERT
        verb = "Revert" if reverting else "Migrate"
        self.setWindowTitle(title_text(f"{verb} {shown(offer.file.location.name)}"))
        self.options.show_offer(offer)
        self._show_plan()

    @Slot()
    def _show_plan(self) -> None:
        plan, file = self.plan, self._offer.file
        self._title.setText(shown(heading(plan, file)))
        self._summary.setText(_sentence(f"{summary(plan, file)}, from {self._source_words()}"))
        self._tell_problem(plan)
        at = self.steps.currentIndex()
        row = at.row() if at.isValid() else first_to_look_at(plan)
        self.model.show_plan(plan)
        self.steps.setColumnHidden(WARNINGS, not self.model.has_warnings)
        if plan.steps:
            self.steps.selectRow(min(row, len(plan.steps) - 1))
        else:
            self.step.show_step(plan, None)
        self.options.show_plan(
            plan,
            why_not(plan, file),
            dangerous=is_dangerous(plan),
            foreign=is_foreign(plan, file),
            told=plan.problem is not None,
        )

    def _tell_problem(self, plan: Plan) -> None:
        error = plan.problem
        request = self._offer.request
        self.ignore_missing.setVisible(isinstance(error, MigrationMissing) or request.ignore_missing)
        unversioned = isinstance(error, UnversionedDatabase) or request.allow_unversioned
        self.allow_unversioned.setVisible(unversioned)
        if error is not None:
            serious = plan.refusal is not None or not plan.to_apply
            meaning = Meaning.BAD if serious else Meaning.WARNING
            stops = "" if serious else "The run would apply what comes before it, then stop."
            self.notice.tell(meaning, shown(error.summary), (*problem_paragraphs(error), stops))
        elif is_foreign(plan, self._offer.file):
            words = ["Apply them only if this database belongs to these migrations."]
            self.notice.tell(Meaning.WARNING, shown(foreign_words(self._offer.file)), words)
        elif plan.warnings:
            words = [warning_words(each) for each in plan.warnings]
            self.notice.tell(Meaning.WARNING, "Before you decide", words)
        elif found := dangers(plan):
            self.notice.tell(Meaning.BAD, "Before you decide", [shown(each) for each in found])
        else:
            self.notice.tell(Meaning.NEUTRAL, "")

    def _source_words(self) -> str:
        source = self._offer.request.source
        return "the bundled migrations" if source.bundled else shown(source.folder)

    @Slot()
    def _decide(self) -> None:
        decision = self._decision()
        self.accept()
        self.decided.emit(decision)

    @Slot()
    def _rehearse(self) -> None:
        decision = self._decision()
        self.done(REHEARSED)
        self.rehearsal_wanted.emit(decision)

    def _decision(self) -> Decision:
        return Decision(
            self.plan, self.options.backup.isChecked(), always_apply=self.options.always.isChecked()
        )

    @Slot()
    def _concede(self) -> None:
        request = replace(
            self._offer.request,
            ignore_missing=self.ignore_missing.isChecked(),
            allow_unversioned=self.allow_unversioned.isChecked(),
        )
        self.concession_made.emit(request)

    @Slot(QItemSelection, QItemSelection)
    def _show_step(self, _selected: object, _deselected: object) -> None:
        rows = self.steps.selectionModel().selectedRows()
        self.step.show_step(self.plan, self.model.step(rows[0].row()) if rows else None)

    def _connect(self) -> None:
        self.options.atomic.toggled.connect(self._show_plan)
        self.options.apply.clicked.connect(self._decide)
        self.options.rehearse.clicked.connect(self._rehearse)
        self.options.leave.clicked.connect(self.reject)
        self.ignore_missing.toggled.connect(self._concede)
        self.allow_unversioned.toggled.connect(self._concede)
        self.steps.selectionModel().selectionChanged.connect(self._show_step)

    def _lay_out(self) -> None:
        self._dress_steps()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.steps)
        splitter.addWidget(self.step)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([440, 520])
        head = QVBoxLayout()
        head.setSpacing(INSIDE)
        head.addWidget(self._title)
        head.addWidget(self._summary)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        column.setSpacing(GROUP)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.ignore_missing)
        column.addWidget(self.allow_unversioned)
        column.addWidget(splitter, 1)
        column.addWidget(self.options)
        self.resize(960, 640)

    def _dress_steps(self) -> None:
        self.steps.setModel(self.model)
        self.steps.setAccessibleName("Migrations of the plan")
        self.steps.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.steps.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.steps.setShowGrid(False)
        self.steps.setWordWrap(False)
        self.steps.setTabKeyNavigation(False)
        self.steps.verticalHeader().hide()
        self.steps.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + RELATED + INSIDE)
        header = self.steps.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(MIGRATION, QHeaderView.ResizeMode.Stretch)
        for column in (STATEMENTS, WARNINGS):
            # As wide as their titles: a look at all rows of a long plan would take a second.
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, header.sectionSizeHint(column) + RELATED)
        self.steps.setStyleSheet(f"QTableView::item {{ padding: 0 {RELATED - 3}px; border: none; }}")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
