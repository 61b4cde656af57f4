"""A push button that says and does what an action does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from pipeline_browser.ui.theme import Theme


class ActionButton(QPushButton):
    """Follows its action's words, keys and state; a QToolButton would, but is no button to look at."""

    def __init__(
        self, theme: Theme, icon: str, *, only_enabled: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._only_enabled = only_enabled
        if only_enabled:  # without a parent yet, a button that is shown would be a window of its own
            self.hide()
        self._theme = theme
        self._icon = icon
        self._action: QAction | None = None
        theme.changed.connect(self._draw)
        self._draw()

    def follow(self, action: QAction) -> None:
        """Be the button of ``action``."""
        self._action = action
        self.setObjectName(f"{action.objectName()}_button")
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        if self._action is not None:
            self.setText(self._action.text())
            self.setToolTip(self._action.toolTip())
            self.setEnabled(self._action.isEnabled())
            self.setVisible(self._action.isEnabled() or not self._only_enabled)

    @Slot()
    def _draw(self) -> None:
        if self._icon:
            self.setIcon(self._theme.icon(self._icon))
