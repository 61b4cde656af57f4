"""One part of the filter as a chip, with a button that removes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton

from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import plain_label, shown, tooltip
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.theme import Theme

_ICON = 12  # pixels
_LONGEST = 60  # characters
_REMOVING = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class FilterChip(QFrame):
    """Words and a button.

    Signals:
        removed: the part that the chip stands for.
    """

    removed = Signal(object)

    def __init__(self, part: object, words: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = part
        self._theme = theme
        self.words = words
        self.setProperty("role", "chip")
        brief = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
        self._label = plain_label(shown(brief))
        self._label.setToolTip(tooltip(shown(words)))
        self.button = _RemoveButton()
        self.button.setAccessibleName(f"Remove {shown(brief)}")
        self.button.setToolTip(tooltip("Remove (Delete)"))
        self.button.clicked.connect(self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(RELATED, 1, 1, 1)
        row.setSpacing(INSIDE)
        row.addWidget(self._label)
        row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)
        self._dress()

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self._part)

    @Slot()
    def _dress(self) -> None:
        self.button.setIcon(self._theme.icon("close"))


class _RemoveButton(QToolButton):
    """Also hears the keys that remove things."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setProperty("small", True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _REMOVING or event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)
