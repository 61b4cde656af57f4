"""The diagram with the inspector beside it: shown or not, as wide as somebody made it, both remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from pipeline_browser.ui.preferences import Preferences

ROOMY = 1200  # pixels: from this width of the window on it shows unless somebody hid it
_FIRST, _NARROWEST = 320, 220
_SHOWN, _SIZES = "diagram-inspector", "diagram-inspector-splitter"
_ON, _OFF = "on", "off"


class Beside(QSplitter):
    """Holds both.

    Signals:
        shown: whether the inspector is to be seen now.
    """

    shown = Signal(bool)

    def __init__(self, diagram: QWidget, inspector: QWidget, preferences: Preferences) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._inspector = inspector
        self._preferences = preferences
        self._is_decided = False
        inspector.setMinimumWidth(_NARROWEST)
        for widget in (diagram, inspector):
            self.addWidget(widget)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setCollapsible(0, False)
        self.splitterMoved.connect(self._remember)
        inspector.hide()

    @property
    def shows_inspector(self) -> bool:
        """Whether the inspector is to be seen."""
        return not self._inspector.isHidden()

    @Slot(bool)
    def show_inspector(self, wanted: bool) -> None:  # noqa: FBT001 - as the signal gives it
        """Show it or not, now and the next time."""
        self._preferences.remember_text(_SHOWN, _ON if wanted else _OFF)
        self._set(wanted)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_decided:
            self._is_decided = True
            remembered = self._preferences.current.view(_SHOWN)
            self._set(remembered == _ON or (not remembered and self.window().width() >= ROOMY))

    def _set(self, wanted: bool) -> None:  # noqa: FBT001 - as the signal gives it
        self._inspector.setVisible(wanted)
        is_restored = self.restoreState(self._preferences.view(_SIZES))
        if wanted and not (is_restored and self.sizes()[1]):
            self.setSizes([max(1, self.width() - _FIRST), _FIRST])
        self.shown.emit(wanted)

    @Slot()
    def _remember(self) -> None:
        if self.sizes()[1]:
            self._preferences.remember_view(_SIZES, self.saveState())
        else:  # dragged shut
            self.show_inspector(False)
