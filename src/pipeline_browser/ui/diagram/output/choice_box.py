"""A choice among values of any kind, each with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = TypeVar("Value")


class ChoiceBox(Generic[Value]):
    """A combo box; ``widget`` is what is shown."""

    def __init__(self, name: str, choices: Iterable[tuple[Value, str]], current: Value) -> None:
        self._values: list[Value] = []
        self.widget = QComboBox()
        self.widget.setAccessibleName(name)
        for value, words in choices:
            self._values.append(value)
            self.widget.addItem(words)
        self.choose(current)

    @property
    def value(self) -> Value:
        """What is chosen."""
        return self._values[self.widget.currentIndex()]

    def choose(self, value: Value) -> None:
        """Choose a value; the first one in place of one that there is not."""
        self.widget.setCurrentIndex(self._values.index(value) if value in self._values else 0)
