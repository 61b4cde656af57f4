"""The row above the dashboard: what can be done, as buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from pipeline_browser.ui.fitting_row import FittingRow, joined, tool_button
from pipeline_browser.ui.metrics.doing import actions as rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QToolButton

    from pipeline_browser.ui.action_row import TabAction
    from pipeline_browser.ui.theme import Theme

_Groups = tuple[tuple["TabAction", ...], ...]
_AT_THE_LEFT: _Groups = (
    (rows.IMPORT,),
    (rows.COMPARE, rows.VERIFY, rows.SHOW_PIPELINE),
)
_AT_THE_RIGHT: _Groups = (
    (rows.UNDO, rows.REDO),
    (rows.EXPORT, rows.REPORT),
    (rows.DETAILS,),
)
_ICONS_ALONE = (rows.UNDO, rows.REDO, rows.DETAILS)


class MetricsTools(FittingRow):
    """Files and single runs at the left; undo, exports, details at the right."""

    def __init__(self, actions: Mapping[str, QAction], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._actions = actions
        for group in _AT_THE_LEFT:
            self.row.addWidget(joined(self._button(each) for each in group))
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
        return tool_button(f"metrics-{row.name}", row.tip, self._actions[row.name], words=words)
