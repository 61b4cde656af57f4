"""The row above the diagram: finding at the left, buttons at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QToolButton

from pipeline_browser.ui.action_menu import Entry, filled
from pipeline_browser.ui.diagram import menus, tab_actions
from pipeline_browser.ui.diagram.choosing import actions as choice_actions
from pipeline_browser.ui.diagram.moving import actions as moving_actions
from pipeline_browser.ui.fitting_row import FittingRow, joined, tool_button
from pipeline_browser.ui.labels import tooltip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.action_row import TabAction
    from pipeline_browser.ui.theme import Theme

_WITH_ARROW = 52  # pixels of an icon and an arrow
_ZOOM_WIDTH = 56  # so that nothing moves while the figure changes

_ICONS_ALONE = (
    tab_actions.ZOOM_IN,
    tab_actions.ZOOM_OUT,
    tab_actions.LEGEND,
    tab_actions.MINIMAP,
    tab_actions.INSPECTOR,
    *choice_actions.DETAILS,
)


class ToolRow(FittingRow):
    """Everything in one line; where that is too narrow for words, buttons show their icons alone."""

    def __init__(self, find_bar: QWidget, actions: Mapping[str, QAction], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._with_menus: dict[QToolButton, str] = {}
        self.row.addWidget(find_bar)
        self.row.addStretch(1)
        self.row.addWidget(joined(_button(each, actions) for each in choice_actions.DETAILS))
        tip = "Choose which tables the diagram shows"
        self.row.addWidget(self._menu_button("Show", "show", tip, menus.SHOW, actions))
        arrange = _button(moving_actions.ARRANGE, actions)
        arrange.setMinimumWidth(_WITH_ARROW)
        arrange.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        arrange.setMenu(filled(QMenu(arrange), actions, menus.ARRANGE))
        self.row.addWidget(arrange)
        for group in tab_actions.TOOLS:
            buttons = [_button(each, actions) for each in group]
            # A group tells late that its buttons became narrower: those with words stand alone.
            self.row.addWidget(joined(buttons) if len(buttons) > 1 else buttons[0])
        self.ready()

    def dress(self) -> None:
        """Draw icons in the theme's colours."""
        for button, icon in self._with_menus.items():
            button.setIcon(self._theme.icon(icon))

    def _menu_button(
        self, text: str, icon: str, tip: str, entries: Sequence[Entry], actions: Mapping[str, QAction]
    ) -> QToolButton:
        button = tool_button(f"diagram-menu-{icon}", tip, words=True)
        button.setText(text)
        button.setProperty("menu", True)
        button.setToolTip(tooltip(tip))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(filled(QMenu(button), actions, entries))
        self._with_menus[button] = icon
        return button


def _button(row: TabAction, actions: Mapping[str, QAction]) -> QToolButton:
    words = bool(row.icon) and row not in _ICONS_ALONE
    button = tool_button(f"diagram-{row.name}", row.tip, actions[row.name], words=words)
    if not row.icon:
        button.setMinimumWidth(_ZOOM_WIDTH)
    return button
