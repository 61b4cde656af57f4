"""The menus of the Diagram tab: of what is under the pointer, and of the buttons above the diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from pipeline_browser.ui.diagram import choice_actions, tab_actions
from pipeline_browser.ui.diagram.action_row import TabAction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.diagram.focus import Focus

SEPARATOR = None
Entry = TabAction | tuple[str, tuple[TabAction, ...]] | None  # an action, a submenu with its text, a rule

BOX = (
    tab_actions.FIT_NEAR,
    SEPARATOR,
    choice_actions.HIDE,
    choice_actions.HIDE_OTHERS,
    ("Show only", (choice_actions.SHOW_SELECTED, *choice_actions.NEIGHBOURHOOD)),
    choice_actions.SHOW_EVERYTHING,
    SEPARATOR,
    tab_actions.COPY_NAME,
    tab_actions.COPY_DDL,
    SEPARATOR,
    tab_actions.UNDO,
    tab_actions.REDO,
)
PAGE = (
    tab_actions.FIT,
    tab_actions.ACTUAL_SIZE,
    SEPARATOR,
    choice_actions.SHOW_EVERYTHING,
    choice_actions.SHOW_HIDDEN,
    choice_actions.HIDE_VIEWS,
    choice_actions.HIDE_LOOSE,
    ("Detail", choice_actions.DETAILS),
    SEPARATOR,
    tab_actions.ARRANGE,
    tab_actions.UNDO,
    tab_actions.REDO,
    SEPARATOR,
    tab_actions.COPY_IMAGE,
    tab_actions.SAVE,
)
SHOW = (
    choice_actions.SHOW_EVERYTHING,
    choice_actions.SHOW_HIDDEN,
    SEPARATOR,
    choice_actions.HIDE_VIEWS,
    choice_actions.HIDE_LOOSE,
    SEPARATOR,
    choice_actions.HIDE,
    choice_actions.HIDE_OTHERS,
    choice_actions.SHOW_SELECTED,
    *choice_actions.NEIGHBOURHOOD,
)


def context_menu(parent: QWidget, actions: Mapping[str, QAction], focus: Focus) -> QMenu:
    """Return the menu of what is selected; it deletes itself when closed."""
    menu = filled(QMenu(parent), actions, BOX if focus.boxes else PAGE)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


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
