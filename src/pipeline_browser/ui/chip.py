"""The open database as a chip in the toolbar; its tooltip has the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from pipeline_browser.ui.formats import file_size
from pipeline_browser.ui.labels import button_text, shown, tooltip
from pipeline_browser.ui.theme import ICON

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme

LONGEST = 280  # pixels of a name before its middle gives way


class DatabaseChip(QToolButton):
    """Name of the database, with a menu of what concerns the file itself."""

    def __init__(self, theme: Theme, deeds: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: DatabaseState | None = None
        self.setObjectName("chip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        font = theme.body_font()
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        menu = QMenu(self)
        menu.addActions(deeds)
        self.setMenu(menu)
        theme.changed.connect(self._redraw)
        self._redraw()

    def show_state(self, state: DatabaseState | None) -> None:
        """Show a database, or that none is open."""
        self._state = state
        self._redraw()

    @Slot()
    def _redraw(self) -> None:
        state = self._state
        self.setEnabled(state is not None)
        name = shown(state.location.name) if state else "No database"
        width = QFontMetrics(self.font())
        self.setText(button_text(width.elidedText(name, Qt.TextElideMode.ElideMiddle, LONGEST)))
        icon = "lock" if state and state.facts.read_only else "database"
        self.setIcon(
            self._theme.icon_in(icon, self._theme.colours.accent if state else self._theme.colours.dim)
        )
        self.setAccessibleName(f"Database {name}" if state else name)
        self.setToolTip(tooltip(chip_facts(state)) if state else "")
        self.setIconSize(self.iconSize().scaled(ICON, ICON, Qt.AspectRatioMode.KeepAspectRatio))


def chip_facts(state: DatabaseState) -> str:
    """Return path, size, journal mode and access, one a line."""
    facts = state.facts
    size = f"{file_size(facts.size)} in pages of {file_size(facts.page_size)}"
    if facts.wal_size:
        size += f", and {file_size(facts.wal_size)} in the write-ahead log"
    access = f"Read-only: {facts.read_only_reason}" if facts.read_only else "Read and write"
    place = shown(state.location.path) if state.location.path else "In memory: gone when it is closed"
    return "\n".join((place, size, f"Journal mode {facts.journal_mode}, {facts.encoding}", access))
