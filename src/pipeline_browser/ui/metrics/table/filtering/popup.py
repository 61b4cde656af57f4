"""The filter of one column: what its text contains, a range, some values, or whether it says anything."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.filter_words import value_words
from pipeline_browser.model.metrics.lint.rules import BY_ID
from pipeline_browser.model.metrics.table.typed import EXAMPLES, NotUnderstood, parse_typed
from pipeline_browser.model.metrics.words import Words
from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.metrics.table.filtering.bounds import typed_text
from pipeline_browser.ui.metrics.table.filtering.wish import Presence, Wish, conditions_of, wish_of
from pipeline_browser.ui.theme import GROUP, RELATED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from PySide6.QtGui import QCloseEvent

    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.filters import Condition
    from pipeline_browser.model.metrics.table.choices import Choices
    from pipeline_browser.model.metrics.table.pages import Value
    from pipeline_browser.ui.theme import Theme

_WIDTH = 330
_LIST_ROWS = 9
_VALUE = Qt.ItemDataRole.UserRole
_TEXTS = {Kind.TEXT, Kind.IDENTIFIER, Kind.CHECKSUM}
_PRESENCES = {
    Presence.ANY: "All runs",
    Presence.THERE: "Only where it is said",
    Presence.MISSING: "Only where it is not",
}
_LINT_PRESENCES = {
    Presence.ANY: "All runs",
    Presence.THERE: "Only runs that contradict themselves",
    Presence.MISSING: "Only runs that do not",
}


class FilterPopup(QFrame):
    """Goes when somebody clicks elsewhere or presses Escape.

    Signals:
        decided: the conditions on the column, as a tuple; empty for none.
        closed: it is not seen any more.
    """

    decided = Signal(object)
    closed = Signal()

    def __init__(
        self,
        column: Column,
        conditions: Iterable[Condition],
        zone: tzinfo | None,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = column
        self._zone = zone
        self._wish = wish_of(conditions)
        self._words = Words(figure)
        self.text = QLineEdit(self._wish.text)
        self.low, self.high = self._end(self._wish.low, "From"), self._end(self._wish.high, "To")
        self.values = QListWidget()
        self.presence = QComboBox()
        self.complaint = plain_label(role=Meaning.BAD.value, wrap=True)
        self.hint = plain_label(role="dim", wrap=True)
        self.apply = QPushButton("Apply")
        self.clear = QPushButton("Remove filter")
        self._lay_out(theme)
        self._connect()

    def _end(self, value: float | None, name: str) -> QLineEdit:
        kind = self.column.kind
        text = "" if value is None else typed_text(value, kind, self._zone, is_high=name == "To")
        line = QLineEdit(text)
        line.setPlaceholderText(name)
        line.setAccessibleName(f"{name}, for example {EXAMPLES.get(kind, '')}")
        line.setClearButtonEnabled(True)
        return line

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    # What a column holds.

    def show_choices(self, choices: Choices) -> None:
        """Offer values, and say between which ends the numbers lie."""
        if choices.column != self.column.name:
            return
        self.hint.setText(self._hint(choices))
        self.hint.setVisible(bool(self.hint.text()))
        self.values.clear()
        for value, count in choices.values:
            self._offer(value, count)
        ticked = {value for value, _ in choices.values}
        for value in self._wish.values:
            if value not in ticked and value is not None:
                self._offer(value, 0)
        offers = self.values.count() > 0
        self.values.setVisible(offers)
        rows = min(self.values.count(), _LIST_ROWS)
        if offers:
            self.values.setFixedHeight(
                rows * (self.values.sizeHintForRow(0)) + 2 * self.values.frameWidth() + 2
            )
        self.adjustSize()

    def _offer(self, value: Value, count: int) -> None:
        item = QListWidgetItem(f"{self._named(value)}  ({figure(count)})")
        item.setData(_VALUE, value)
        item.setSizeHint(QSize(0, self.fontMetrics().height() + RELATED))
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
        )
        ticked = value in self._wish.values
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.values.addItem(item)

    def _named(self, value: Value) -> str:
        if self.column.kind is Kind.LINT:
            return BY_ID[value].title if value in BY_ID else str(value)
        return shown(value_words(self.column, value, self._words, self._zone))

    def _hint(self, choices: Choices) -> str:
        parts = []
        if choices.least is not None and choices.greatest is not None:
            ends = [
                value_words(self.column, each, self._words, self._zone)
                for each in (choices.least, choices.greatest)
            ]
            parts.append(f"{ends[0]} to {ends[1]}" if ends[0] != ends[1] else f"All {ends[0]}")
        if choices.missing and self.column.kind is not Kind.LINT:
            parts.append(f"not said by {counted(choices.missing, 'run')}")
        return ", ".join(parts)

    # Deciding.

    @Slot()
    def decide(self) -> None:
        """Take what was chosen, or say what is not understood."""
        try:
            wish = Wish(
                self.presence.currentData(),
                self.text.text().strip() if self.column.kind in _TEXTS else "",
                self._bound(self.low, is_high=False),
                self._bound(self.high, is_high=True),
                tuple(self._ticked()),
            )
        except NotUnderstood as error:
            self.complaint.setText(str(error))
            self.complaint.show()
            self.adjustSize()
            return
        self.decided.emit(conditions_of(self.column.name, wish))
        self.close()

    def _bound(self, line: QLineEdit, *, is_high: bool) -> float | None:
        text = line.text().strip()
        if not text or not self.column.kind.is_numeric:
            return None
        try:
            return parse_typed(text, self.column.kind, self._zone, datetime.now(UTC))[is_high]
        except NotUnderstood:
            line.setFocus()
            line.selectAll()
            raise

    def _ticked(self) -> Iterable[Value]:
        if not self.values.count():  # not read yet: what was chosen before stays
            return tuple(each for each in self._wish.values if each is not None)
        items = (self.values.item(row) for row in range(self.values.count()))
        return [item.data(_VALUE) for item in items if item.checkState() is Qt.CheckState.Checked]

    @Slot()
    def _remove(self) -> None:
        self.decided.emit(())
        self.close()

    @Slot(QListWidgetItem)
    def _toggle(self, item: QListWidgetItem) -> None:
        """Let Enter and a double click tick, as Space does."""
        ticked = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    @Slot()
    def _follow_presence(self) -> None:
        there = self.presence.currentData() is not Presence.MISSING
        for widget in (self.text, self.low, self.high, self.values):
            widget.setEnabled(there)

    # Building.

    def _connect(self) -> None:
        for line in (self.text, self.low, self.high):
            line.returnPressed.connect(self.decide)
            line.textEdited.connect(self.complaint.hide)
        self.apply.clicked.connect(self.decide)
        self.clear.clicked.connect(self._remove)
        self.values.itemDoubleClicked.connect(self._toggle)
        self.presence.currentIndexChanged.connect(self._follow_presence)
        self._follow_presence()

    def _lay_out(self, theme: Theme) -> None:
        self.setObjectName("column_filter")
        # A frame, since it lies on what has the same colour.
        self.setStyleSheet(f"#column_filter {{ border: 1px solid {theme.colours.outline}; }}")
        self.setAccessibleName(f"Filter by {self.column.title}")
        column = QVBoxLayout(self)
        column.setContentsMargins(GROUP, GROUP, GROUP, GROUP)
        column.setSpacing(RELATED)
        column.addWidget(plain_label(f"Filter by {self.column.title}", font=theme.heading_font(1)))
        self._lay_out_fields(column)
        self.values.setAccessibleName(f"Values of {self.column.title}")
        self.values.hide()
        self.complaint.hide()
        words = _LINT_PRESENCES if self.column.kind is Kind.LINT else _PRESENCES
        for presence, text in words.items():
            self.presence.addItem(text, presence)
        self.presence.setCurrentIndex(list(words).index(self._wish.presence))
        self.presence.setAccessibleName("Whether it is said")
        for widget in (self.values, self.presence):
            column.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(RELATED)
        buttons.addWidget(self.clear)
        buttons.addStretch(1)
        buttons.addWidget(self.apply)
        column.addLayout(buttons)
        self.apply.setDefault(True)
        self.clear.setEnabled(self._wish != Wish())
        self.setFixedWidth(_WIDTH)

    def _lay_out_fields(self, column: QVBoxLayout) -> None:
        kind = self.column.kind
        self.text.setPlaceholderText("contains")
        self.text.setAccessibleName("Contains")
        self.text.setClearButtonEnabled(True)
        column.addWidget(self.text)
        ends = QHBoxLayout()
        ends.setSpacing(RELATED)
        ends.addWidget(self.low)
        ends.addWidget(self.high)
        column.addLayout(ends)
        column.addWidget(self.complaint)
        column.addWidget(self.hint)
        self.hint.hide()
        self.text.setVisible(kind in _TEXTS)
        for line in (self.low, self.high):
            line.setVisible(kind.is_numeric)
            line.setToolTip(f"For example {EXAMPLES.get(kind, '')}")
        (self.text if kind in _TEXTS else self.low if kind.is_numeric else self.presence).setFocus()
