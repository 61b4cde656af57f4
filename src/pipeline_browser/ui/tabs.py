"""The tabs of an open database, reached by Ctrl+1 and so on.

When the first database opens, the one that shows is built at once, every other one a while later, one at a
time, or as soon as somebody goes there: building them all would hold up the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QTabWidget, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

SOON = 400  # milliseconds from one tab to the next: what shows is filled first
CURRENT = "tab"  # the name under which the current tab is remembered


@dataclass(frozen=True, slots=True)
class TabSpec:
    """A tab to be built.

    Attributes:
        name: stable; remembered as the current one.
        build: makes the widget.
        prepare: makes what is needed of it before the tab shows: dialogs, answers to notices.
    """

    name: str
    text: str
    icon: str
    build: Callable[[], QWidget]
    prepare: Callable[[], object] = lambda: None


class TabPage(QWidget):
    """The widget of a tab that somebody enters.

    It has no focus proxy: the Tab key would go there at once, past everything that stands before it.
    """

    def enter(self) -> None:
        """Give the focus to what the tab is about."""
        raise NotImplementedError


class Tabs(QTabWidget):
    """Shows what the specs build."""

    def __init__(self, preferences: Preferences, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._theme = theme
        self._specs: tuple[TabSpec, ...] = ()
        self._missing: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._build_next)
        self.setDocumentMode(True)
        self.currentChanged.connect(self._follow)
        theme.changed.connect(self._draw_icons)

    def use(self, specs: tuple[TabSpec, ...]) -> None:
        """Take these tabs, to be built later."""
        self._specs = specs

    def build(self) -> None:
        """Build the tabs, unless they are there."""
        if self.count():
            return
        remembered = self._preferences.current.view(CURRENT)
        current = next((n for n, spec in enumerate(self._specs) if spec.name == remembered), 0)
        with QSignalBlocker(self):
            for number, spec in enumerate(self._specs):
                spec.prepare()
                self.addTab(QWidget(), self._theme.icon(spec.icon), spec.text)
                self.addAction(self._key(number, spec))
            self.setCurrentIndex(current)
        self._missing = set(range(len(self._specs)))
        self._build(current)
        self._soon.start()

    def _build(self, number: int) -> None:
        """Put a tab in its place, if it is not there yet."""
        if number not in self._missing:
            return
        self._missing.remove(number)
        spec, current = self._specs[number], self.currentIndex()
        place = self.widget(number)
        focus: QWidget | None = self.window().focusWidget()
        with QSignalBlocker(self):
            self.insertTab(number, spec.build(), self._theme.icon(spec.icon), spec.text)
            self.removeTab(number + 1)
            self.setCurrentIndex(current)
        # Qt takes the focus away from what shows while tabs come and go beside it.
        if focus is not None and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        if place is not None:
            place.deleteLater()

    @Slot()
    def _build_next(self) -> None:
        if self._missing:
            self._build(min(self._missing))
        if not self._missing:
            self._soon.stop()

    def enter(self) -> None:
        """Give the focus to what the current tab is about."""
        page = self.currentWidget()
        if isinstance(page, TabPage):
            page.enter()
        else:
            self.setFocus()

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
            self.enter()

    @Slot()
    def _draw_icons(self) -> None:
        for number in range(self.count()):
            self.setTabIcon(number, self._theme.icon(self._specs[number].icon))

    @Slot(int)
    def _follow(self, number: int) -> None:
        self._build(number)
        self._preferences.remember_text(CURRENT, self._specs[number].name)
