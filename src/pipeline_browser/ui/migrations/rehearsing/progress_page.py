"""What a running rehearsal looks like: how far it is, and what it does right now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QProgressBar, QVBoxLayout, QWidget

from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.migrations.formats import clock
from pipeline_browser.ui.theme import GROUP, INSIDE

if TYPE_CHECKING:
    from pipeline_browser.ui.migrations.rehearsing.state import RehearsalState
    from pipeline_browser.ui.theme import Theme

_STEPS = 1000  # of the bar
_PROMISE = (
    "The plan runs on a private copy, which is deleted afterwards. The database is only read, and you can go"
    " on working with it."
)


class ProgressPage(QWidget):
    """Shows a RehearsalState."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Rehearsal done")
        self.what = ElidedLabel()
        self.detail = ElidedLabel()
        self.detail.setFont(theme.fixed_font())
        self._elapsed = plain_label(role="dim", font=theme.body_font())
        self._lay_out()

    def show_state(self, state: RehearsalState, elapsed: float, *, cancelling: bool) -> None:
        """Show how far it is; ``elapsed`` in seconds."""
        self.bar.setValue(round(state.fraction * _STEPS))
        self.what.show_text("Cancelling…" if cancelling else shown(state.what))
        self.detail.show_text(shown(state.detail))
        self._elapsed.setText(clock(elapsed))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GROUP)
        grid.setVerticalSpacing(INSIDE)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.what, 0, 0)
        grid.addWidget(self._elapsed, 0, 1)
        grid.addWidget(self.bar, 1, 0, 1, 2)
        grid.addWidget(self.detail, 2, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GROUP)
        column.addWidget(plain_label(_PROMISE, role="dim", wrap=True))
        column.addLayout(grid)
        column.addStretch(1)
