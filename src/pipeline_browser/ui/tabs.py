"""The tabs of an open database: built when the first one opens, reached by Ctrl+1 and so on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QTabWidget, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

CURRENT = "tab"  # the name under which the current tab is remembered


@dataclass(frozen=True, slots=True)
class TabSpec:
    """A tab to be built.

    Attributes:
        name: stable; remembered as the current one.
        build: makes the widget.
    """

    name: str
    text: str
    icon: str
    build: Callable[[], QWidget]


class Tabs(QTabWidget):
    """Shows what the specs build."""

    def __init__(self, preferences: Preferences, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._theme = theme
        self._specs: tuple[TabSpec, ...] = ()
        self.setDocumentMode(True)
        self.currentChanged.connect(self._remember)
        theme.changed.connect(self._draw_icons)

    def use(self, specs: tuple[TabSpec, ...]) -> None:
        """Take these tabs, to be built later."""
        self._specs = specs

    def build(self) -> None:
        """Build the tabs, unless they are there."""
        if self.count():
            return
        remembered = self._preferences.current.view(CURRENT)
        for number, spec in enumerate(self._specs):
            self.addTab(spec.build(), self._theme.icon(spec.icon), spec.text)
            self.addAction(self._key(number, spec))
        for number, spec in enumerate(self._specs):
            if spec.name == remembered:
                self.setCurrentIndex(number)

    def bring_forward(self, name: str) -> None:
        """Show the tab of a spec; nothing if there is none."""
        for number, spec in enumerate(self._specs[: self.count()]):
            if spec.name == name:
                self.setCurrentIndex(number)

    def _key(self, number: int, spec: TabSpec) -> QAction:
        go = QAction(f"Go to {spec.text}", self)
        go.setShortcut(QKeySequence(f"Ctrl+{number + 1}"))
        go.setData(number)
        go.triggered.connect(self._go)
        return go

    @Slot()
    def _go(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.setCurrentIndex(action.data())

    @Slot()
    def _draw_icons(self) -> None:
        for number in range(self.count()):
            self.setTabIcon(number, self._theme.icon(self._specs[number].icon))

    @Slot(int)
    def _remember(self, number: int) -> None:
        # While the tabs are being built, the first one is current only because it is the first.
        if self.count() == len(self._specs):
            self._preferences.remember_text(CURRENT, self._specs[number].name)
