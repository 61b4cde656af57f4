"""What would be deleted, table by table; the safe choice has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from pipeline_browser.ui import labels
from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.pipelines.deleting import words
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.ui.theme import Theme

_WIDTH = 480


class DeleteDialog(QDialog):
    """Asks whether what a plan lists may go.

    Signals:
        decided: the plan.
    """

    decided = Signal(object)

    def __init__(self, plan: Edit, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Delete")
        self.setMinimumWidth(_WIDTH)
        self.delete = QPushButton(labels.button_text(words.button_text(plan)))
        self.delete.setObjectName("delete-for-good")
        self.delete.setAutoDefault(False)
        self.cancel = QPushButton("Cancel")
        self._lay_out(theme)
        self.delete.clicked.connect(self._decide)
        self.cancel.clicked.connect(self.reject)
        self.cancel.setDefault(True)
        self.cancel.setFocus()

    def _lay_out(self, theme: Theme) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(GROUP)
        layout.addWidget(plain_label("This goes from the database", font=theme.heading_font()))
        names = "\n".join(shown(name) for name in words.named(self._plan))
        layout.addWidget(plain_label(names, wrap=True))
        layout.addLayout(self._extent(theme))
        layout.addWidget(
            plain_label(
                "Undo brings every row back as it was, as long as this database stays open.",
                role="dim",
                wrap=True,
            )
        )
        foot = QHBoxLayout()
        foot.setSpacing(RELATED)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.delete)
        layout.addLayout(foot)

    def _extent(self, theme: Theme) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GROUP)
        grid.setColumnStretch(2, 1)
        for row, (table, rows, what) in enumerate(words.extent(self._plan)):
            grid.addWidget(plain_label(table, font=theme.fixed_font()), row, 0)
            grid.addWidget(plain_label(rows), row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(plain_label(what, role="dim"), row, 2)
        return grid

    @Slot()
    def _decide(self) -> None:
        self.accept()
        self.decided.emit(self._plan)
