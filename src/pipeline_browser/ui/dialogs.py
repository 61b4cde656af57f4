"""Settings and help over the window; their modules load when they are first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from pipeline_browser.ui.actions import ACTIONS, whole_name

if TYPE_CHECKING:
    from pipeline_browser.ui.actions import Actions
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

PALETTE_TOP = 64  # pixels below the window's upper edge


class Dialogs(QObject):
    """Opens them; each deletes itself when it is closed."""

    def __init__(self, window: QWidget, actions: Actions, preferences: Preferences, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._preferences = preferences
        self._theme = theme

    @Slot()
    def show_settings(self) -> None:
        """Show the settings."""
        from pipeline_browser.ui.settings_dialog import SettingsDialog  # noqa: PLC0415 - start-up time

        SettingsDialog(self._preferences, self._window).open()

    @Slot()
    def show_shortcuts(self) -> None:
        """Show all actions and their keys, those of the tabs too."""
        from pipeline_browser.ui.help_dialogs import ShortcutsDialog  # noqa: PLC0415 - start-up time

        others = [each for each in self._others() if each.shortcuts()]
        more = [(_place(each), whole_name(each), each.shortcuts()) for each in others]
        ShortcutsDialog(more, self._window).open()

    @Slot()
    def show_palette(self) -> None:
        """Let any action be run by its name."""
        from pipeline_browser.ui.command_palette import (  # noqa: PLC0415 - start-up time
            CommandPalette,
            entries_of,
        )

        palette = CommandPalette(entries_of(self._actions, self._of_tab()), self._window)
        top = self._window.mapToGlobal(self._window.rect().topLeft())
        palette.move(top.x() + (self._window.width() - palette.width()) // 2, top.y() + PALETTE_TOP)
        palette.show()
        palette.line.setFocus()

    def _of_tab(self) -> list[tuple[str, QAction]]:
        """Return the actions that what shows now has added, with its name."""
        others = [each for each in self._others() if each.objectName() and _shows(each)]
        return [(_place(each), each) for each in others]

    def _others(self) -> list[QAction]:
        """Return the actions that are not of the window's own table."""
        own = {self._actions[row.name] for row in ACTIONS}
        return [each for each in self._window.findChildren(QAction) if each not in own]

    @Slot()
    def show_about(self) -> None:
        """Show versions and places."""
        from pipeline_browser.model.engine import sqlite_version  # noqa: PLC0415 - start-up time
        from pipeline_browser.ui.help_dialogs import AboutDialog  # noqa: PLC0415 - start-up time

        AboutDialog(self._theme, self._preferences.path, sqlite_version(), self._window).open()


def _shows(action: QAction) -> bool:
    owner = action.parent()
    return isinstance(owner, QWidget) and owner.isVisible()


def _place(action: QAction) -> str:
    """Return the name of the part of the window that added an action."""
    owner = action.parent()
    name = owner.accessibleName() if isinstance(owner, QWidget) else ""
    return name or "Here"
