"""Beside the plan's steps: what is to be known about the chosen one, and the SQL that would run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.labels import plain_label, selectable, shown
from pipeline_browser.ui.marks import Mark
from pipeline_browser.ui.migrations.plan_words import step_state, transaction_meaning, transaction_words
from pipeline_browser.ui.migrations.sql_pages import line_marks
from pipeline_browser.ui.migrations.state_words import ICONS, MEANINGS
from pipeline_browser.ui.migrations.warning_list import WarningList
from pipeline_browser.ui.sql.sql_view import SqlView
from pipeline_browser.ui.theme import GROUP, INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.plan import Plan, PlanStep
    from pipeline_browser.ui.theme import Theme

_MEANING_ICONS = {Meaning.GOOD: "check", Meaning.WARNING: "warning", Meaning.BAD: "bad"}


class StepPane(QWidget):
    """One PlanStep, whole."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = selectable(plain_label(font=theme.heading_font(1.1), wrap=True))
        self._transaction = Mark(theme)
        self._state = Mark(theme)
        self._stop = Mark(theme, wrap=True)
        self.warnings = WarningList(theme)
        self.sql = SqlView(theme)
        self.warnings.line_wanted.connect(self.sql.go_to_line)
        self._lay_out()

    def show_step(self, plan: Plan, step: PlanStep | None) -> None:
        """Show a step; None clears the pane."""
        self._title.setText(shown(f"{step.migration.version} {step.migration.description}") if step else "")
        self._transaction.setVisible(step is not None)
        self._state.setVisible(step is not None)
        self._stop.setVisible(bool(step and step.error))
        self.warnings.show_warnings(step.warnings if step else ())
        self.sql.show_sql_once(step.migration.sql if step else "", line_marks(step.warnings if step else ()))
        if step is None:
            return
        state = step_state(plan, step)
        self._state.tell(state.value, ICONS[state], MEANINGS[state])
        meaning = transaction_meaning(step)
        text = transaction_words(step)
        self._transaction.tell(text, _MEANING_ICONS[meaning], meaning, coloured=meaning is not Meaning.GOOD)
        if step.error:
            self._stop.tell(shown(step.error.summary), "stop", Meaning.BAD, coloured=False)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(GROUP, 0, 0, RELATED)
        head.setSpacing(INSIDE)
        first = QHBoxLayout()
        first.setSpacing(GROUP)
        first.addWidget(self._title, 1)
        first.addWidget(self._state)
        head.addLayout(first)
        for widget in (self._transaction, self._stop, self.warnings):
            head.addWidget(widget)
        body = QVBoxLayout()
        body.setContentsMargins(GROUP, 0, 0, 0)
        body.addWidget(self.sql)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(body, 1)
