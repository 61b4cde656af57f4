"""Menus from rows of actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline_browser.ui.action_row import TabAction

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

SEPARATOR = None
Entry = TabAction | tuple[str, Sequence[TabAction]] | None
"""An action, a submenu with its title, or a separator."""


def filled(menu: QMenu, actions: Mapping[str, QAction], entries: Sequence[Entry]) -> QMenu:
    """Fill a menu and return it."""
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        elif isinstance(entry, TabAction):
            menu.addAction(actions[entry.name])
        else:
            text, rows = entry
            filled(menu.addMenu(text), actions, rows)
    return menu
