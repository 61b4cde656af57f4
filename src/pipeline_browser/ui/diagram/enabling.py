"""Which actions make sense with what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.ui.diagram import tab_actions
from pipeline_browser.ui.diagram.choosing import actions as choice_actions
from pipeline_browser.ui.diagram.moving import actions as moving_actions
from pipeline_browser.ui.diagram.time import actions as time_actions
from pipeline_browser.ui.diagram.walking import actions as walking_actions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from pipeline_browser.ui.diagram.canvas.focus import Focus

_OF_BOXES = (
    tab_actions.FIT_NEAR,
    tab_actions.COPY_NAME,
    tab_actions.COPY_DDL,
    *choice_actions.OF_SELECTION,
    *moving_actions.NUDGES,
)
_OF_PICTURE = (
    tab_actions.SAVE,
    tab_actions.PRINT,
    tab_actions.COPY_IMAGE,
    tab_actions.ZOOM_IN,
    tab_actions.ZOOM_OUT,
    tab_actions.ACTUAL_SIZE,
    tab_actions.FIT,
    moving_actions.ARRANGE,
    walking_actions.SELECT_ALL,
)


def enable_for_selection(actions: Mapping[str, QAction], focus: Focus) -> None:
    """Enable what can be done with the selected tables, or with the selected line."""
    only_line = focus.line is not None and not focus.boxes
    for row in _OF_BOXES:
        actions[row.name].setEnabled(bool(focus.boxes))
    for row in (*moving_actions.OF_SEVERAL, walking_actions.SELECT_JOINING):
        actions[row.name].setEnabled(len(focus.boxes) > 1)
    for row in walking_actions.OF_LINE:
        actions[row.name].setEnabled(only_line)
    actions[walking_actions.ZOOM_TO_SELECTION.name].setEnabled(bool(focus.boxes) or only_line)


def enable_for_time(actions: Mapping[str, QAction], *, slides: bool, compares: bool) -> None:
    """Enable what goes through versions, and through what changed in one."""
    for row in time_actions.STEPS:
        actions[row.name].setEnabled(slides)
    for row in time_actions.CHANGES:
        actions[row.name].setEnabled(slides or compares)


def enable_for_picture(actions: Mapping[str, QAction], *, is_there: bool) -> None:
    """Enable what can be done with any picture."""
    for row in _OF_PICTURE:
        actions[row.name].setEnabled(is_there)
