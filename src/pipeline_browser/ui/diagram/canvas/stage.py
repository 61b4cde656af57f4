"""What a view shows without painting every item for every frame: a sharp sheet, and a small one of all.

The backdrop is the visible part and a margin around it, at the view's own scale. While somebody zooms or pans
further than that, it is stretched, and the overview fills in what it lacks; a moment later there is a new
backdrop. What is emphasised, or moved since, is drawn live over both, so that neither is painted anew for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSizeF, QTimer, Signal, Slot

from pipeline_browser.ui.diagram.canvas.sheet import Sheet, SheetPainter

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QTransform

    from pipeline_browser.ui.diagram.canvas.scene import DiagramScene

_MARGIN = 240.0  # pixels of the window around what is seen
_OVERVIEW = QSizeF(1600, 1200)  # pixels that the overview takes at most
_PAUSE = 70  # milliseconds without a change of scale, until a large diagram is painted anew
_QUICK = 0.012  # seconds: a sheet that is painted in less is painted at once


class Stage(QObject):
    """Keeps the sheets of one scene in step with one view.

    Signals:
        changed: there is something else to be seen.
    """

    changed = Signal()

    def __init__(self, scene: DiagramScene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._painter = SheetPainter(self)
        self._painter.painted.connect(self._take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._paint_what_lacks)
        self._backdrop: Sheet | None = None
        self.overview: Sheet | None = None
        self._stale_backdrop = self._stale_overview = True
        self._held = False
        self._drawing = False
        self._paints_overview = False
        self._transform: QTransform | None = None
        self._seen = QRectF()
        self._ratio = 1.0
        self._seconds = 0.0  # that the last backdrop took
        scene.touched.connect(self.refresh)

    @property
    def is_settled(self) -> bool:
        """Whether what is seen is sharp and up to date."""
        return not (self._painter.is_busy or self._pause.isActive() or self._lacks_backdrop())

    @property
    def is_painting(self) -> bool:
        """Whether a sheet is being painted, in slices."""
        return self._painter.is_busy

    def draw(self, painter: QPainter, transform: QTransform, seen: QRectF, ratio: float) -> None:
        """Draw what there is, and see to what is missing.

        Args:
            transform: from the scene to the window.
            seen: the area of the scene that the window shows.
            ratio: the screen's own pixels for one of the window.
        """
        self._drawing = True
        if self._transform is not None and transform.m11() != self._transform.m11():
            self._stop()
        self._transform, self._seen, self._ratio = transform, seen, ratio
        if self._lacks_backdrop():
            self._see_to_backdrop()
        backdrop = self._backdrop
        if self.overview is not None and (backdrop is None or not backdrop.area.contains(seen)):
            self.overview.draw(painter, transform)
        if backdrop is not None:
            backdrop.draw(painter, transform)
        self._drawing = False

    def _see_to_backdrop(self) -> None:
        if self._seconds < _QUICK:
            self._paint_what_lacks()
        elif not self._painter.is_busy:
            self._pause.start(0 if self._backdrop is None else _PAUSE)

    def hold(self) -> None:
        """Paint nothing anew until ``release``: what moves is drawn live."""
        self._held = True
        self._stop()

    def release(self) -> None:
        """Paint again."""
        self._held = False
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Paint everything anew: the scene looks different now; what shows stays until then."""
        self._stop()
        self._stale_backdrop = self._stale_overview = True
        if not self._held:
            self._pause.start(0)
        self.changed.emit()

    def forget(self) -> None:
        """Show nothing that was painted so far: it is of something else, or in other colours."""
        self._backdrop = self.overview = None
        self.refresh()

    def _lacks_backdrop(self) -> bool:
        if self._transform is None or self._scene.picture is None:
            return False
        backdrop = self._backdrop
        return (
            backdrop is None
            or self._stale_backdrop
            or not backdrop.fits(self._transform)
            or backdrop.pixmap.devicePixelRatio() != self._ratio
            or not backdrop.area.contains(self._seen)
        )

    def _stop(self) -> None:
        """Paint no more of what is outdated before it is whole."""
        if self._painter.is_busy:
            self._painter.stop()
            if self._paints_overview:
                self._stale_overview = True
            else:
                self._stale_backdrop = True

    @Slot()
    def _paint_what_lacks(self) -> None:
        if self._held or self._transform is None or not self._scene.is_built:
            return
        self._pause.stop()
        if self._lacks_backdrop():
            self._stale_backdrop = False
            margin = _MARGIN / self._transform.m11()
            area = self._seen.adjusted(-margin, -margin, margin, margin)
            self._paints_overview = False
            self._begin(area, self._transform.m11(), self._ratio)
        elif self._stale_overview and not self._painter.is_busy:
            self._stale_overview = False
            self._begin_overview()

    def _begin_overview(self) -> None:
        area = self._scene.content()
        if not area.isEmpty():
            self._paints_overview = True
            scale = min(1.0, _OVERVIEW.width() / area.width(), _OVERVIEW.height() / area.height())
            self._begin(area, scale, 1.0)

    def _begin(self, area: QRectF, scale: float, ratio: float) -> None:
        self._painter.begin(self._scene.drawn_in(area), area, scale, ratio, self._scene.look.ink.page)

    @Slot(object)
    def _take(self, sheet: Sheet) -> None:
        if self._paints_overview:
            self.overview = sheet
        else:
            self._backdrop = sheet
            self._seconds = sheet.seconds
            self._scene.settle()
        if not self._drawing:
            self.changed.emit()
        self._pause.start(0)
