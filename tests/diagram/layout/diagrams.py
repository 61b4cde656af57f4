"""Random diagrams of every kind that schemas have: loops, cycles, hubs, parallel keys, islands, giants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pipeline_browser.diagram.layout.arrange import components
from pipeline_browser.diagram.layout.shapes import Link, Size

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER, ROW = 34.0, 22.0


def middle(row: int) -> float:
    return HEADER + ROW * row + 11


@st.composite
def diagrams(draw: st.DrawFn) -> tuple[list[Size], list[Link]]:
    """Return sizes of boxes with one to many rows, and links between any of their rows."""
    rows = draw(st.lists(st.integers(1, 8) | st.integers(1, 60), min_size=1, max_size=24))
    sizes = [Size(draw(st.integers(120, 420)), HEADER + ROW * count) for count in rows]
    box = st.integers(0, len(rows) - 1)
    hub = draw(box)

    def row(of: int) -> st.SearchStrategy[float]:
        return st.integers(0, rows[of] - 1).map(middle)

    links = []
    for child in draw(st.lists(box, max_size=45)):
        parent = draw(st.just(hub) | box | st.just(child))
        parent_y = draw(st.just(middle(0)) | row(parent))
        links.append(Link(child, draw(row(child)), parent, parent_y))
    return sizes, links


def components_of(boxes: int, links: Sequence[Link]) -> list[list[int]]:
    """Return the boxes of each connected component."""
    return [component for component, _ in components(boxes, links)]
