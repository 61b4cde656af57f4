"""What will leave the window, in words: how large it is, on how many pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.formats import Format
from pipeline_browser.diagram.export.paper import FULL
from pipeline_browser.diagram.export.paper_choice import PaperChoice, Spread
from pipeline_browser.diagram.graph import BoxKind, Detail
from pipeline_browser.ui.diagram.output.painting import image_size, largest_scale
from pipeline_browser.ui.formats import counted, figure

if TYPE_CHECKING:
    from pipeline_browser.diagram.export.composition import Area
    from pipeline_browser.diagram.export.options import ExportOptions
    from pipeline_browser.diagram.export.paper import Pages
    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.diagram.state import DiagramState

_MM = 25.4 / 72
_TIMES = "\u00d7"
_DETAILS = {Detail.COLUMNS: "", Detail.KEYS: ", only keys", Detail.NAMES: ", only names"}


def picture_words(options: ExportOptions, area: Area, pages: Pages | None) -> str:
    """Return what a picture will be, on pages if there are any."""
    if pages is not None:
        return pages_words(options.paper, pages)
    if options.format is Format.PNG:
        return image_words(area, options.scale)
    return f"{_by(*image_size(area, 1.0))} pixels, sharp at any size"


def image_words(area: Area, scale: float) -> str:
    """Return how many pixels an image has."""
    most = largest_scale(area)
    words = f"{_by(*image_size(area, min(scale, most)))} pixels"
    if scale > most:
        return f"{words}, the largest image that there can be: {figure(most, 1)}{_TIMES}"
    return words


def pages_words(choice: PaperChoice, pages: Pages) -> str:
    """Return how many pages there are, of what size, and how large the diagram is on them."""
    percent = f"{figure(pages.scale / FULL * 100)} %"
    if choice.spread is Spread.OWN:
        width, height = (round(each * _MM) for each in pages.paper)
        return f"1 page of {_by(width, height)} mm"
    way = "landscape" if pages.is_landscape else "portrait"
    if len(pages.pages) == 1:
        return f"1 page, {way}, at {percent}"
    count = counted(len(pages.pages), "page")
    return f"{count}, {way}, {pages.rows} {_TIMES} {pages.columns}, at {percent}"


def content_words(state: DiagramState, whole: Graph) -> tuple[str, str]:
    """Return what the window shows, and what there is in all."""
    shown = f"What is shown: {_tables(state.picture.graph)}{_DETAILS[state.shown.detail]}"
    return shown, f"Everything: {_tables(whole)}, all columns"


def _tables(graph: Graph) -> str:
    views = sum(box.kind is BoxKind.VIEW for box in graph.boxes)
    tables = counted(len(graph.boxes) - views, "table")
    return f"{tables}, {counted(views, 'view')}" if views else tables


def _by(width: int, height: int) -> str:
    return f"{figure(width)} {_TIMES} {figure(height)}"
