"""PNG and PDF at once, where nothing else is going on; needs an application, and no screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from pipeline_browser.diagram.measuring import BoxShape
from pipeline_browser.diagram.palette import DARK, LIGHT, ON_PAPER
from pipeline_browser.model.errors import ExportFailed
from pipeline_browser.ui.diagram.canvas.look import FontMeasure, Look
from pipeline_browser.ui.diagram.output.canvas import Canvas
from pipeline_browser.ui.diagram.output.files import PdfFile, png_content
from pipeline_browser.ui.diagram.output.painting import image_for, image_size, largest_scale, paint_image

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.diagram.export.paper_choice import PaperChoice
    from pipeline_browser.diagram.palette import Palette
    from pipeline_browser.diagram.picture import Picture

    Make = Callable[[BoxShape], Picture]

_SHARP = 2.0  # pixels for one of the diagram


def paint_png(make: Make, *, scale: float | None, dark: bool, explained: bool, caption: str = "") -> bytes:
    """Return the content of a PNG file.

    Args:
        make: returns the picture, given a shape whose texts are measured as they are painted.
        scale: pixels for one of the diagram; None for two, or as many as fit into an image.
        caption: a line above the diagram.

    Raises:
        ExportFailed: the image would be too large.
    """
    canvas = _canvas(make, DARK if dark else LIGHT, explained=explained, caption=caption)
    most = largest_scale(canvas.area)
    if scale is not None and scale > most:
        width, height = image_size(canvas.area, scale)
        raise ExportFailed(
            f"The image would be too large at scale {scale:g}",
            cause=f"It would measure {width:,} by {height:,} pixels.",
            remedy=f"Use a scale of up to {_rounded_down(most):g}, or SVG or PDF: they are always sharp.",
        )
    scale = min(scale or _SHARP, most)
    image = image_for(canvas, scale)
    for _ in paint_image(canvas, image, scale):
        pass
    return png_content(image)


def paint_pdf(
    make: Make, *, paper: PaperChoice, title: str, dark: bool, explained: bool, caption: str = ""
) -> bytes:
    """Return the content of a PDF file; ``make`` as for a PNG."""
    canvas = _canvas(make, DARK if dark else ON_PAPER, explained=explained, caption=caption)
    file = PdfFile(paper.pages(canvas.area), title)
    for _ in file.paint(canvas):
        pass
    return file.content()


def _canvas(make: Make, palette: Palette, *, explained: bool, caption: str) -> Canvas:
    look = Look(QApplication.font())
    look.use_palette(palette)
    picture = make(BoxShape(FontMeasure(look.text_font, look.name_font)))
    return Canvas(picture, look, {}, explained=explained, caption=caption)


def _rounded_down(scale: float) -> float:
    return int(scale * 100) / 100
