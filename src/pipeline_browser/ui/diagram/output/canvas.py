"""A picture that leaves the window, as items: its own look, everything alike, the legend below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from pipeline_browser.diagram.export.composition import composed
from pipeline_browser.diagram.legend import BESIDE
from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.canvas.item import DiagramItem
from pipeline_browser.ui.diagram.canvas.legend_painting import paint_sample
from pipeline_browser.ui.diagram.canvas.row_painting import BASELINE
from pipeline_browser.ui.diagram.canvas.scene import DiagramScene

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QPainter

    from pipeline_browser.diagram.export.composition import Area, Composition
    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.ui.diagram.canvas.look import Look


class Canvas:
    """What is to be painted.

    Attributes:
        area: of all that is painted, with a margin.
    """

    def __init__(
        self, picture: Picture, look: Look, counts: Mapping[str, str], *, explained: bool, caption: str = ""
    ) -> None:
        self.look = look
        self._composition = composed(picture, explained=explained, caption=caption)
        self.area = self._composition.area
        self._scene = DiagramScene(look)
        self._scene.show_counts(counts)
        self._scene.show_picture(picture)

    def build_steps(self) -> Iterator[None]:
        """Build the items, some at each step."""
        yield from self._scene.build_steps()
        self._scene.addItem(_LegendItem(self._composition, self.look))
        if self._composition.caption:
            self._scene.addItem(_CaptionItem(self._composition, self.look))

    def items(self, area: Area) -> list[DiagramItem]:
        """Return what lies in an area, the lowest first."""
        return self._scene.drawn_in(QRectF(*area))


class _LegendItem(DiagramItem):
    """The legend below the diagram."""

    def __init__(self, composition: Composition, look: Look) -> None:
        super().__init__(look)
        self._entries = composition.legend
        self.setPos(*composition.legend_at)
        area = composition.area
        self._area = QRectF(0, -BASELINE * 3, area.width, area.y + area.height - composition.legend_at.y)

    @override
    def boundingRect(self) -> QRectF:
        return self._area

    @override
    def draw(self, painter: QPainter, scale: float, exposed: QRectF, *, alike: bool) -> None:
        ink = self.look.ink
        for entry, at, width in self._entries:
            painter.save()
            painter.translate(*at)
            paint_sample(painter, self.look, entry, width, ink.page)
            painter.setPen(ink.dim)
            painter.setFont(self.look.text_font)
            painter.drawText(QPointF(width + BESIDE, BASELINE), entry.words)
            painter.restore()


class _CaptionItem(DiagramItem):
    """The line above the diagram."""

    def __init__(self, composition: Composition, look: Look) -> None:
        super().__init__(look)
        self._text = composition.caption
        self.setPos(*composition.caption_at)
        self._area = QRectF(0, -BASELINE * 4, composition.area.width, BASELINE * 6)

    @override
    def boundingRect(self) -> QRectF:
        return self._area

    @override
    def draw(self, painter: QPainter, scale: float, exposed: QRectF, *, alike: bool) -> None:
        painter.setPen(self.look.ink.text)
        painter.setFont(self.look.name_font)
        painter.drawText(QPointF(0, 0), self._text)
