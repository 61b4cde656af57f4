"""Orders of columns: what is counted, and that no step makes it worse."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline_browser.diagram.layout.columns.lanes import (
    Columns,
    divide_into_lanes,
    with_joined_lanes,
    with_shared_lanes,
)
from pipeline_browser.diagram.layout.columns.layering import divisions
from pipeline_browser.diagram.layout.columns.ordering import Sorter
from pipeline_browser.diagram.layout.columns.ruffling import ruffle
from pipeline_browser.diagram.layout.columns.sifting import sift
from pipeline_browser.diagram.layout.columns.window import Window
from pipeline_browser.diagram.layout.shapes import Link, Size, links_among
from tests.diagram.layout.diagrams import components_of, diagrams

if TYPE_CHECKING:
    from pipeline_browser.diagram.layout.columns.lanes import Order

_Component = tuple[list[Size], list[Link]]


@st.composite
def _components(draw: st.DrawFn) -> _Component:
    """Return a connected diagram with lines between different boxes only."""
    sizes, links = draw(diagrams())
    links = [link for link in links if link.child != link.parent]
    boxes = max(components_of(len(sizes), links), key=len)
    assume(len(boxes) > 1)
    return [sizes[box] for box in boxes], links_among(links, boxes)[1]


@st.composite
def _divided(draw: st.DrawFn) -> tuple[_Component, Columns]:
    sizes, links = draw(_components())
    found = list(divisions(links, sizes, Window.around(sizes)))
    division = draw(st.sampled_from(found))
    return (sizes, links), divide_into_lanes(sizes, links, division.column_of, shared=draw(st.booleans()))


def _crossings(columns: Columns, order: Order) -> int:
    """Count pair by pair."""
    place = {member: number for members in order for number, member in enumerate(members)}

    def height(member: int, y: float) -> tuple[int, float]:
        return place[member], y

    return sum(
        one.weight * other.weight
        for segments in columns.segments
        for one, other in combinations(segments, 2)
        if (height(one.left, one.left_y) < height(other.left, other.left_y))
        == (height(one.right, one.right_y) > height(other.right, other.right_y))
        and height(one.left, one.left_y) != height(other.left, other.left_y)
        and height(one.right, one.right_y) != height(other.right, other.right_y)
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_divided(), st.integers(0, 3))
def test_crossings_are_counted_right_and_no_step_makes_more(
    divided: tuple[_Component, Columns], start: int
) -> None:
    _, columns = divided
    sorter = Sorter(columns)
    sorter.begin(start)
    assert sorter.crossings() == _crossings(columns, sorter.order)
    best, order = sorter.sweep(8, 1, float("inf"))
    assert best == _crossings(columns, order)
    sorter.take(order)
    sifted = sift(sorter, lambda: None)
    assert sifted == _crossings(columns, sorter.order) <= best
    ruffled = ruffle(sorter, 5, lambda: None)
    assert ruffled == _crossings(columns, sorter.order) <= sifted
    assert [sorted(members) for members in sorter.order] == [sorted(members) for members in columns.members]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_components(), st.data())
def test_joining_lanes_side_by_side_makes_no_crossings(component: _Component, data: st.DataObject) -> None:
    sizes, links = component
    division = data.draw(st.sampled_from(list(divisions(links, sizes, Window.around(sizes)))))
    columns = divide_into_lanes(sizes, links, division.column_of, shared=False)
    sorter = Sorter(columns)
    sorter.begin(data.draw(st.integers(0, 3)))
    joined, order = with_joined_lanes(columns, sizes, links, sorter.order)
    assert _crossings(joined, order) <= sorter.crossings()
    assert [sorted(members) for members in order] == [sorted(members) for members in joined.members]
    shared, order = with_shared_lanes(columns, sizes, links, sorter.order)
    assert len(shared.heights) <= len(joined.heights) <= len(columns.heights)
    assert [sorted(members) for members in order] == [sorted(members) for members in shared.members]
