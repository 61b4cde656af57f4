"""A row of tool buttons that lose their words where there is no room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction

TOOL_ICON = 18  # pixels


class FittingRow(QWidget):
    """Widgets in one line; fill ``row``, then call ``ready``."""

    def __init__(self) -> None:
        super().__init__()
        self._has_words = True
        self._words_width = 0
        self._with_words: list[QToolButton] = []
        # Its buttons may lose their words; they are no reason to widen the window.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(RELATED, INSIDE, RELATED, INSIDE)
        self.row.setSpacing(RELATED)

    def ready(self) -> None:
        """Take the buttons that have words now as those that may lose them."""
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self._with_words = [
            each for each in self.findChildren(QToolButton) if each.toolButtonStyle() is beside
        ]

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Leave out the words of buttons where there is no room for them."""
        with_words = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        needed = super().sizeHint().width() + (0 if self._has_words else self._words_width)
        if (needed <= self.width()) is self._has_words:
            return
        before = super().sizeHint().width()
        self._has_words = not self._has_words
        style = with_words if self._has_words else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._with_words:
            button.setToolButtonStyle(style)
        self.row.invalidate()
        self._words_width = abs(super().sizeHint().width() - before)


def tool_button(name: str, tip: str, action: QAction | None = None, *, words: bool = False) -> QToolButton:
    """Return a flat button with an icon.

    Args:
        name: its object name.
        tip: what it does, for those who do not see it.
        words: the action's text stands beside the icon.
    """
    button = QToolButton()
    button.setObjectName(name)
    button.setAccessibleName(tip)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setAutoRaise(True)
    button.setIconSize(QSize(TOOL_ICON, TOOL_ICON))
    if action is not None:
        button.setDefaultAction(action)
    if words:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


def joined(buttons: Iterable[QToolButton]) -> QWidget:
    """Return buttons side by side, as the positions of one switch."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    for button in buttons:
        row.addWidget(button)
    return group
