"""Chips one after the other, in as many lines as they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent


class ChipRow(QWidget):
    """As high as its lines."""

    def __init__(self) -> None:
        super().__init__()
        self._widgets: tuple[QWidget, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show other widgets in place of those before."""
        self._widgets = tuple(widgets)
        for each in self._widgets:
            each.setParent(self)
            each.show()
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        line = max((each.sizeHint().height() for each in self._widgets), default=0)
        left, top = 0, 0
        for each in self._widgets:
            width = each.sizeHint().width()
            if left and left + width > self.width():
                left, top = 0, top + line + INSIDE
            each.setGeometry(left, top, width, line)
            left += width + RELATED
        wanted = top + line
        if wanted != self.minimumHeight() or wanted != self.maximumHeight():
            self.setFixedHeight(wanted)
