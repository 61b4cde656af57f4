"""What the icons and signs mean, below the diagram: only those that occur."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.svg_parts import icon, number, sign
from pipeline_browser.diagram.graph import End, Mark
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.measuring import BADGES, badges, estimate_width
from pipeline_browser.diagram.notation import end_sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.diagram.graph import Graph

_GAP = 22.0
_SAMPLE = 34.0  # how long a line is shown
_KEYS = ((Mark.PRIMARY, "primary key"), (Mark.FOREIGN, "foreign key"))
_ENDS = {
    End.ONE: "exactly one",
    End.ZERO_OR_ONE: "at most one",
    End.MANY: "any number",
}


def legend(graph: Graph) -> tuple[list[str], float]:
    """Return the elements of the legend, from (0, 0) to the right, and how wide it is."""
    elements: list[str] = []
    x = 0.0
    for element, room, words in _entries(graph):
        elements.append(f'<g transform="translate({number(x)} 0)">{element}')
        elements.append(f'<text class="dim" x="{number(room + 6)}" y="4.5">{words}</text></g>')
        x += room + 6 + estimate_width(words) + _GAP
    return elements, max(0.0, x - _GAP)


def _entries(graph: Graph) -> Iterator[tuple[str, float, str]]:
    marks = Mark.NONE
    for box in graph.boxes:
        for row in box.rows:
            marks |= row.marks
    for mark, words in _KEYS:
        if mark in marks:
            yield icon(mark, 0.0, -6.0), 12.0, words
    shown_badges = {word for box in graph.boxes for row in box.rows for word in badges(row).split()}
    for _, badge, words in BADGES:
        if badge in shown_badges:
            yield f'<text class="badge" y="4">{badge}</text>', 6.6 * len(badge), words
    shown = {end for line in graph.lines for end in (line.parent_end, line.child_end)}
    for end, words in _ENDS.items():
        if end in shown:
            yield _sample(end), _SAMPLE, words


def _sample(end: End) -> str:
    route = (Point(0.0, 0.0), Point(_SAMPLE, 0.0))
    return f'<path class="rule" d="M0-8V8"/><path class="line" d="M0 0H{number(_SAMPLE)}"/>' + sign(
        end_sign(end, route, at_child=True)
    )
