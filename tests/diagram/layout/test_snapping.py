"""Boxes that are dragged nearly into line with others."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_browser.diagram.layout.shapes import Link, Point, Size
from pipeline_browser.diagram.layout.snapping import Guide, Kind, Snap, Snapper

_SIZE = Size(180, 100)
_places = st.builds(Point, st.integers(0, 1500), st.integers(0, 1500))


def _snapped(places: list[Point], by: Point, links: list[Link] | None = None, tolerance: float = 8) -> Snap:
    return Snapper([_SIZE] * len(places), places, links or [], {0}).snapped(by, tolerance)


def test_a_left_side_snaps_to_a_left_side_above() -> None:
    snap = _snapped([Point(0, 0), Point(500, 300)], Point(495, 440))
    assert snap.by == Point(500, 440)
    assert snap.guides == (
        Guide(Kind.SIDE, Point(500, 300), Point(500, 540)),
        Guide(Kind.SIDE, Point(680, 300), Point(680, 540)),
    )


def test_a_middle_snaps_to_a_middle_of_a_box_of_another_size() -> None:
    snapper = Snapper([_SIZE, Size(240, 80)], [Point(0, 0), Point(500, 300)], [], {0})
    assert snapper.snapped(Point(527, 440), 8) == Snap(
        Point(530, 440), (Guide(Kind.MIDDLE, Point(620, 300), Point(620, 540)),)
    )


def test_both_axes_snap_at_once() -> None:
    snap = _snapped([Point(0, 0), Point(500, 300), Point(800, 700)], Point(497, 703))
    assert snap.by == Point(500, 700)


def test_what_is_further_off_than_the_tolerance_does_not_snap() -> None:
    assert _snapped([Point(0, 0), Point(500, 300)], Point(491, 309)) == Snap(Point(491, 309))


def test_a_row_snaps_to_the_row_that_a_foreign_key_joins_it_with() -> None:
    snap = _snapped([Point(0, 0), Point(500, 300)], Point(50, 280), [Link(0, 67, 1, 45)])
    assert snap.by.y + 67 == 300 + 45
    assert Guide(Kind.ROW, Point(50, 345), Point(680, 345)) in snap.guides


def test_a_row_is_preferred_to_a_side_that_is_as_near() -> None:
    snap = _snapped([Point(0, 0), Point(500, 300)], Point(50, 299), [Link(0, 47, 1, 45)])
    assert snap.by.y == 298


def test_a_parent_snaps_to_its_child_as_well() -> None:
    snap = _snapped([Point(0, 0), Point(500, 300)], Point(50, 280), [Link(1, 45, 0, 67)])
    assert snap.by.y == 278


def test_rows_of_boxes_that_are_not_beside_each_other_do_not_snap() -> None:
    by = Point(420, 282)
    assert _snapped([Point(0, 0), Point(500, 300)], by, [Link(0, 67, 1, 45)]) == Snap(by)


def test_boxes_far_away_are_not_seen_as_standing_in_line() -> None:
    assert _snapped([Point(0, 0), Point(500, 3000)], Point(497, 0)) == Snap(Point(497, 0))


def test_several_boxes_snap_as_one() -> None:
    places = [Point(0, 0), Point(300, 200), Point(800, 500)]
    snap = Snapper([_SIZE] * 3, places, [], {0, 1}).snapped(Point(497, 100), 8)
    assert snap.by.x == 500
    assert snap.guides == (Guide(Kind.SIDE, Point(980, 100), Point(980, 600)),)


@settings(max_examples=100, deadline=None)
@given(st.lists(_places, min_size=2, max_size=12), st.data())
def test_a_snap_stays_within_the_tolerance_and_is_stable(places: list[Point], data: st.DataObject) -> None:
    box = st.integers(0, len(places) - 1)
    row = st.integers(10, 90).map(float)
    links = data.draw(st.lists(st.builds(Link, box, row, box, row), max_size=6))
    by = Point(data.draw(st.integers(-300, 300)), data.draw(st.integers(-300, 300)))
    snap = _snapped(places, by, links)
    assert abs(snap.by.x - by.x) <= 8
    assert abs(snap.by.y - by.y) <= 8
    assert (snap.by == by) or snap.guides
    for guide in snap.guides:
        assert guide.start.x == guide.end.x or guide.start.y == guide.end.y


def test_snapping_among_600_boxes_keeps_up_with_the_pointer() -> None:
    places = [Point(260 * (number % 30), 150 * (number // 30)) for number in range(600)]
    links = [Link(number, 45.0, 0, 45.0) for number in range(1, 60)]
    snapper = Snapper([_SIZE] * 600, places, links, {0})
    begun = time.process_time()
    for step in range(100):
        snapper.snapped(Point(7.0 * step, 5.0 * step), 8)
    assert (time.process_time() - begun) / 100 < 0.004
