"""A box of the diagram as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.literal import more_columns, named, visible, xml
from pipeline_browser.diagram.export.svg_parts import KINDS, icon, number
from pipeline_browser.diagram.graph import BoxKind, Mark, State
from pipeline_browser.diagram.measuring import BADGES, badges, elided
from pipeline_browser.diagram.notation import STATE_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline_browser.diagram.graph import Box, Row
    from pipeline_browser.diagram.layout.shapes import Point, Size
    from pipeline_browser.diagram.measuring import BoxShape

_BASELINE = 4.5  # below the middle of a row
_ROUND = 6.0
_ICON, _SLOT = 12.0, 16.0
_SIGN = 1.0  # from the side of the box


class BoxWriter:
    """Writes boxes of one shape.

    Args:
        counts: how many rows tables have, in a few characters, by name.
    """

    def __init__(self, shape: BoxShape, counts: Mapping[str, str]) -> None:
        self._shape = shape
        self._counts = counts

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
        yield f'<rect class="{_edge(box)}" {outline}/>'
        yield "</g>"

    def _header(self, box: Box, size: Size) -> Iterator[str]:
        shape = self._shape
        baseline = number(shape.header / 2 + _BASELINE)
        yield f"<g><title>{xml(_titled(box))}</title>"
        ground = KINDS[box.kind] if box.state is State.SAME else f"soft-{box.state.value}"
        yield f'<path class="{ground}" d="{_header_shape(size, shape.header)}"/>'
        room = size.width - 2 * shape.padding - shape.beside_name(box)
        name = xml(elided(named(box.name), room, shape.measure, bold=True))
        yield f'<text class="name" x="{number(shape.padding)}" y="{baseline}">{name}</text>'
        yield from self._remark(box, size.width - shape.padding, baseline)
        yield "</g>"

    def _remark(self, box: Box, right: float, baseline: str) -> Iterator[str]:
        """Yield what happened to the table, else what it is if it is none, else how many rows it has."""
        if box.state is not State.SAME:
            yield _badge(box.state.value, right, baseline, f"badge told-{box.state.value}")
        elif box.kind is not BoxKind.TABLE:
            yield _badge(box.kind.value, right, baseline)
        elif count := self._counts.get(box.name):
            yield _badge(count, right, baseline, "dim")

    def _row(self, row: Row, top: float, width: float, types_end: float) -> Iterator[str]:
        shape = self._shape
        baseline = number(top + shape.row / 2 + _BASELINE)
        yield f"<g><title>{xml(_told(row))}</title>"
        if row.state is not State.SAME:
            area = f'x="1" y="{number(top)}" width="{number(width - 2)}" height="{number(shape.row)}"'
            yield f'<rect class="soft-{row.state.value}" {area}/>'
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
        yield from self._sign(row, top, baseline)
        yield "</g>"

    def _sign(self, row: Row, top: float, baseline: str) -> Iterator[str]:
        """Yield what happened to a column; a removed one is struck out too."""
        shape, state = self._shape, row.state.value
        if row.state is not State.SAME:
            at = f'x="{number(_SIGN)}" y="{baseline}"'
            yield f'<text class="name told-{state}" {at}>{STATE_SIGNS[row.state]}</text>'
        if row.state is State.REMOVED:
            width = shape.measure(elided(named(row.name), shape.most_text, shape.measure))
            start = f"M{number(shape.padding + shape.marks)} {number(top + shape.row / 2)}"
            yield f'<path class="strike-{state}" d="{start}h{number(width)}"/>'

    def _footer(self, box: Box, size: Size) -> Iterator[str]:
        shape = self._shape
        top = size.height - shape.footer
        yield f'<path class="rule" d="M.5 {number(top)}h{number(size.width - 1)}"/>'
        yield (
            f'<text class="dim" x="{number(shape.padding + shape.marks)}" '
            f'y="{number(top + shape.footer / 2 + _BASELINE)}">{more_columns(box)}</text>'
        )

    def _fitting(self, text: str) -> str:
        return xml(elided(text, self._shape.most_text, self._shape.measure))


def _badge(text: str, right: float, baseline: str, class_: str = "badge") -> str:
    return f'<text class="{class_}" x="{number(right)}" y="{baseline}" text-anchor="end">{xml(text)}</text>'


def _edge(box: Box) -> str:
    ghost = " ghost" if box.kind is BoxKind.MISSING else ""
    return f"edge{ghost}" + ("" if box.state is State.SAME else f" edge-{box.state.value}")


def _titled(box: Box) -> str:
    happened = "" if box.state is State.SAME else f": {box.state.value}"
    return f"{box.kind.value} {named(box.name)}{happened}"


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
    if row.state is not State.SAME:
        words.append(row.state.value)
    return f"{named(row.name)} {visible(row.type)}".rstrip() + (f": {', '.join(words)}" if words else "")
