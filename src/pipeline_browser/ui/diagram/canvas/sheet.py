"""A picture of a part of the diagram, and painting one in slices that never hold up the window."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPixmap, QTransform

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QColor

    from pipeline_browser.ui.diagram.canvas.item import DiagramItem

_SLICE = 0.007  # seconds of painting between two looks at what the person does
_LOOK_EVERY = 4  # items


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an area of the scene looks like at one scale, with nothing emphasised.

    Attributes:
        area: of the scene.
        scale: pixels of the window for one of the scene.
        pixmap: as large as the area at that scale, times the screen's own pixels for one of the window.
        seconds: that painting it took, without what was done in between.
    """

    area: QRectF
    scale: float
    pixmap: QPixmap
    seconds: float

    def fits(self, transform: QTransform) -> bool:
        """Whether a view with this transform shows the sheet as it was painted, pixel by pixel."""
        return abs(transform.m11() - self.scale) < 1e-9

    def draw(self, painter: QPainter, transform: QTransform) -> None:
        """Draw the sheet where a view shows its area; smooth rather than sharp at another scale."""
        corner = transform.map(self.area.topLeft())
        painter.save()
        if self.fits(transform):
            ratio = self.pixmap.devicePixelRatio()
            at = QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)
            painter.drawPixmap(at, self.pixmap)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.translate(corner)
            factor = transform.m11() / self.scale
            painter.scale(factor, factor)
            painter.drawPixmap(QPointF(0, 0), self.pixmap)
        painter.restore()


class SheetPainter(QObject):
    """Paints one sheet at a time.

    Signals:
        painted: the Sheet.
    """

    painted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._paint_slice)
        self._sheet: Sheet | None = None
        self._left: Iterator[DiagramItem] = iter(())
        self._seconds = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether a sheet is being painted."""
        return self._sheet is not None

    def begin(
        self, items: Sequence[DiagramItem], area: QRectF, scale: float, ratio: float, page: QColor
    ) -> None:
        """Paint items, the lowest first, in place of what was being painted; ``painted`` follows."""
        pixmap = QPixmap((area.size() * scale * ratio).toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(page)
        self._sheet = Sheet(area, scale, pixmap, 0.0)
        self._left = iter(items)
        self._seconds = 0.0
        self._soon.start()
        self._paint_slice()  # at once: a small diagram is whole before anybody sees that it was not

    def stop(self) -> None:
        """Leave what was being painted."""
        self._soon.stop()
        self._sheet = None
        self._left = iter(())

    @Slot()
    def _paint_slice(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        begun = perf_counter()
        is_whole = self._paint_some(sheet, begun + _SLICE)
        self._seconds += perf_counter() - begun
        if is_whole:
            self.stop()
            self.painted.emit(Sheet(sheet.area, sheet.scale, sheet.pixmap, self._seconds))

    def _paint_some(self, sheet: Sheet, deadline: float) -> bool:
        """Paint items until there are none left or it is time; return whether none are left."""
        painter = QPainter(sheet.pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(sheet.scale, sheet.scale)
        painter.translate(-sheet.area.topLeft())
        try:
            while perf_counter() < deadline:
                some = list(islice(self._left, _LOOK_EVERY))
                for item in some:
                    draw_item(painter, item, sheet.scale, sheet.area, alike=True)
                if len(some) < _LOOK_EVERY:
                    return True
            return False
        finally:
            painter.end()


def draw_item(painter: QPainter, item: DiagramItem, scale: float, area: QRectF, *, alike: bool) -> None:
    """Draw an item where it stands, as far as it lies in an area of the scene."""
    place = item.pos()
    painter.translate(place)
    item.draw(painter, scale, area.translated(-place), alike=alike)
    painter.translate(-place)
