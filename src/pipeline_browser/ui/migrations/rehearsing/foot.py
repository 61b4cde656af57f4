"""The foot of a rehearsal's window: what can be done while it runs, with its result, and where it failed."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pipeline_browser.ui.labels import shown, tooltip
from pipeline_browser.ui.theme import RELATED


class RehearsalFoot(QWidget):
    """The buttons, of which those show that make sense."""

    def __init__(self) -> None:
        super().__init__()
        self.show_plan = _button("Show the plan", "Go back to the plan and its SQL")
        self.details = _button("Show details", "Show schema, rows, checks and times again")
        self.folder = _button(
            "Choose a folder for the copy", "Rehearse again with the copy on a disk that has room for it"
        )
        self.again = _button("Rehearse again", "Run the plan on a fresh copy")
        self.allow = _button("", "See what the plan does if the rows named above may go")
        self.cancel = _button("Cancel", "Stop and delete the copy (Escape)")
        self.leave = _button("Close", "Change nothing (Escape)")
        self.apply = _button("", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RELATED)
        for button in self._buttons:
            row.addWidget(button)
        row.insertStretch(1, 1)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        first = (self.show_plan, self.details, self.folder, self.again)
        return (*first, self.allow, self.cancel, self.leave, self.apply)

    def offer(self, *offered: QPushButton) -> None:
        """Show these buttons alone."""
        for button in self._buttons:
            button.setVisible(button in offered)

    def prefer(self, preferred: QPushButton) -> None:
        """Make a button the one that Enter presses."""
        for button in self._buttons:
            button.setDefault(button is preferred)

    def enable_apply(self, why_not: str) -> None:
        """Let the plan be applied, or say why not."""
        self.apply.setEnabled(not why_not)
        self.apply.setToolTip(tooltip(shown(why_not)))


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setToolTip(tooltip(tip))
    return button
