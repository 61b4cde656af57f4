"""A list of ticks under a field that holds several words with commas between: ``email, phone``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

ALL = "all"
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class PatternList(QFrame):
    """Ticks that follow a text, and make it.

    Signals:
        picked: the text that the ticks make.
        finished: Return was pressed.
    """

    picked = Signal(str)
    finished = Signal()

    def __init__(self, words: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.list = _Ticks(self)
        for word in words:
            item = QListWidgetItem(word, self.list)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(_UNCHECKED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.itemChanged.connect(self._pick)
        self.list.finished.connect(self.finished)

    def open_under(self, field: QWidget, text: str) -> None:
        """Show the ticks that a text means."""
        ticked = {part.strip().lower() for part in text.split(",")}
        self._tick(ticked)
        rows = self.list.count()
        self.resize(max(180, field.width()), rows * self.list.sizeHintForRow(0) + 6)
        self.move(field.mapToGlobal(QPoint(0, field.height())))
        self.list.setCurrentRow(0)
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(QListWidgetItem)
    def _pick(self, item: QListWidgetItem) -> None:
        on = item.checkState() is _CHECKED
        words = [each.text() for each in self._items() if each.checkState() is _CHECKED]
        if on and item.text() == ALL:
            words = [ALL]
        elif on:
            words = [word for word in words if word != ALL]
        self._tick(set(words))
        self.picked.emit(",".join(words))

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _tick(self, words: set[str]) -> None:
        blocked = self.list.blockSignals(True)
        for item in self._items():
            item.setCheckState(_CHECKED if item.text() in words else _UNCHECKED)
        self.list.blockSignals(blocked)
        self.list.viewport().update()


class _Ticks(QListWidget):
    """Space and a click anywhere in a line tick it; Return ends.

    Signals:
        finished: Return was pressed.
    """

    finished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Patterns")
        self.setStyleSheet("QListWidget { border-radius: 0; } QListWidget::item { padding: 3px 4px; }")
        self.itemClicked.connect(self._click)
        self._at_press: tuple[QListWidgetItem | None, Qt.CheckState] = (None, _UNCHECKED)
        self.itemPressed.connect(self._note)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
            return
        super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _note(self, item: QListWidgetItem) -> None:
        self._at_press = (item, item.checkState())

    @Slot(QListWidgetItem)
    def _click(self, item: QListWidgetItem) -> None:
        before, state = self._at_press
        if before is item and item.checkState() is state:  # else the click was on the tick itself
            item.setCheckState(_UNCHECKED if state is _CHECKED else _CHECKED)
