"""What stands above a text and leaves it room: as high as it needs, scrolling where there is too little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Inside(QWidget):
    """A widget that tells when its layout may need another height.

    Signals:
        grown: its contents are others.
    """

    grown = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.grown.emit()
        return handled


class ScrollingHead(QScrollArea):
    """Never higher than what it is left."""

    def __init__(self, inside: Inside, name: str) -> None:
        super().__init__()
        self._inside = inside
        self._room = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self.setAccessibleName(name)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        inside.grown.connect(self._fit)

    def leave_room(self, height: int) -> None:
        """Be no higher than this."""
        self._room = height
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        # Not left to Qt, which would take the height that the texts need at their narrowest.
        scrolls = self._needed(self.width()) > self._room
        self.setFixedHeight(min(self._needed(self.width()), self._room))
        width = self.width() - (self.verticalScrollBar().sizeHint().width() if scrolls else 0)
        self._inside.resize(width, self._needed(width))
        # A way for the keyboard to scroll it, only where there is something to scroll.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus)

    def _needed(self, width: int) -> int:
        layout = self._inside.layout()
        return max(0, layout.totalHeightForWidth(width)) if layout is not None else 0
