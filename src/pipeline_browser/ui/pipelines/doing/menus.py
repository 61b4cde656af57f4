"""The context menus of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from pipeline_browser.ui.action_menu import SEPARATOR, Entry, filled
from pipeline_browser.ui.pipelines.doing import actions as rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.pipelines.doing.stage_menu import StageMenu
    from pipeline_browser.ui.pipelines.doing.subject import Subject

PIPELINE: Sequence[Entry] = (
    rows.RENAME,
    rows.DUPLICATE,
    rows.ARCHIVE,
    rows.RESTORE,
    rows.DELETE,
    SEPARATOR,
    rows.ADD_STAGE,
    rows.PASTE_STAGES,
    rows.RENUMBER,
    SEPARATOR,
    rows.COMPARE,
    rows.EXPORT,
    SEPARATOR,
    rows.NEW,
    rows.IMPORT,
)
STAGE: Sequence[Entry] = (
    rows.RENAME,
    rows.DUPLICATE,
    rows.ENABLE,
    rows.MOVE_UP,
    rows.MOVE_DOWN,
    rows.DELETE,
    SEPARATOR,
    rows.ADD_STAGE,
    rows.CUT_STAGES,
    rows.COPY_STAGES,
    rows.PASTE_STAGES,
)
NOTHING: Sequence[Entry] = (rows.NEW, rows.IMPORT)


def context_menu(
    parent: QWidget, actions: Mapping[str, QAction], subject: Subject, stages: StageMenu
) -> QMenu:
    """Return the menu of what is selected; it deletes itself when closed."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.setToolTipsVisible(True)
    if subject.about_stages:
        filled(menu, actions, STAGE)
    else:
        filled(menu, actions, PIPELINE if subject.handles else NOTHING)
    _let_stages_be_chosen(menu, actions[rows.ADD_STAGE.name], stages)
    _leave_out_the_other(menu, actions)
    return menu


def _let_stages_be_chosen(menu: QMenu, add: QAction, stages: StageMenu) -> None:
    """Let the stages be a submenu here; the action itself shows them as a menu of their own."""
    if add in menu.actions():
        entry = menu.insertMenu(add, stages)
        entry.setEnabled(add.isEnabled())
        menu.removeAction(add)


def _leave_out_the_other(menu: QMenu, actions: Mapping[str, QAction]) -> None:
    """Of archive and restore only what makes sense shows; both, greyed, where neither can be done."""
    archive, restore = actions[rows.ARCHIVE.name], actions[rows.RESTORE.name]
    if archive.isEnabled() is not restore.isEnabled():
        menu.removeAction(restore if archive.isEnabled() else archive)
