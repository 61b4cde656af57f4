"""How far down boxes and lanes stand."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline_browser.diagram.layout.columns.heights import BOX_GAP, LANE_GAP, settle_heights
from pipeline_browser.diagram.layout.columns.lanes import divide_into_lanes
from pipeline_browser.diagram.layout.columns.ordering import Sorter
from pipeline_browser.diagram.layout.shapes import Link, Size

_SIZE = Size(180, 100)


def _settled(columns_of: list[int], links: list[Link], height: float) -> tuple[list[float], list[list[int]]]:
    columns = divide_into_lanes([_SIZE] * len(columns_of), links, columns_of)
    sorter = Sorter(columns)
    sorter.begin(0)
    return settle_heights(columns, sorter.order, height, lambda: None), sorter.order


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 4), min_size=2, max_size=25), st.data(), st.integers(0, 900))
def test_gaps_are_kept_and_no_column_is_taller_than_it_must(
    columns_of: list[int], data: st.DataObject, height: int
) -> None:
    columns_of = [sorted(set(columns_of)).index(column) for column in columns_of]
    pairs = st.tuples(*[st.integers(0, len(columns_of) - 1)] * 2)
    links = [
        Link(child, 67.0, parent, 45.0)
        for child, parent in data.draw(st.lists(pairs, max_size=20))
        if columns_of[child] != columns_of[parent]
    ]
    tops, order = _settled(columns_of, links, height)
    heights = [100.0] * len(columns_of) + [0.0] * (len(tops) - len(columns_of))
    for members in order:
        for upper, lower in pairwise(members):
            boxes = upper < len(columns_of) and lower < len(columns_of)
            assert tops[lower] - tops[upper] - heights[upper] >= (BOX_GAP if boxes else LANE_GAP)
    tallest = max(sum(heights[each] for each in members) + BOX_GAP * (len(members) - 1) for members in order)
    bottom = max(top + height for top, height in zip(tops, heights, strict=True))
    assert bottom - min(tops) <= max(1.15 * tallest, height) + 1
    assert all(top == int(top) for top in tops)


def test_a_line_between_two_boxes_runs_straight() -> None:
    tops, _ = _settled([0, 1], [Link(1, 67.0, 0, 45.0)], 500)
    assert tops[1] + 67 == tops[0] + 45
