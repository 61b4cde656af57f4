"""The diagram as SVG: text that stays text, no scripts, nothing to load, the same in every browser."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.composition import composed
from pipeline_browser.diagram.export.literal import named, xml
from pipeline_browser.diagram.export.svg_boxes import BoxWriter
from pipeline_browser.diagram.export.svg_legend import legend
from pipeline_browser.diagram.export.svg_lines import bracket_elements, line_elements
from pipeline_browser.diagram.export.svg_parts import ICONS, number, style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline_browser.diagram.export.composition import Composition
    from pipeline_browser.diagram.palette import Palette
    from pipeline_browser.diagram.picture import Picture

_NO_COUNTS: Mapping[str, str] = MappingProxyType({})


def svg(
    picture: Picture,
    palette: Palette,
    *,
    title: str = "",
    counts: Mapping[str, str] = _NO_COUNTS,
    explained: bool = True,
    caption: str = "",
) -> str:
    """Return the picture as an SVG document.

    Args:
        title: what a browser calls it.
        counts: how many rows tables have, in a few characters, by name.
        explained: with a legend below the diagram.
        caption: a line above the diagram.
    """
    composition = composed(picture, explained=explained, caption=caption)
    return "\n".join(_elements(picture, palette, title, BoxWriter(picture.shape, counts), composition)) + "\n"


def _elements(
    picture: Picture, palette: Palette, title: str, boxes: BoxWriter, composition: Composition
) -> Iterator[str]:
    x, y, across, down = map(number, composition.area)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" '
        f'viewBox="{x} {y} {across} {down}" role="img">'
    )
    yield f"<title>{xml(named(title) if title else 'Diagram')}</title>"
    yield style(palette)
    yield ICONS
    yield f'<rect class="page" x="{x}" y="{y}" width="{across}" height="{down}"/>'
    if composition.caption:
        left, top = map(number, composition.caption_at)
        yield f'<text class="name" x="{left}" y="{top}">{xml(composition.caption)}</text>'
    yield from line_elements(picture)
    for box, place, size in zip(picture.graph.boxes, picture.layout.positions, picture.sizes, strict=True):
        yield from boxes.lines(box, place, size)
    yield from bracket_elements(picture)
    if composition.legend:
        left, top = map(number, composition.legend_at)
        yield f'<g transform="translate({left} {top})">'
        yield from legend(composition.legend)
        yield "</g>"
    yield "</svg>"
