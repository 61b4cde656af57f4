"""The page of a picture: everything on it, with the same margin on all sides."""

from __future__ import annotations

from pipeline_browser.diagram.export.composition import MARGIN, composed
from pipeline_browser.diagram.graph import Box, BoxKind, Graph, Mark, Row
from pipeline_browser.diagram.legend import LEGEND_LINE
from pipeline_browser.diagram.picture import arranged

PICTURE = arranged(
    Graph((Box("stages", BoxKind.TABLE, (Row("id", "INTEGER", Mark.PRIMARY), Row("name", "TEXT"))),))
)


def test_a_legend_stands_below_the_diagram_as_far_from_the_edge_as_everything_else() -> None:
    (left, top), (_, height) = PICTURE.extent
    page = composed(PICTURE, explained=True)
    lines = {at.y for _, at, _ in page.legend}
    first, last = (page.legend_at.y + edge(lines) for edge in (min, max))
    assert page.legend_at.x == left == page.area.x + MARGIN
    assert first - LEGEND_LINE / 2 == top + height + MARGIN
    assert page.area.y + page.area.height == last + LEGEND_LINE / 2 + MARGIN


def test_a_page_without_a_legend_is_the_diagram_and_its_margin() -> None:
    _, (width, height) = PICTURE.extent
    page = composed(PICTURE, explained=False)
    assert not page.legend
    assert (page.area.width, page.area.height) == (width + 2 * MARGIN, height + 2 * MARGIN)
