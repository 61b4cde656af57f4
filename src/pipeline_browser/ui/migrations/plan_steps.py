"""The steps of a plan as a Qt model: migration, what happens to it, statements, warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QColor, QIcon

from pipeline_browser.model.migrations.plan import Direction, StepAction
from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import figure
from pipeline_browser.ui.labels import shown, tooltip
from pipeline_browser.ui.migrations.plan_words import (
    SEVERITY_ICONS,
    SEVERITY_MEANINGS,
    gravest,
    step_state,
    step_words,
    transaction_words,
    warning_words,
)
from pipeline_browser.ui.migrations.state_words import ICONS, MEANINGS

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.plan import Plan, PlanStep
    from pipeline_browser.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()
TITLES = ("Migration", "Statements", "Warnings")
MIGRATION, STATEMENTS, WARNINGS = range(3)


class PlanStepsModel(QAbstractTableModel):
    """One step a row, in the order of the run."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plan: Plan | None = None
        self._steps: tuple[PlanStep, ...] = ()
        theme.changed.connect(self._repaint)

    def show_plan(self, plan: Plan) -> None:
        """Show the steps of another plan."""
        self.beginResetModel()
        self._plan, self._steps = plan, plan.steps
        self.endResetModel()

    def step(self, row: int) -> PlanStep:
        """Return the step of a row."""
        return self._steps[row]

    @property
    def has_warnings(self) -> bool:
        """Whether the column of warnings holds anything."""
        return any(_text(step, WARNINGS) for step in self._steps)

    @override
    def rowCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._steps)

    @override
    def columnCount(self, parent: Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(TITLES)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        step, column = self._steps[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(step, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(_tooltip(step, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{TITLES[column]}: {_text(step, column) or 'nothing'}, {step_words(step)}"
        return self._look(step, column, role)

    def _look(self, step: PlanStep, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.ForegroundRole and step.action is StepAction.SKIP:
            return QColor(self._theme.colours.dim)
        severity = gravest(step.warnings)
        if role == Qt.ItemDataRole.ForegroundRole and column == WARNINGS and severity:
            return QColor(self._theme.tone(SEVERITY_MEANINGS[severity]).text)
        if role != Qt.ItemDataRole.DecorationRole:
            return None
        if column == MIGRATION:
            return self._icon(step)
        if column == WARNINGS and severity:
            return self._theme.icon(SEVERITY_ICONS[severity], SEVERITY_MEANINGS[severity])
        return None

    def _icon(self, step: PlanStep) -> QIcon:
        if step.action is StepAction.STOP:
            return self._theme.icon("stop", Meaning.BAD)
        if self._plan is None or self._plan.direction is Direction.REVERT:
            return self._theme.icon("revert", Meaning.WAITING)
        state = step_state(self._plan, step)
        return self._theme.icon(ICONS[state], MEANINGS[state])

    @Slot()
    def _repaint(self) -> None:
        if self._steps:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._steps) - 1, len(TITLES) - 1))


def _text(step: PlanStep, column: int) -> str:
    if column == MIGRATION:
        return shown(f"{step.migration.version} {step.migration.description}".rstrip())
    if column == STATEMENTS:
        return figure(len(step.statements))
    if step.action is not StepAction.APPLY:
        return step_words(step)
    return figure(len(step.warnings)) if step.warnings else ""


def _tooltip(step: PlanStep, column: int) -> str:
    if column == WARNINGS:
        stopped = [step.error.summary] if step.error else []
        return "\n".join([*stopped, *(warning_words(each) for each in step.warnings)])
    if column == STATEMENTS:
        return transaction_words(step)
    return f"{shown(step.migration.path)}\n{step_words(step)}"


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == STATEMENTS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
