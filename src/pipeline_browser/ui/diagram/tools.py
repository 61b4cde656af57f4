"""The buttons above the diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from pipeline_browser.ui.diagram import tab_actions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QAction

_ICON = 18
_ZOOM_WIDTH = 56  # so that nothing moves while the figure changes

_ICONS_ALONE = (tab_actions.ZOOM_IN, tab_actions.ZOOM_OUT, tab_actions.LEGEND, tab_actions.MINIMAP)


def make_tools(actions: Mapping[str, QAction]) -> Iterator[QToolButton]:
    """Yield a button for each tool."""
    for row in tab_actions.TOOLS:
        button = QToolButton()
        button.setDefaultAction(actions[row.name])
        button.setObjectName(f"diagram-{row.name}")
        button.setAccessibleName(row.tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAutoRaise(True)
        button.setIconSize(QSize(_ICON, _ICON))
        if not row.icon:
            button.setMinimumWidth(_ZOOM_WIDTH)
        elif row not in _ICONS_ALONE:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        yield button
