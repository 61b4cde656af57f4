"""Places in a picture that changes: what has one keeps it, what is new joins its relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline_browser.diagram.layout.areas import Area
from pipeline_browser.diagram.layout.arrange import arrange
from pipeline_browser.diagram.layout.parting import APART
from pipeline_browser.diagram.layout.placing import settled
from pipeline_browser.diagram.layout.shapes import Layout, Link, Point, Size
from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.errors import Cancelled
from tests.diagram.layout import judging
from tests.diagram.layout.diagrams import diagrams

if TYPE_CHECKING:
    from collections.abc import Sequence

_Diagram = tuple[list[Size], list[Link]]
_places = st.builds(Point, st.integers(-2000, 2000), st.integers(-2000, 2000))
_SIZE = Size(180, 100)


def _areas(places: Sequence[Point], sizes: Sequence[Size]) -> list[Area]:
    return [Area.of(place, size) for place, size in zip(places, sizes, strict=True)]


@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams(), st.data())
def test_nothing_overlaps_and_only_what_collided_moves(diagram: _Diagram, data: st.DataObject) -> None:
    sizes, links = diagram
    kept = data.draw(st.lists(st.none() | _places, min_size=len(sizes), max_size=len(sizes)))
    places = settled(sizes, links, kept)
    assert not judging.overlapping_boxes(Layout(tuple(places), ()), sizes)
    now = _areas(places, sizes)
    for box, home in enumerate(kept):
        if home is not None and places[box] != home:
            before = Area.of(home, sizes[box]).grown(APART)
            assert any(before.overlaps(area) for other, area in enumerate(now) if other != box)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams(), st.data())
def test_what_does_not_collide_stays_to_the_pixel(diagram: _Diagram, data: st.DataObject) -> None:
    sizes, links = diagram
    arranged = arrange(sizes, links).positions
    gone = data.draw(st.sets(st.integers(0, len(sizes) - 1), max_size=5))
    kept = [None if box in gone else place for box, place in enumerate(arranged)]
    places = settled(sizes, links, kept)
    if len(gone) < len(sizes):
        assert all(places[box] == place for box, place in enumerate(kept) if place is not None)
    assert places == settled(sizes, links, kept)


def test_without_kept_places_everything_is_arranged() -> None:
    sizes, links = [_SIZE] * 4, [Link(child, 45.0, 0, 45.0) for child in (1, 2, 3)]
    assert tuple(settled(sizes, links, [None] * 4)) == arrange(sizes, links).positions


def test_a_box_that_has_grown_pushes_those_below_only_as_far_as_needed() -> None:
    sizes = [Size(180, 160), _SIZE, _SIZE, _SIZE]
    kept = [Point(0, 0), Point(0, 140), Point(0, 280), Point(0, 500)]
    assert settled(sizes, [], kept) == [Point(0, 0), Point(0, 180), Point(0, 300), Point(0, 500)]


def test_a_box_that_has_become_wider_pushes_those_at_its_right() -> None:
    sizes = [Size(300, 100), _SIZE, _SIZE]
    kept = [Point(0, 10), Point(260, 0), Point(0, 200)]
    assert settled(sizes, [], kept) == [Point(0, 10), Point(320, 0), Point(0, 200)]


def test_a_new_child_stands_right_of_its_parent_with_a_straight_line() -> None:
    parent, child = settled([_SIZE, _SIZE], [Link(1, 67.0, 0, 45.0)], [Point(100, 100), None])
    assert child.x >= parent.x + _SIZE.width + 60
    assert child.y + 67 == parent.y + 45


def test_a_new_parent_stands_left_of_its_child() -> None:
    child, parent = settled([_SIZE, _SIZE], [Link(0, 67.0, 1, 45.0)], [Point(100, 100), None])
    assert parent.x + _SIZE.width + 60 <= child.x


def test_a_new_box_between_parent_and_child_stands_between_them() -> None:
    links = [Link(2, 45.0, 0, 45.0), Link(1, 45.0, 2, 45.0)]
    places = settled([_SIZE] * 3, links, [Point(0, 0), Point(600, 0), None])
    assert places[2] == Point(300, 0)


def test_a_new_box_keeps_a_gap_for_lines_where_its_place_is_taken() -> None:
    kept = [Point(0, 0), Point(270, 0), Point(270, 140), None]
    places = settled([_SIZE] * 4, [Link(child, 45.0, 0, 45.0) for child in (1, 2, 3)], kept)
    new = Area.of(places[3], _SIZE)
    assert not any(new.grown(39.9).overlaps(area) for area in _areas(places[:3], [_SIZE] * 3))
    assert abs(places[3].x - 270) + abs(places[3].y) < 600


def test_new_boxes_without_relations_stand_in_rows_below_everything() -> None:
    kept = [Point(0, 0), Point(900, 300)]
    places = settled([_SIZE] * 8, [], [*kept, *[None] * 6])
    assert places[:2] == kept
    assert min(place.y for place in places[2:]) >= 300 + _SIZE.height + 40
    assert len({place.y for place in places[2:]}) == 2


def test_new_boxes_that_are_linked_among_themselves_stay_together_below() -> None:
    links = [Link(3, 45.0, 2, 45.0), Link(4, 45.0, 3, 45.0)]
    places = settled([_SIZE] * 5, links, [Point(0, 0), Point(900, 0), None, None, None])
    assert places[2].x < places[3].x < places[4].x
    assert min(place.y for place in places[2:]) > _SIZE.height


def test_settling_can_be_cancelled() -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        settled([_SIZE] * 2, [Link(0, 45.0, 1, 45.0)], [Point(0, 0), None], check=cancellation.check)
