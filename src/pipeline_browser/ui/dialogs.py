"""Settings and help over the window; their modules load when they are first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from pipeline_browser.ui.actions import ACTIONS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

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

        own = {self._actions[row.name] for row in ACTIONS}
        others = [each for each in self._window.findChildren(QAction) if each not in own and each.shortcuts()]
        more = [("Here", each.text(), each.shortcuts()) for each in others]
        ShortcutsDialog(more, self._window).open()

    @Slot()
    def show_palette(self) -> None:
        """Let any action be run by its name."""
        from pipeline_browser.ui.command_palette import CommandPalette  # noqa: PLC0415 - start-up time

        palette = CommandPalette(self._actions, self._window)
        top = self._window.mapToGlobal(self._window.rect().topLeft())
        palette.move(top.x() + (self._window.width() - palette.width()) // 2, top.y() + PALETTE_TOP)
        palette.show()
        palette.line.setFocus()

    @Slot()
    def show_about(self) -> None:
        """Show versions and places."""
        from pipeline_browser.model.engine import sqlite_version  # noqa: PLC0415 - start-up time
        from pipeline_browser.ui.help_dialogs import AboutDialog  # noqa: PLC0415 - start-up time

        AboutDialog(self._theme, self._preferences.path, sqlite_version(), self._window).open()
