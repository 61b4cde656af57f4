"""One problem of a pipeline: where, why, what to do, and a button that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout

from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.fitting_row import tool_button
from pipeline_browser.ui.labels import button_text, plain_label, shown, tooltip
from pipeline_browser.ui.pipelines.details.cells.marks import names_parameter
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED
from pipeline_browser.ui.value_words import cell_text

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.loadability.problem import Problem
    from pipeline_browser.ui.theme import Theme

_ICONS = {Meaning.WARNING: "warning", Meaning.BAD: "bad", Meaning.NEUTRAL: "info"}
_LONGEST = 48  # characters of a button


class ProblemCard(QFrame):
    """Shows one problem.

    Signals:
        cure_wanted: the Problem whose cure is to be done.
        place_wanted: the Problem whose place is to be shown.
    """

    cure_wanted = Signal(object)
    place_wanted = Signal(object)

    def __init__(self, theme: Theme, problem: Problem, meaning: Meaning) -> None:
        super().__init__()
        self._theme = theme
        self._meaning = meaning
        self.problem = problem
        self.setProperty("role", "card")
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(ICON, ICON))
        self.reason = plain_label(_reason(problem), wrap=True)
        self.remedy = plain_label(shown(problem.remedy), role="dim", wrap=True)
        for label in (self.reason, self.remedy):  # else the layout insists on the height at another width
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(f"{_reason(problem)} {problem.remedy}")
        self.cure_button: QPushButton | None = None
        self.place_button: QToolButton | None = None
        self._lay_out()
        theme.changed.connect(self._dress)
        self._dress()

    def allow(self, why_not: str) -> None:
        """Let the cure be done, or say why not."""
        if self.cure_button is not None and self.problem.cure is not None:
            self.cure_button.setEnabled(not why_not)
            self.cure_button.setToolTip(tooltip(why_not or shown(self.problem.cure.label)))

    @Slot()
    def _cure(self) -> None:
        self.cure_wanted.emit(self.problem)

    @Slot()
    def _show_place(self) -> None:
        self.place_wanted.emit(self.problem)

    @Slot()
    def _dress(self) -> None:
        icon = self._theme.icon(_ICONS.get(self._meaning, "info"), self._meaning)
        self._icon.setPixmap(icon.pixmap(QSize(ICON, ICON), self.devicePixelRatioF()))
        if self.place_button is not None:
            self.place_button.setIcon(self._theme.icon("forward"))

    def _lay_out(self) -> None:
        self._add_buttons()
        top = Qt.AlignmentFlag.AlignTop
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self._icon, 0, top)
        first.addWidget(self.reason, 1)
        second.addSpacing(ICON + RELATED)
        second.addWidget(self.remedy, 1)
        if self.place_button is not None:
            first.addWidget(self.place_button, 0, top)
        if self.cure_button is not None:
            second.addWidget(self.cure_button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(RELATED, INSIDE, RELATED, INSIDE)
        column.setSpacing(0)
        for row in (first, second):
            row.setSpacing(RELATED)
            column.addLayout(row)

    def _add_buttons(self) -> None:
        if self.problem.stage is not None:
            where = f"Show {_where(self.problem)}"
            self.place_button = tool_button("show-place", where)
            self.place_button.setToolTip(tooltip(where))
            self.place_button.setStyleSheet("QToolButton { padding: 0 2px; }")  # no higher than the text
            self.place_button.clicked.connect(self._show_place)
        if self.problem.cure is not None:
            label = self.problem.cure.label
            text = label if len(label) <= _LONGEST else f"{label[:_LONGEST]}…"
            self.cure_button = self._button(shown(text), shown(label))
            self.cure_button.clicked.connect(self._cure)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(button_text(text))
        button.setProperty("small", "true")
        button.setToolTip(tooltip(tip))
        button.setAccessibleName(tip)
        return button


def _where(problem: Problem) -> str:
    return f"stage {cell_text(problem.stage) or 'without a name'}"


def _reason(problem: Problem) -> str:
    """Return where and why; the place only as far as the reason does not name it itself."""
    reason = shown(problem.reason)
    where = [] if problem.stage is None else [cell_text(problem.stage) or "Unnamed stage"]
    column = _COLUMNS.get(problem.column, problem.column)
    if column and column.lower() not in reason.lower() and not names_parameter(problem):
        where.append(shown(column))
    return f"{', '.join(where)}: {reason}" if where else reason


_COLUMNS = {
    "stage_type": "type",
    "stage_order": "order",
    "chunk_size": "chunk size",
    "parallel_processing": "parallel",
    "created_at": "created",
    "updated_at": "updated",
}
