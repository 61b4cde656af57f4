"""The foot of the dialog of explanations: concessions, and the buttons; the safe one has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.model.migrations.detective.repair.words import extent
from pipeline_browser.model.migrations.detective.restoring import restorable
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import plain_label, tooltip
from pipeline_browser.ui.theme import GROUP, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.detective.repair.facts import RepairPlan

_BACKUP = "After a backup beside the database, which a note with the SQL that undoes it lies beside."


class ExplainFoot(QWidget):
    """Two switches that are seldom there, and four buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.insist = QCheckBox("Accept although the schema is not proven to be the same")
        self.forget = QCheckBox("Remove the rows of migrations that the source lacks")
        self.restore = QPushButton("Bring files back")
        self.copy = QPushButton("Copy")
        self.copy_note = QPushButton("Copy note")
        self.leave = QPushButton("Close")
        self.accept = QPushButton("Accept")
        self.restore.setToolTip(
            tooltip("Write them into the folder as they were applied; never over another")
        )
        self.why_not = plain_label(role="dim")
        self._lay_out()
        self.show_nothing()

    def show_plan(self, plan: RepairPlan, why_not: str, *, insist: str, missing: bool) -> None:
        """Name the deed and its extent, or why it cannot be done."""
        self.show_nothing()
        if insist:
            self.insist.setText(insist)
        self.insist.setVisible(bool(insist))
        self.forget.setVisible(missing)
        for switch in (self.insist, self.forget):
            switch.setEnabled(True)
        count = len(restorable(plan.findings))
        self.restore.setText(f"Bring back {counted(count, 'file')}")
        self.restore.setEnabled(True)
        self.restore.setVisible(count > 0)
        self.copy.setVisible(bool(plan.findings.explanations))
        self.accept.setVisible(bool(plan.changes or plan.withheld))
        self.accept.setText(extent(plan))
        self.accept.setEnabled(not why_not)
        self.accept.setToolTip(tooltip(why_not or _BACKUP))
        self.why_not.setText(why_not if plan.findings.explanations else "")
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self) -> None:
        """Leave only the way out, which stops."""
        for switch in (self.insist, self.forget, self.accept, self.restore):
            switch.setEnabled(False)
        self.leave.setText("Stop")

    def show_nothing(self) -> None:
        """Leave only the way out."""
        for widget in (self.insist, self.forget, self.copy, self.copy_note, self.accept, self.restore):
            widget.hide()
        self.why_not.setText("")
        self.leave.setText("Close")

    def show_done(self, *, has_backup: bool) -> None:
        """Offer what remains after a repair."""
        self.show_nothing()
        self.copy_note.setText("Copy note" if has_backup else "Copy SQL that undoes it")
        self.copy_note.show()
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(RELATED)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.copy_note)
        buttons.addStretch(1)
        buttons.addWidget(self.why_not)
        buttons.addSpacing(RELATED)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.restore)
        buttons.addWidget(self.accept)
        for button in (self.copy, self.copy_note, self.restore, self.accept):
            button.setAutoDefault(False)
        self.leave.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GROUP // 2)
        column.addWidget(self.insist)
        column.addWidget(self.forget)
        column.addLayout(buttons)
