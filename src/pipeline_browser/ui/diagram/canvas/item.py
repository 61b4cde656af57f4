"""What all items of the diagram have in common: they draw themselves, alike or as they are emphasised.

A view keeps pictures in which everything looks alike, and draws over them what is emphasised (see ``stage``);
a picture that leaves the window shows everything alike too. So an item has one way to draw for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.canvas.look import Emphasis

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from pipeline_browser.ui.diagram.canvas.look import Look


class DiagramItem(QGraphicsItem):
    """An item with the shared look; the view alone handles pointer and keys."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.emphasis = Emphasis.PLAIN
        self.look = look
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        scale = QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform())
        self.draw(painter, scale, option.exposedRect, alike=True)

    def draw(self, painter: QPainter, scale: float, exposed: QRectF, *, alike: bool) -> None:
        """Draw in the item's own coordinates.

        Args:
            scale: pixels of the screen for one of the scene; less is drawn where less can be read.
            exposed: the part of the item that is seen.
            alike: whether to draw as if nothing was emphasised.
        """
        raise NotImplementedError
