"""What is said of the place that somebody points at: a small plain label beside it, over everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.ui.theme import Theme

_WIDEST = 320  # pixels of a name


class HoverLabel(QFrame):
    """A name and figures; it never takes the pointer."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("role", "card")
        self.setObjectName("chart-hover")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        bold = theme.body_font()
        bold.setWeight(QFont.Weight.DemiBold)
        self._name = plain_label(font=bold)
        self._figures = plain_label(font=theme.body_font())
        column = QVBoxLayout(self)
        column.setContentsMargins(RELATED, INSIDE, RELATED, INSIDE)
        column.setSpacing(2)
        column.addWidget(self._name)
        column.addWidget(self._figures)
        self.hide()

    @property
    def text(self) -> str:
        """Everything that it says, one line each."""
        return "\n".join(each.text() for each in (self._name, self._figures) if each.text())

    def tell(self, name: str, lines: Sequence[str], beside: QRect) -> None:
        """Say something beside a place of the parent, where it covers nothing of it and is seen whole."""
        metrics = self._name.fontMetrics()
        self._name.setText(metrics.elidedText(shown(name), Qt.TextElideMode.ElideMiddle, _WIDEST))
        self._name.setVisible(bool(name))
        self._figures.setText("\n".join(shown(each) for each in lines))
        self.resize(self.sizeHint())
        self.move(self._place(beside))
        self.raise_()
        self.show()

    def _place(self, beside: QRect) -> QPoint:
        size, room = self.size(), self._over.rect()
        place = QRect(beside.topRight(), size).translated(RELATED, -size.height() - INSIDE)
        if place.right() > room.right():
            place.moveRight(beside.left() - RELATED)
        if place.top() < room.top():
            place.moveTop(beside.bottom() + RELATED)
        place.moveBottom(min(place.bottom(), room.bottom()))
        place.moveLeft(max(place.left(), room.left()))
        return place.topLeft()
