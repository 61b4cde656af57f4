"""A small picture of what leaves the window: tables as blocks, and how they lie on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pipeline_browser.diagram.graph import BoxKind
from pipeline_browser.diagram.palette import DARK, LIGHT, ON_PAPER, Palette
from pipeline_browser.overriding import override
from pipeline_browser.ui.theme import RADIUS, RELATED

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from pipeline_browser.diagram.export.composition import Area
    from pipeline_browser.diagram.export.paper import Pages
    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.ui.theme import Theme

_SIZE = QSize(420, 300)
_GROUNDS = {BoxKind.VIEW: "view", BoxKind.VIRTUAL: "virtual", BoxKind.MISSING: "missing"}
_MANY = 500  # lines that are painted more coarsely
_LABELLED = 26.0  # pixels of a page that has room for its label


class Preview(QWidget):
    """Shows one picture, or the pages of one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: Picture | None = None
        self._area: Area | None = None
        self._pages: Pages | None = None
        self._palette = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Preview")

    def show_picture(self, picture: Picture, area: Area, pages: Pages | None, *, dark: bool) -> None:
        """Show a picture, on pages if there are any."""
        self._picture, self._area, self._pages = picture, area, pages
        self._palette = DARK if dark else ON_PAPER if pages else LIGHT
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return _SIZE

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if self._picture is not None:
            whole = self._whole()
            scale = self._fit(painter, whole)
            self._paint_grounds(painter, whole, scale)
            _paint_picture(painter, self._picture, self._palette, scale)
            if self._pages is not None and len(self._pages.pages) > 1:
                self._paint_pages(painter, self._pages, scale)
        painter.end()

    def _whole(self) -> QRectF:
        """Return all that is seen, in the diagram's coordinates: the area, or all pages together."""
        if self._pages is None:
            return QRectF(*self._area) if self._area else QRectF()
        whole = QRectF()
        for page in self._pages.pages:
            whole = whole.united(_sheet(self._pages, page.source, page.target))
        return whole

    def _fit(self, painter: QPainter, whole: QRectF) -> float:
        room = QRectF(self.rect()).adjusted(RELATED, RELATED, -RELATED, -RELATED)
        scale = min(room.width() / max(1.0, whole.width()), room.height() / max(1.0, whole.height()), 1.0)
        painter.translate(room.center())
        painter.scale(scale, scale)
        painter.translate(-whole.center())
        return scale

    def _paint_grounds(self, painter: QPainter, whole: QRectF, scale: float) -> None:
        painter.setPen(QPen(QColor(self._theme.colours.outline), 1 / scale))
        painter.setBrush(QColor(self._palette.page))
        painter.drawRect(whole)

    def _paint_pages(self, painter: QPainter, pages: Pages, scale: float) -> None:
        accent = QColor(self._theme.colours.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        font = painter.font()
        font.setPixelSize(max(1, round(11 / scale)))
        painter.setFont(font)
        for page in pages.pages:
            area = QRectF(*page.source)
            painter.setPen(QPen(accent, 1 / scale, Qt.PenStyle.DashLine))
            painter.drawRect(area)
            if min(area.width(), area.height()) * scale > _LABELLED:
                painter.setPen(accent)
                painter.drawText(area.topLeft() + QPointF(4, 13) / scale, page.label)


def _sheet(pages: Pages, source: Area, target: Area) -> QRectF:
    """Return a page with its margins, in the diagram's coordinates."""
    left, top = target.x / pages.scale, target.y / pages.scale
    width, height = pages.paper.width / pages.scale, pages.paper.height / pages.scale
    return QRectF(source.x - left, source.y - top, width, height)


def _paint_picture(painter: QPainter, picture: Picture, palette: Palette, scale: float) -> None:
    painter.setPen(QPen(QColor(palette.line), 0))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(picture.layout.routes) < _MANY)
    for route in picture.layout.routes:
        painter.drawPolyline([QPointF(*point) for point in route])
    painter.setPen(QPen(QColor(palette.border), 1 / scale))
    header = picture.shape.header
    for box, at, size in zip(picture.graph.boxes, picture.layout.positions, picture.sizes, strict=True):
        painter.setBrush(QColor(palette.box))
        painter.drawRect(QRectF(*at, *size))
        painter.setBrush(QColor(getattr(palette, _GROUNDS.get(box.kind, "header"))))
        painter.drawRect(QRectF(*at, size.width, header))
