"""Going through a picture: row by row, and to the nearest box in a direction."""

from __future__ import annotations

from pipeline_browser.diagram.graph import Box, BoxKind, Graph
from pipeline_browser.diagram.layout.shapes import Layout, Point, Size
from pipeline_browser.diagram.measuring import BoxShape
from pipeline_browser.diagram.picture import Picture
from pipeline_browser.diagram.reading import nearest, reading_order

LEFT, RIGHT, UP, DOWN = Point(-1, 0), Point(1, 0), Point(0, -1), Point(0, 1)


def picture(*places: tuple[float, float]) -> Picture:
    boxes = tuple(Box(f"t{number}", BoxKind.TABLE) for number in range(len(places)))
    points = tuple(Point(*place) for place in places)
    return Picture(Graph(boxes), BoxShape(), (Size(100, 60),) * len(places), Layout(points, ()))


def test_what_is_about_as_high_up_is_read_from_left_to_right() -> None:
    assert reading_order(picture((300, 0), (0, 20), (150, 200), (0, 190), (600, 10))) == [1, 0, 4, 3, 2]
    assert reading_order(picture()) == []


def test_the_nearest_box_lies_rather_ahead_than_aside() -> None:
    shown = picture((0, 0), (200, 10), (150, 500), (0, 200))
    assert nearest(shown, 0, RIGHT) == 1
    assert nearest(shown, 0, DOWN) == 3
    assert nearest(shown, 1, LEFT) == 0
    assert nearest(shown, 0, UP) is None
    assert nearest(shown, 2, UP) in {0, 1, 3}
