"""The foot of the plan dialog: how to run the plan, and the buttons that decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.ui.labels import plain_label, shown, tooltip
from pipeline_browser.ui.migrations.plan_words import atomic_words, backup_words, deed
from pipeline_browser.ui.theme import GROUP, INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.ui.migrations.plan_offer import PlanOffer


class PlanOptions(QWidget):
    """Two switches, each with what it means here; and three buttons."""

    def __init__(self, offer: PlanOffer, *, always_apply: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reverting = offer.request.direction is Direction.REVERT
        self.atomic = QCheckBox("All or nothing")
        self.atomic.setChecked(True)
        self.backup = QCheckBox("Back up first")
        self.backup.setChecked(offer.file.has_rows and offer.file.location.path is not None)
        self.backup.setEnabled(offer.file.location.path is not None)
        self.always = QCheckBox("Always apply for this database")
        self.always.setToolTip(tooltip("Next time, apply what is pending on opening, without asking"))
        self.always.setChecked(always_apply)
        self.always.setVisible(not self._reverting and offer.file.location.path is not None)
        self.apply = QPushButton()
        self.leave = QPushButton("Cancel" if self._reverting else "Browse only")
        self.leave.setToolTip(tooltip("Change nothing (Escape)"))
        self.rehearse = QPushButton("Rehearse")
        self.rehearse.setToolTip(
            tooltip("Run the plan on a private copy and see what it would do; the database is only read")
        )
        self._default = self.leave
        self._atomic_words = plain_label(role="dim", wrap=True)
        self._backup_words = plain_label(role="dim", wrap=True)
        self._why_not = plain_label(role="bad")
        self._lay_out()

    def show_offer(self, offer: PlanOffer) -> None:
        """Say what the switches mean for this plan."""
        self._atomic_words.setText(shown(atomic_words(offer)))
        self._backup_words.setText(shown(backup_words(offer.file)))

    def show_plan(self, plan: Plan, why_not: str, *, dangerous: bool, foreign: bool, told: bool) -> None:
        """Name the deed and its extent, or why it cannot be done.

        Args:
            dangerous: whether it is better rehearsed first: that is the default then.
            foreign: whether the database may have nothing to do with the migrations.
            told: whether the dialog says already, further up, why it cannot be done.
        """
        self.apply.setText(deed(plan))
        self.apply.setEnabled(not why_not)
        self.apply.setToolTip(tooltip(shown(why_not)))
        self._why_not.setText(shown(why_not))
        self._why_not.setVisible(bool(why_not) and not told)
        self.rehearse.setEnabled(bool(plan.to_apply) and plan.refusal is None)
        if self._reverting or why_not or foreign:
            self._default = self.leave
        else:
            self._default = self.rehearse if dangerous else self.apply
        for button in (self.apply, self.leave, self.rehearse):
            button.setAutoDefault(True)
            button.setDefault(button is self._default)

    def give_focus(self) -> None:
        """Put the focus on the deed, on its rehearsal where data could be lost, else on the way out."""
        self._default.setFocus(Qt.FocusReason.OtherFocusReason)

    def why_not(self) -> str:
        """Return the reason shown for a deed that cannot be done."""
        return self._why_not.text()

    @property
    def said_at_the_button(self) -> bool:
        """Whether the reason stands beside the button."""
        return not self._why_not.isHidden()

    def _lay_out(self) -> None:
        switches = QGridLayout()
        switches.setHorizontalSpacing(GROUP)
        switches.setVerticalSpacing(INSIDE)
        switches.setColumnStretch(1, 1)
        switches.addWidget(self.atomic, 0, 0)
        switches.addWidget(self._atomic_words, 0, 1)
        switches.addWidget(self.backup, 1, 0)
        switches.addWidget(self._backup_words, 1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(RELATED)
        buttons.addWidget(self.always)
        buttons.addStretch(1)
        buttons.addWidget(self._why_not)
        buttons.addSpacing(RELATED)
        buttons.addWidget(self.rehearse)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GROUP)
        column.addLayout(switches)
        column.addLayout(buttons)
