"""Lines between boxes that a person has placed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline_browser.diagram.layout.arrange import arrange
from pipeline_browser.diagram.layout.routing import DragRouter, rerouted, route
from pipeline_browser.diagram.layout.shapes import Layout, Link, Point, Size
from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.errors import Cancelled
from tests.diagram.layout import judging
from tests.diagram.layout.diagrams import diagrams

if TYPE_CHECKING:
    from collections.abc import Sequence

_Diagram = tuple[list[Size], list[Link]]


def _scattered(sizes: Sequence[Size], seed: int) -> list[Point]:
    """Return places on an uneven grid, with room for lines between the boxes."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    width, height = (max(values) for values in zip(*sizes, strict=True))
    cells = [(x, y) for x in range(6) for y in range(6)]
    dice.shuffle(cells)
    return [
        Point(x * (width + 220) + dice.randrange(80), y * (height + 160) + dice.randrange(60))
        for (x, y), _ in zip(cells, sizes, strict=False)
    ]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams(), st.integers(0, 1000))
def test_no_line_runs_through_a_box_wherever_the_boxes_stand(diagram: _Diagram, seed: int) -> None:
    sizes, links = diagram
    layout = Layout(tuple(places := _scattered(sizes, seed)), route(sizes, links, places))
    assert not judging.lines_through_boxes(layout, sizes)
    assert not judging.slanted(layout)
    assert not judging.ends_off_their_rows(layout, sizes, links)


def test_few_lines_find_room_beside_each_other() -> None:
    sizes = [Size(180, 200)] * 6
    links = [Link(child, 45.0 + 22 * child, parent, 45.0) for child in range(6) for parent in range(child)]
    places = _scattered(sizes, 3)
    layout = Layout(tuple(places), route(sizes, links, places))
    assert not judging.strangers_on_each_other(layout, links)


def test_a_wall_is_walked_around() -> None:
    sizes = [Size(100, 80), Size(40, 2000), Size(100, 80), Size(40, 2000)]
    places = [Point(0, 500), Point(200, 0), Point(600, 500), Point(400, -900)]
    layout = Layout(tuple(places), route(sizes, [Link(0, 45.0, 2, 45.0)], places))
    assert not judging.lines_through_boxes(layout, sizes)


def test_boxes_at_one_height_are_joined_by_one_straight_leg() -> None:
    places = [Point(0, 0), Point(300, 0)]
    assert route([Size(100, 80)] * 2, [Link(0, 45.0, 1, 45.0)], places) == ((Point(100, 45), Point(300, 45)),)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams(), st.data())
def test_moving_a_box_changes_no_line_that_need_not_change(diagram: _Diagram, data: st.DataObject) -> None:
    sizes, links = diagram
    before = arrange(sizes, links)
    box = data.draw(st.integers(0, len(sizes) - 1))
    places = list(before.positions)
    places[box] = Point(places[box].x + data.draw(st.integers(-400, 400)), places[box].y + 30)
    assume(places[box] != before.positions[box])
    after = rerouted(before, sizes, links, places, thorough=False)
    moved = Layout(tuple(places), before.routes)
    free = {line for line, other in judging.lines_through_boxes(moved, sizes) if other == box}
    for number, link in enumerate(links):
        if box not in (link.child, link.parent) and number not in free:
            assert after.routes[number] == before.routes[number]
    assert not judging.ends_off_their_rows(after, sizes, links)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams(), st.data())
def test_a_drag_shows_at_every_moment_what_a_single_move_would(
    diagram: _Diagram, data: st.DataObject
) -> None:
    sizes, links = diagram
    before = arrange(sizes, links)
    moving = data.draw(st.sets(st.integers(0, len(sizes) - 1), min_size=1, max_size=4))
    drag = DragRouter(before, sizes, links, moving)
    for step in data.draw(st.lists(st.builds(Point, *[st.integers(-400, 400)] * 2), max_size=4)):
        places = [place.moved(step) if box in moving else place for box, place in enumerate(before.positions)]
        assert drag.moved(step) == rerouted(before, sizes, links, places, thorough=False)


def test_a_drag_back_to_the_beginning_changes_no_other_line() -> None:
    sizes = [Size(180, 100)] * 4
    links = [Link(1, 45.0, 0, 45.0), Link(3, 45.0, 2, 45.0)]
    before = arrange(sizes, links)
    drag = DragRouter(before, sizes, links, {3})
    drag.moved(Point(before.positions[1].x - 300 - before.positions[3].x, -10))
    assert drag.moved(Point(0, 0)).routes[0] is before.routes[0]


def test_a_drag_that_is_back_where_it_began_is_the_layout_as_it_was() -> None:
    sizes = [Size(180, 100)] * 2
    links = [Link(0, 45.0, 0, 45.0), Link(1, 67.0, 0, 45.0), Link(0, 45.0, 1, 45.0)]
    before = arrange(sizes, links)
    drag = DragRouter(before, sizes, links, {0})
    drag.moved(Point(80, 0))
    assert drag.moved(Point(0, 0)) == before


def test_overlapping_boxes_still_get_their_line() -> None:
    places = [Point(0, 0), Point(10, 10)]
    (line,) = route([Size(100, 80)] * 2, [Link(0, 45.0, 1, 45.0)], places)
    assert (line[0].y, line[-1].y) == (45, 55)


def test_routing_can_be_cancelled() -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        route(
            [Size(100, 80)] * 2,
            [Link(0, 45.0, 1, 45.0)],
            [Point(0, 0), Point(200, 0)],
            check=cancellation.check,
        )
