"""The line above a grid: what it shows and how much of it, and buttons for what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QToolButton

from pipeline_browser.ui.fitting_row import FittingRow, tool_button
from pipeline_browser.ui.labels import plain_label
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QAction

    from pipeline_browser.ui.action_row import TabAction
    from pipeline_browser.ui.theme import Theme


class SectionBar(FittingRow):
    """A title at the left, if there is one, and buttons at the right."""

    def __init__(
        self,
        theme: Theme,
        actions: Mapping[str, QAction],
        table: Iterable[TabAction],
        *,
        title: str = "",
        words: Iterable[str] = (),
        alone: Iterable[str] = (),
    ) -> None:
        """Make a button for each action of ``words``, with its text, and of ``alone``, without.

        Args:
            table: the rows of all actions, whose icons are drawn.
        """
        super().__init__()
        self._theme = theme
        self._actions = actions
        self._table = tuple(table)
        self.count = plain_label(role="dim")
        self.row.setContentsMargins(RELATED, 1, RELATED, 1)
        self.row.setSpacing(INSIDE)
        if title:
            self.row.addWidget(plain_label(title, font=theme.heading_font(1.0)))
            self.row.addWidget(self.count)
        self.row.addStretch(1)
        for name in words:
            self.row.addWidget(tool_button(f"bar-{name}", actions[name].text(), actions[name], words=True))
        for name in alone:
            self.row.addWidget(tool_button(f"bar-{name}", actions[name].text(), actions[name]))
        self.ready()
        theme.changed.connect(self._dress)
        self._dress()

    def show_button(self, name: str, *, shows: bool) -> None:
        """Show the button of an action, or do without it."""
        self._actions[name].setVisible(shows)
        for button in self.findChildren(QToolButton, f"bar-{name}"):
            button.setVisible(shows)

    @Slot()
    def _dress(self) -> None:
        for row in self._table:
            if row.icon:
                self._actions[row.name].setIcon(self._theme.icon(row.icon))
