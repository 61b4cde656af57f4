"""A picture whose boxes somebody moved: the same graph, other places, lines that follow."""

from __future__ import annotations

from pipeline_browser.diagram.export.literal import named
from pipeline_browser.diagram.graph import Box, BoxKind, End, Graph, Line, Row
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.measuring import BoxShape
from pipeline_browser.diagram.picture import arranged, moved, placed

_GRAPH = Graph(
    tuple(Box(name, BoxKind.TABLE, (Row("id"), Row("other"))) for name in ("a", "b", "c")),
    tuple(
        Line(child, child - 1, (1,), (0,), ("other",), ("id",), End.MANY, End.ZERO_OR_ONE) for child in (1, 2)
    ),
)


def test_lines_follow_a_box_that_moves_and_the_others_stay() -> None:
    before = arranged(_GRAPH)
    places = list(before.layout.positions)
    places[2] = Point(places[2].x + 300, places[2].y + 50)
    after = moved(before, places)
    assert after.layout.positions == tuple(places)
    assert after.layout.routes[0] == before.layout.routes[0]
    assert after.layout.routes[1][0].y == places[2].y + after.shape.row_middle(1)


def test_places_that_were_kept_are_taken_as_they_are() -> None:
    places = [Point(0, 0), Point(500, 40), Point(0, 300)]
    picture = placed(_GRAPH, places)
    assert picture.layout.positions == tuple(places)
    assert [route[-1].x in (0, 0 + picture.sizes[0].width) for route in picture.layout.routes] == [
        True,
        False,
    ]


def test_a_box_is_as_wide_as_what_is_shown_of_names_that_act() -> None:
    shape, name = BoxShape(), "\x1b[31m\u202e\u2066 red"
    shown = named(name)
    header = shape.size(Box(name, BoxKind.TABLE))
    row = shape.size(Box("t", BoxKind.TABLE, (Row(name, name),)))
    assert header.width >= shape.measure(shown, bold=True) + 2 * shape.padding
    assert row.width >= 2 * shape.measure(shown) + shape.marks + 2 * shape.padding
