"""The lines of the diagram as SVG, with their crow's feet and brackets."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.literal import visible, xml
from pipeline_browser.diagram.export.svg_parts import number, path, sign
from pipeline_browser.diagram.graph import End, State
from pipeline_browser.diagram.notation import brackets, end_sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.diagram.graph import Graph, Line
    from pipeline_browser.diagram.layout.shapes import Point, Route
    from pipeline_browser.diagram.picture import Picture


def line_elements(picture: Picture) -> Iterator[str]:
    """Yield the lines trunk by trunk; each clears a gap in those that it crosses, and none in itself."""
    routes = picture.layout.routes
    for trunk in _trunks(picture.graph).values():
        for each in trunk:
            yield f'<path class="halo" d="{path(routes[each])}"/>'
        # One row shows one sign: where only some children need a parent, the weaker claim holds for all.
        ends = {picture.graph.lines[each].parent_end for each in trunk}
        parent_end = End.ONE if ends == {End.ONE} else End.ZERO_OR_ONE
        for each in trunk:
            yield from _line(picture.graph, picture.graph.lines[each], routes[each], parent_end)


def _trunks(graph: Graph) -> dict[tuple[int, int | None], list[int]]:
    trunks: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    for each, line in enumerate(graph.lines):
        trunks[line.parent, line.parent_rows[0] if line.parent_rows else None].append(each)
    return trunks


def _line(graph: Graph, line: Line, route: Route, parent_end: End) -> Iterator[str]:
    happened = [] if line.state is State.SAME else [line.state.value]
    classes = " ".join(["link", *(["broken"] if line.problem else []), *happened])
    told = "; ".join([visible(graph.sentence(line)), *happened])
    yield f'<g class="{classes}"><title>{xml(told)}</title>'
    yield f'<path class="line" d="{path(route)}"/>'
    yield sign(end_sign(parent_end, route, at_child=False))
    yield sign(end_sign(line.child_end, route, at_child=True))
    yield "</g>"


def bracket_elements(picture: Picture) -> Iterator[str]:
    """Yield what holds the columns of composite keys together, at both ends."""
    for line, route in zip(picture.graph.lines, picture.layout.routes, strict=True):
        for bracket in brackets(line, route, picture.shape, picture.layout.positions):
            yield f'<path class="bracket" d="{_polyline(bracket)}"/>'


def _polyline(points: tuple[Point, ...]) -> str:
    return "M" + "L".join(f"{number(point.x)} {number(point.y)}" for point in points)
