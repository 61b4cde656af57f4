"""The menus of the Diagram tab: of what is under the pointer, and of the buttons above the diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from pipeline_browser.ui.action_menu import SEPARATOR, Entry, filled
from pipeline_browser.ui.diagram import tab_actions
from pipeline_browser.ui.diagram.choosing import actions as choice_actions
from pipeline_browser.ui.diagram.moving import actions as moving_actions
from pipeline_browser.ui.diagram.time import actions as time_actions
from pipeline_browser.ui.diagram.walking import actions as walking_actions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.diagram.canvas.focus import Focus

_LOOK: tuple[Entry, ...] = (
    walking_actions.ZOOM_TO_SELECTION,
    tab_actions.FIT_NEAR,
    ("Highlight neighbours", walking_actions.LIGHTS),
    SEPARATOR,
    choice_actions.HIDE,
    choice_actions.HIDE_OTHERS,
    ("Show only", (choice_actions.SHOW_SELECTED, *choice_actions.NEIGHBOURHOOD)),
    choice_actions.SHOW_EVERYTHING,
    SEPARATOR,
)
_COPY: tuple[Entry, ...] = (
    tab_actions.COPY_NAME,
    tab_actions.COPY_DDL,
    SEPARATOR,
    tab_actions.UNDO,
    tab_actions.REDO,
)
BOX = (*_LOOK, *_COPY)
SEVERAL = (
    walking_actions.SELECT_JOINING,
    *_LOOK,
    moving_actions.ARRANGE_SELECTED,
    ("Align", moving_actions.ALIGN),
    SEPARATOR,
    *_COPY,
)
LINE = (*walking_actions.OF_LINE[:2], SEPARATOR, *walking_actions.OF_LINE[2:])
PAGE = (
    tab_actions.FIT,
    tab_actions.ACTUAL_SIZE,
    walking_actions.SELECT_ALL,
    SEPARATOR,
    choice_actions.SHOW_EVERYTHING,
    choice_actions.SHOW_HIDDEN,
    choice_actions.HIDE_VIEWS,
    choice_actions.HIDE_LOOSE,
    ("Detail", choice_actions.DETAILS),
    SEPARATOR,
    time_actions.HISTORY,
    SEPARATOR,
    moving_actions.ARRANGE,
    tab_actions.UNDO,
    tab_actions.REDO,
    SEPARATOR,
    tab_actions.COPY_IMAGE,
    tab_actions.SAVE,
    tab_actions.PRINT,
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
    ("Show only", (choice_actions.SHOW_SELECTED, *choice_actions.NEIGHBOURHOOD)),
    ("Highlight neighbours", walking_actions.LIGHTS),
    walking_actions.SELECT_JOINING,
)
ARRANGE = (
    moving_actions.ARRANGE,
    moving_actions.ARRANGE_SELECTED,
    ("Align", moving_actions.ALIGN),
    SEPARATOR,
    tab_actions.UNDO,
    tab_actions.REDO,
)


def _entries(focus: Focus) -> Sequence[Entry]:
    if focus.boxes:
        return BOX if len(focus.boxes) == 1 else SEVERAL
    return PAGE if focus.line is None else LINE


def context_menu(parent: QWidget, actions: Mapping[str, QAction], focus: Focus) -> QMenu:
    """Return the menu of what is selected; it deletes itself when closed."""
    menu = filled(QMenu(parent), actions, _entries(focus))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
