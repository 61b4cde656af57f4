"""The choice of a period, as the positions of one switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from pipeline_browser.model.metrics.filters import Period
from pipeline_browser.ui.labels import tooltip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from pipeline_browser.model.metrics.filters import Span

_SHORT = {
    Period.DAY: "24 h",
    Period.WEEK: "7 days",
    Period.MONTH: "30 days",
    Period.QUARTER: "90 days",
    Period.ALL: "All times",
}


class PeriodChoice(QWidget):
    """Buttons of which one is down; none where a stretch was brushed.

    Signals:
        chosen: a Period.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Period")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons = {period: self._button(period, words) for period, words in _SHORT.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in self.buttons.values():
            row.addWidget(button)
        self._group.buttonClicked.connect(self._choose)

    def show_period(self, period: Period | Span) -> None:
        """Show which one is chosen."""
        self._group.setExclusive(False)
        for each, button in self.buttons.items():
            button.setChecked(each is period)
        self._group.setExclusive(True)

    @Slot()
    def _choose(self, chosen: QAbstractButton) -> None:
        self.chosen.emit(next(period for period, button in self.buttons.items() if button is chosen))

    def _button(self, period: Period, words: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setObjectName(f"period-{period.value}")
        whole = period.words[0].upper() + period.words[1:]
        button.setAccessibleName(whole)
        button.setToolTip(tooltip(f"Runs of the {period.words}" if period.days else "Runs of all times"))
        self._group.addButton(button)
        return button
