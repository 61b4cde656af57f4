"""Menu bar and toolbar, made from the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenuBar, QToolBar, QToolButton

from pipeline_browser.ui.actions import ACTIONS, MENUS
from pipeline_browser.ui.theme import Scheme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from pipeline_browser.ui.actions import Actions
    from pipeline_browser.ui.chip import DatabaseChip

TOOL_ICON = 20
_AFTER_RECENT = "sample"
_TOOLS = (("new", "New"), ("open", "Open"), ("migrate", "Migrate"), ("refresh", "Refresh"))


def fill_menu_bar(bar: QMenuBar, actions: Actions, recent: QMenu) -> None:
    """Add every menu; actions of one group stand together."""
    for name in MENUS:
        menu = bar.addMenu(name)
        group = 0
        for row in (row for row in ACTIONS if row.menu == name):
            if row.group != group:
                menu.addSeparator()
                group = row.group
            if row.name == _AFTER_RECENT:
                menu.addMenu(recent)
            menu.addAction(actions[row.name])
    schemes = QActionGroup(bar)
    for scheme in Scheme:
        schemes.addAction(actions[f"scheme-{scheme.value}"])


def make_toolbar(actions: Actions, chip: DatabaseChip) -> QToolBar:
    """Return the toolbar: the database, and what is done most."""
    bar = QToolBar("Main")
    bar.setObjectName("main-toolbar")
    bar.setMovable(False)
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    bar.setIconSize(QSize(TOOL_ICON, TOOL_ICON))
    bar.addWidget(chip)
    bar.addSeparator()
    for name, text in _TOOLS:
        actions[name].setIconText(text)
        actions.draw_icon(name)
        bar.addAction(actions[name])
        button = bar.widgetForAction(actions[name])
        if isinstance(button, QToolButton):
            button.setObjectName(f"tool-{name}")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(text)
    return bar
