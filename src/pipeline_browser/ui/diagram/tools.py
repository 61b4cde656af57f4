"""The row above the diagram: finding at the left, buttons at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram import menus, tab_actions
from pipeline_browser.ui.diagram.choosing import actions as choice_actions
from pipeline_browser.ui.diagram.moving import actions as moving_actions
from pipeline_browser.ui.labels import tooltip
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QAction

    from pipeline_browser.ui.action_row import TabAction
    from pipeline_browser.ui.theme import Theme

_ICON = 18
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


class ToolRow(QWidget):
    """Everything in one line; where that is too narrow for words, buttons show their icons alone."""

    def __init__(self, find_bar: QWidget, actions: Mapping[str, QAction], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._with_menus: dict[QToolButton, str] = {}
        self._has_words = True
        self._words_width = 0
        # Its buttons may lose their words; they are no reason to widen the window.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(RELATED, INSIDE, RELATED, INSIDE)
        row.setSpacing(RELATED)
        row.addWidget(find_bar)
        row.addStretch(1)
        row.addWidget(_joined(_button(each, actions) for each in choice_actions.DETAILS))
        tip = "Choose which tables the diagram shows"
        row.addWidget(self._menu_button("Show", "show", tip, menus.SHOW, actions))
        arrange = _button(moving_actions.ARRANGE, actions)
        arrange.setMinimumWidth(_WITH_ARROW)
        arrange.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        arrange.setMenu(menus.filled(QMenu(arrange), actions, menus.ARRANGE))
        row.addWidget(arrange)
        for each in tab_actions.TOOLS:
            row.addWidget(_button(each, actions))
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self._with_words = [
            each for each in self.findChildren(QToolButton) if each.toolButtonStyle() is beside
        ]

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Leave out the words of buttons where there is no room for them."""
        with_words = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        needed = super().sizeHint().width() + (0 if self._has_words else self._words_width)
        if (needed <= self.width()) is self._has_words:
            return
        before = super().sizeHint().width()
        self._has_words = not self._has_words
        style = with_words if self._has_words else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._with_words:
            button.setToolButtonStyle(style)
        self._row.invalidate()
        self._words_width = abs(super().sizeHint().width() - before)

    def dress(self) -> None:
        """Draw icons in the theme's colours."""
        for button, icon in self._with_menus.items():
            button.setIcon(self._theme.icon(icon))

    def _menu_button(
        self, text: str, icon: str, tip: str, entries: Sequence[menus.Entry], actions: Mapping[str, QAction]
    ) -> QToolButton:
        button = _plain(f"diagram-menu-{icon}", tip)
        button.setText(text)
        button.setProperty("menu", True)
        button.setToolTip(tooltip(tip))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menus.filled(QMenu(button), actions, entries))
        self._with_menus[button] = icon
        return button


def _button(row: TabAction, actions: Mapping[str, QAction]) -> QToolButton:
    button = _plain(f"diagram-{row.name}", row.tip)
    button.setDefaultAction(actions[row.name])
    if not row.icon:
        button.setMinimumWidth(_ZOOM_WIDTH)
    elif row not in _ICONS_ALONE:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


def _plain(name: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setAccessibleName(tip)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setAutoRaise(True)
    button.setIconSize(QSize(_ICON, _ICON))
    return button


def _joined(buttons: Iterable[QToolButton]) -> QWidget:
    """Return buttons side by side, as the positions of one switch."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    for button in buttons:
        row.addWidget(button)
    return group
