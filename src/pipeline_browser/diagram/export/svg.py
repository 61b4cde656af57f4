"""The diagram as SVG: text that stays text, no scripts, nothing to load, the same in every browser."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.literal import named, xml
from pipeline_browser.diagram.export.svg_boxes import BoxWriter
from pipeline_browser.diagram.export.svg_legend import legend
from pipeline_browser.diagram.export.svg_lines import bracket_elements, line_elements
from pipeline_browser.diagram.export.svg_parts import ICONS, number, style
from pipeline_browser.diagram.layout.shapes import Size

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline_browser.diagram.palette import Palette
    from pipeline_browser.diagram.picture import Picture

_MARGIN = 32.0
_NO_COUNTS: Mapping[str, str] = MappingProxyType({})


def svg(
    picture: Picture,
    palette: Palette,
    *,
    title: str = "",
    counts: Mapping[str, str] = _NO_COUNTS,
    explained: bool = True,
) -> str:
    """Return the picture as an SVG document.

    Args:
        title: what a browser calls it.
        counts: how many rows tables have, in a few characters, by name.
        explained: with a legend below the diagram.
    """
    below = legend(picture.graph, picture.extent[1].width) if explained else ([], Size(0, 0))
    return "\n".join(_elements(picture, palette, title, BoxWriter(picture.shape, counts), below)) + "\n"


def _elements(
    picture: Picture, palette: Palette, title: str, boxes: BoxWriter, below: tuple[list[str], Size]
) -> Iterator[str]:
    (left, top), (width, height) = picture.extent
    explained, room = below
    x, y = number(left - _MARGIN), number(top - _MARGIN)
    across = number(max(width, room.width) + 2 * _MARGIN)
    down = number(height + room.height + 2 * _MARGIN)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" '
        f'viewBox="{x} {y} {across} {down}" role="img">'
    )
    yield f"<title>{xml(named(title) if title else 'Diagram')}</title>"
    yield style(palette)
    yield ICONS
    yield f'<rect class="page" x="{x}" y="{y}" width="{across}" height="{down}"/>'
    yield from line_elements(picture)
    for box, place, size in zip(picture.graph.boxes, picture.layout.positions, picture.sizes, strict=True):
        yield from boxes.lines(box, place, size)
    yield from bracket_elements(picture)
    if explained:
        yield f'<g transform="translate({number(left)} {number(top + height + _MARGIN)})">'
        yield from explained
        yield "</g>"
    yield "</svg>"
