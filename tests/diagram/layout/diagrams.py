"""Random diagrams of every kind that schemas have: loops, cycles, hubs, parallel keys, islands, giants."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline_browser.diagram.layout.shapes import Link, Size

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
