"""The row above the pipelines: what can be done, as buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QToolButton

from pipeline_browser.ui.fitting_row import FittingRow, joined, tool_button
from pipeline_browser.ui.pipelines.doing import actions as rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from pipeline_browser.ui.action_row import TabAction
    from pipeline_browser.ui.pipelines.doing.stage_menu import StageMenu
    from pipeline_browser.ui.theme import Theme

_GROUPS = (
    (rows.NEW,),
    (rows.DUPLICATE, rows.ARCHIVE, rows.RESTORE, rows.DELETE),
    (rows.MOVE_UP, rows.MOVE_DOWN),
)
_AT_THE_RIGHT = ((rows.UNDO, rows.REDO), (rows.COMPARE, rows.IMPORT, rows.EXPORT))
_ICONS_ALONE = (rows.MOVE_UP, rows.MOVE_DOWN, rows.UNDO, rows.REDO)


class PipelineTools(FittingRow):
    """New, stages, copies, archive, delete at the left; undo, compare, files at the right."""

    def __init__(self, actions: Mapping[str, QAction], stages: StageMenu, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._actions = actions
        self.add_stage = self._stage_button(stages)
        for number, group in enumerate(_GROUPS):
            self.row.addWidget(joined(self._button(each) for each in group))
            if number == 0:
                self.row.addWidget(self.add_stage)
        self.row.addStretch(1)
        for group in _AT_THE_RIGHT:
            self.row.addWidget(joined(self._button(each) for each in group))
        self.ready()
        theme.changed.connect(self.dress)
        self.dress()

    @Slot()
    def dress(self) -> None:
        """Draw icons in the theme's colours."""
        for row in rows.ACTIONS:
            if row.icon:
                self._actions[row.name].setIcon(self._theme.icon(row.icon))

    def _button(self, row: TabAction) -> QToolButton:
        words = row not in _ICONS_ALONE
        return tool_button(f"pipelines-{row.name}", row.tip, self._actions[row.name], words=words)

    def _stage_button(self, stages: StageMenu) -> QToolButton:
        action = self._actions[rows.ADD_STAGE.name]
        button = tool_button("pipelines-add_stage", rows.ADD_STAGE.tip, action, words=True)
        button.setProperty("menu", True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(stages)
        return button
