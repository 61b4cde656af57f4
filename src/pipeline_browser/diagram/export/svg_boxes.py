"""A box of the diagram as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.literal import named, visible, xml
from pipeline_browser.diagram.export.svg_parts import KINDS, icon, number
from pipeline_browser.diagram.graph import BoxKind, Mark
from pipeline_browser.diagram.measuring import BADGES, badges, elided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.diagram.graph import Box, Row
    from pipeline_browser.diagram.layout.shapes import Point, Size
    from pipeline_browser.diagram.measuring import BoxShape

_BASELINE = 4.5  # below the middle of a row
_ROUND = 6.0
_ICON, _SLOT = 12.0, 16.0


class BoxWriter:
    """Writes boxes of one shape."""

    def __init__(self, shape: BoxShape) -> None:
        self._shape = shape

    def lines(self, box: Box, place: Point, size: Size) -> Iterator[str]:
        """Yield a box with its rows."""
        outline = f'width="{number(size.width)}" height="{number(size.height)}" rx="{number(_ROUND)}"'
        yield f'<g transform="translate({number(place.x)} {number(place.y)})">'
        yield f'<rect class="box" {outline}/>'
        yield from self._header(box, size)
        types_end = size.width - self._shape.padding
        room = self._shape.badge_room(box)
        types_end -= room + self._shape.between if room else 0.0
        for each, row in enumerate(box.rows):
            yield from self._row(row, self._shape.header + self._shape.row * each, size.width, types_end)
        if box.hidden_rows:
            yield from self._footer(box, size)
        yield f'<rect class="edge{" ghost" if box.kind is BoxKind.MISSING else ""}" {outline}/>'
        yield "</g>"

    def _header(self, box: Box, size: Size) -> Iterator[str]:
        shape = self._shape
        baseline = number(shape.header / 2 + _BASELINE)
        yield f"<g><title>{xml(f'{box.kind.value} {named(box.name)}')}</title>"
        yield f'<path class="{KINDS[box.kind]}" d="{_header_shape(size, shape.header)}"/>'
        name = self._fitting(named(box.name), bold=True)
        yield f'<text class="name" x="{number(shape.padding)}" y="{baseline}">{name}</text>'
        if box.kind is not BoxKind.TABLE:
            yield _badge(box.kind.value, size.width - shape.padding, baseline)
        yield "</g>"

    def _row(self, row: Row, top: float, width: float, types_end: float) -> Iterator[str]:
        shape = self._shape
        baseline = number(top + shape.row / 2 + _BASELINE)
        yield f"<g><title>{xml(_told(row))}</title>"
        yield f'<path class="rule" d="M.5 {number(top)}h{number(width - 1)}"/>'
        for slot, mark in enumerate((Mark.PRIMARY, Mark.FOREIGN)):
            if mark in row.marks:
                yield icon(mark, shape.padding + slot * _SLOT, top + (shape.row - _ICON) / 2)
        name = self._fitting(named(row.name))
        yield f'<text x="{number(shape.padding + shape.marks)}" y="{baseline}">{name}</text>'
        if row.type:
            type_ = self._fitting(visible(row.type))
            yield f'<text class="dim" x="{number(types_end)}" y="{baseline}" text-anchor="end">{type_}</text>'
        if badges(row):
            yield _badge(badges(row), width - shape.padding, baseline)
        yield "</g>"

    def _footer(self, box: Box, size: Size) -> Iterator[str]:
        shape = self._shape
        columns = "column" if box.hidden_rows == 1 else "columns"
        top = size.height - shape.footer
        yield f'<path class="rule" d="M.5 {number(top)}h{number(size.width - 1)}"/>'
        yield (
            f'<text class="dim" x="{number(shape.padding + shape.marks)}" '
            f'y="{number(top + shape.footer / 2 + _BASELINE)}">{box.hidden_rows} more {columns}</text>'
        )

    def _fitting(self, text: str, *, bold: bool = False) -> str:
        return xml(elided(text, self._shape.most_text, self._shape.measure, bold=bold))


def _badge(text: str, right: float, baseline: str) -> str:
    return f'<text class="badge" x="{number(right)}" y="{baseline}" text-anchor="end">{xml(text)}</text>'


def _header_shape(size: Size, height: float) -> str:
    """Return the path of the header: round above, and below too where nothing follows."""
    width, r = number(size.width), number(_ROUND)
    if size.height <= height:
        below = f"V{number(height - _ROUND)}a{r} {r} 0 0 1-{r} {r}H{r}a{r} {r} 0 0 1-{r}-{r}V{r}"
    else:
        below = f"V{number(height)}H0V{r}"
    return f"M{r} 0H{number(size.width - _ROUND)}A{r} {r} 0 0 1 {width} {r}{below}A{r} {r} 0 0 1 {r} 0z"


def _told(row: Row) -> str:
    """Return all that is known of a column, for its tooltip."""
    words = [
        word
        for mark, word in ((Mark.PRIMARY, "primary key"), (Mark.FOREIGN, "foreign key"))
        if mark in row.marks
    ]
    words += [word for mark, _, word in BADGES if mark in row.marks and mark is not Mark.DEFAULT]
    if row.default is not None:
        words.append(f"default {visible(row.default)}")
    return f"{named(row.name)} {visible(row.type)}".rstrip() + (f": {', '.join(words)}" if words else "")
