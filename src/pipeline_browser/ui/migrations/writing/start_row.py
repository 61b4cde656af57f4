"""What the new migration begins with: a choice, and the table or the other database that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from pipeline_browser.model.migrations.writing.templates import tables_for_templates
from pipeline_browser.ui.labels import button_text, shown, tooltip
from pipeline_browser.ui.migrations.writing.filling import Ground, OtherSchema, Wish
from pipeline_browser.ui.migrations.writing.starts import EMPTY, HANDED, STARTS, Need, start_of
from pipeline_browser.ui.migrations.writing.writing_words import NO_TABLES, UNCHANGED
from pipeline_browser.ui.theme import RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.schema.facts import Schema


class StartRow(QWidget):
    """Emits a Wish whenever somebody chooses.

    Signals:
        wished: the Wish, complete.
        other_wanted: somebody has to choose another database first.
    """

    wished = Signal(object)
    other_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.start = QComboBox()
        self.table = QComboBox()
        self.other = QPushButton("Choose database…")
        self._other: OtherSchema | None = None
        self._handed: tuple[Schema, Schema, str] | None = None
        self._lay_out()
        self._offer_starts()
        self.start.activated.connect(self._choose)
        self.table.activated.connect(self._choose)
        self.other.clicked.connect(self.other_wanted)
        self._show_needs()

    @property
    def wish(self) -> Wish:
        """What is chosen now."""
        key = str(self.start.currentData())
        if key == HANDED:
            return Wish(key, handed=self._handed)
        return Wish(key, str(self.table.currentData() or ""), self._other)

    def choose(self, key: str) -> None:
        """Choose as a person would."""
        self.start.setCurrentIndex(self.start.findData(key))
        self._choose()

    def hand_over(self, before: Schema, after: Schema, title: str) -> None:
        """Begin with what makes one schema of another; that is one more choice, on top."""
        self._handed = (before, after, title)
        self.start.insertItem(0, shown(title), HANDED)
        self.start.setCurrentIndex(0)
        self._show_needs()

    def show_ground(self, ground: Ground) -> None:
        """Offer the tables, and what was changed by hand where something was."""
        chosen = self.table.currentData()
        self.table.clear()
        for table in tables_for_templates(ground.schema, ground.left_alone(ground.schema, ground.schema)):
            self.table.addItem(shown(table.name), table.name)
        self.table.setCurrentIndex(max(0, self.table.findData(chosen)))
        self._disable(Need.TABLE, "" if self.table.count() else NO_TABLES, but="table")
        self._disable(
            Need.DRIFT, "; ".join(ground.drift.unknown) or ("" if ground.drift.drifted else UNCHANGED)
        )

    def show_other(self, other: OtherSchema) -> None:
        """Take this as the other database."""
        self._other = other
        self.other.setText(button_text(shown(other.path.name)))
        self.other.setToolTip(tooltip(str(other.path)))
        self._choose()

    @Slot()
    def _choose(self) -> None:
        need = self._show_needs()
        if need is Need.OTHER and self._other is None:
            self.other_wanted.emit()
        else:
            self.wished.emit(self.wish)

    def _show_needs(self) -> Need:
        key = str(self.start.currentData())
        need = Need.SCHEMAS if key == HANDED else start_of(key).need
        self.table.setVisible(need is Need.TABLE and self.table.count() > 0)
        self.other.setVisible(need is Need.OTHER)
        return need

    def _offer_starts(self) -> None:
        group = 0
        for each in STARTS:
            if each.group != group:
                self.start.insertSeparator(self.start.count())
                group = each.group
            self.start.addItem(each.title, each.key)
        self.start.setCurrentIndex(self.start.findData(EMPTY))

    def _disable(self, need: Need, why: str, but: str = "") -> None:
        """Take away what has this need, and say why; nothing is taken away without a reason."""
        model = self.start.model()
        assert isinstance(model, QStandardItemModel)  # noqa: S101 - what QComboBox has by itself
        for each in STARTS:
            if each.need is need and each.key != but:
                item = model.item(self.start.findData(each.key))
                item.setEnabled(not why)
                item.setToolTip(tooltip(shown(why)))

    def _lay_out(self) -> None:
        self.start.setAccessibleName("Begin with")
        self.table.setAccessibleName("Table")
        for choice in (self.start, self.table):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(16)
            choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RELATED)
        row.addWidget(self.start, 3)
        row.addWidget(self.table, 2)
        row.addWidget(self.other, 0, Qt.AlignmentFlag.AlignVCenter)
