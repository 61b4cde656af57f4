"""Some boxes arranged anew, while the others stay."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline_browser.diagram.layout.arrange import arrange
from pipeline_browser.diagram.layout.rearranging import arrange_part
from pipeline_browser.diagram.layout.routing import route
from pipeline_browser.diagram.layout.shapes import Layout, Link, Point, Size, extent
from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.errors import Cancelled
from tests.diagram.layout import judging
from tests.diagram.layout.diagrams import diagrams

_SIZE = Size(180, 100)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams(), st.data())
def test_the_others_do_not_move_and_nothing_overlaps(
    diagram: tuple[list[Size], list[Link]], data: st.DataObject
) -> None:
    sizes, links = diagram
    before = arrange(sizes, links)
    chosen = data.draw(st.sets(st.integers(0, len(sizes) - 1)))
    after = arrange_part(before, sizes, links, chosen)
    assert not judging.overlapping_boxes(after, sizes)
    assert not judging.ends_off_their_rows(after, sizes, links)
    assert not judging.slanted(after)
    assert all(
        after.positions[box] == before.positions[box] for box in range(len(sizes)) if box not in chosen
    )
    assert after == arrange_part(before, sizes, links, chosen)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams(), st.data())
def test_lines_between_chosen_boxes_run_as_if_these_were_alone(
    diagram: tuple[list[Size], list[Link]], data: st.DataObject
) -> None:
    sizes, links = diagram
    chosen = data.draw(st.sets(st.integers(0, len(sizes) - 1), min_size=1))
    inner = [line for line, link in enumerate(links) if {link.child, link.parent} <= chosen]
    assume(inner)
    after = arrange_part(arrange(sizes, links), sizes, links, chosen)
    alone = Layout(
        tuple(after.positions[box] for box in sorted(chosen)), tuple(after.routes[line] for line in inner)
    )
    assert not judging.lines_through_boxes(alone, [sizes[box] for box in sorted(chosen)])


def test_boxes_are_arranged_around_the_middle_of_where_they_were() -> None:
    places = [Point(4000, 4000), Point(4300, 4000), Point(4300, 4200), Point(4000, 4200)]
    links = [Link(child, 45.0, 0, 45.0) for child in (1, 2, 3)]
    sizes = [_SIZE] * 4
    after = arrange_part(Layout(tuple(places), route(sizes, links, places)), sizes, links, range(4))
    (left, top), size = extent(after.positions, tuple(sizes), after.routes)
    assert left + size.width / 2 == pytest.approx(4240, abs=1)
    assert top + size.height / 2 == pytest.approx(4150, abs=1)


def test_a_block_that_has_no_room_goes_to_the_nearest_free_place() -> None:
    places = [Point(0, 0), Point(60, 50), Point(260, 0), Point(0, 160)]
    links = [Link(1, 45.0, 0, 45.0)]
    sizes = [_SIZE] * 4
    after = arrange_part(Layout(tuple(places), route(sizes, links, places)), sizes, links, [0, 1])
    assert after.positions[2:] == tuple(places[2:])
    assert not judging.overlapping_boxes(after, sizes)
    assert all(abs(place.x) < 700 and abs(place.y) < 500 for place in after.positions)


def test_lines_of_others_leave_the_place_that_the_block_takes() -> None:
    places = [Point(0, 0), Point(900, 0), Point(450, -400), Point(450, 500)]
    links = [Link(1, 45.0, 0, 45.0), Link(3, 45.0, 2, 45.0)]
    sizes = [_SIZE] * 4
    before = Layout(tuple(places), route(sizes, links, places))
    after = arrange_part(before, sizes, links, [2, 3])
    assert not judging.lines_through_boxes(after, sizes)
    assert not judging.strangers_on_each_other(after, links)


def test_nothing_chosen_changes_nothing() -> None:
    before = arrange([_SIZE] * 2, [Link(0, 45.0, 1, 45.0)])
    assert arrange_part(before, [_SIZE] * 2, [Link(0, 45.0, 1, 45.0)], []) is before


def test_arranging_a_part_can_be_cancelled() -> None:
    cancellation = Cancellation()
    sizes, links = [_SIZE] * 2, [Link(0, 45.0, 1, 45.0)]
    before = arrange(sizes, links)
    cancellation.cancel()
    with pytest.raises(Cancelled):
        arrange_part(before, sizes, links, [0, 1], check=cancellation.check)
