"""The diagram on the clipboard: as an image, or as the text of a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from pipeline_browser.ui.diagram.output.painting import image_for, largest_scale, paint_image
from pipeline_browser.ui.diagram.output.progress import show_progress
from pipeline_browser.ui.diagram.output.steps import Steps

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.diagram.output.order import Order

_MOST_PIXELS = 40_000_000  # about 160 MB, which stay with the clipboard until something else is copied


class Copier(QObject):
    """Puts diagrams on the clipboard.

    Signals:
        copied: what was copied, in words.
    """

    copied = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def copy(self, order: Order) -> None:
        """Copy the text of a format, or an image where it is none; ``copied`` follows."""
        if order.options.format.is_painted:
            self.copy_image(order)
            return
        QGuiApplication.clipboard().setText(order.text())
        self.copied.emit(f"Copied the diagram as {order.options.format.words}")

    def copy_image(self, order: Order) -> None:
        """Copy an image at the scale that was chosen, or as large as there may be one; ``copied`` follows."""
        canvas = order.canvas(on_paper=False)
        scale = min(order.options.scale, largest_scale(canvas.area, _MOST_PIXELS))
        image = image_for(canvas, scale)
        steps = Steps(paint_image(canvas, image, scale), self)
        _Keeping(self, steps, image)
        show_progress(steps, "Copy diagram", self._window)


class _Keeping(QObject):
    """Copies an image when it is painted."""

    def __init__(self, copier: Copier, steps: Steps, image: QImage) -> None:
        super().__init__(steps)
        self._copier = copier
        self._image = image
        steps.finished.connect(self._copy)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setImage(self._image)
        width, height = self._image.width(), self._image.height()
        self._copier.copied.emit(f"Copied an image of {width:,} by {height:,} pixels")
