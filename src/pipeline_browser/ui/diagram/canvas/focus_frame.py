"""A frame around the view while it has the keyboard's focus and somebody came to it by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from pipeline_browser.ui.diagram.canvas.look import Look

_WIDTH = 2
_BY_KEYBOARD = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}


class FocusFrame(QWidget):
    """Goes as soon as the mouse is used: who sees the pointer needs no frame."""

    def __init__(self, look: Look, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        for widget in (view, view.viewport()):
            widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            self.setVisible(event.gotFocus() and event.reason() in _BY_KEYBOARD)
            self.raise_()
        elif event.type() is QEvent.Type.MouseButtonPress:
            self.hide()
        elif event.type() is QEvent.Type.Resize:
            self._surround()
        return super().eventFilter(watched, event)

    def _surround(self) -> None:
        area = self._view.rect()
        self.setGeometry(area)
        inside = area.adjusted(_WIDTH, _WIDTH, -_WIDTH, -_WIDTH)
        self.setMask(QRegion(area).subtracted(inside))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.ink.accent)
        painter.end()
