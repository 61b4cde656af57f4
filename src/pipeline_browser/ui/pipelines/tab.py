"""The Pipelines tab: which there are on the left, what is selected on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.pipelines.listing.panel import ListingPanel
from pipeline_browser.ui.tabs import TabPage

if TYPE_CHECKING:
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

SPLITTER = "pipelines/splitter"
LISTING, DETAILS = 45, 55  # of a hundred parts of the width


class PipelinesTab(TabPage):
    """Joins the list to what shows the details."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = session.preferences
        self.listing = ListingPanel(session, theme)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.listing)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.splitter, 1)
        self.splitter.splitterMoved.connect(self._remember)

    def set_details(self, details: QWidget) -> None:
        """Put something beside the list."""
        self.splitter.addWidget(details)
        self.splitter.setStretchFactor(0, LISTING)
        self.splitter.setStretchFactor(1, DETAILS)
        self.splitter.setSizes([LISTING * 10, DETAILS * 10])
        self.splitter.restoreState(self._preferences.view(SPLITTER))

    def add_above(self, tools: QWidget) -> None:
        """Put a row above everything."""
        self._column.insertWidget(0, tools)

    def add_below(self, line: QWidget) -> None:
        """Put a line below everything."""
        self._column.addWidget(line)

    @property
    def is_settled(self) -> bool:
        """Whether everything that is seen has been read."""
        return self.listing.is_settled

    @override
    def enter(self) -> None:
        self.listing.enter()

    @Slot()
    def find_pipeline(self) -> None:
        """Let somebody type what to look for."""
        self.listing.bar.focus()

    @Slot()
    def _remember(self) -> None:
        self._preferences.remember_view(SPLITTER, self.splitter.saveState())
