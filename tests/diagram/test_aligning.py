"""Boxes in line and at equal distances; none comes to cover another."""

from __future__ import annotations

from itertools import combinations

import hypothesis.strategies as st
from hypothesis import given

from pipeline_browser.diagram.aligning import Side, aligned, spread
from pipeline_browser.diagram.layout.shapes import Point, Size

_lengths = st.integers(20, 300).map(float)
_boxes = st.lists(
    st.tuples(st.builds(Point, _lengths, _lengths), st.builds(Size, _lengths, _lengths)),
    min_size=2,
    max_size=6,
)


def cover(one: Point, size: Size, other: Point, other_size: Size) -> bool:
    return (
        one.x < other.x + other_size.width
        and other.x < one.x + size.width
        and one.y < other.y + other_size.height
        and other.y < one.y + size.height
    )


@given(_boxes, st.sampled_from(Side))
def test_sides_are_in_one_line_and_nothing_covers_anything(
    boxes: list[tuple[Point, Size]], side: Side
) -> None:
    places, sizes = [place for place, _ in boxes], [size for _, size in boxes]
    chosen = range(len(boxes) - 1)
    moved = aligned(places, sizes, chosen, side)
    lines = {
        Side.LEFT: lambda box: moved[box].x,
        Side.RIGHT: lambda box: moved[box].x + sizes[box].width,
        Side.TOP: lambda box: moved[box].y,
        Side.BOTTOM: lambda box: moved[box].y + sizes[box].height,
    }
    assert len({round(lines[side](box), 6) for box in chosen}) == 1
    assert moved[-1] == places[-1]
    assert not any(cover(moved[a], sizes[a], moved[b], sizes[b]) for a, b in combinations(chosen, 2))


def test_boxes_with_room_between_are_spread_and_the_outermost_stay() -> None:
    places = [Point(0, 5), Point(130, 7), Point(600, 9)]
    sizes = [Size(100, 40), Size(100, 40), Size(100, 40)]
    assert spread(places, sizes, [0, 1, 2], across=True) == [Point(0, 5), Point(300, 7), Point(600, 9)]


def test_boxes_without_room_between_are_spread_beyond_the_last() -> None:
    places = [Point(3, 0), Point(4, 10), Point(5, 20)]
    sizes = [Size(10, 100)] * 3
    moved = spread(places, sizes, [0, 1, 2], across=False)
    assert [place.x for place in moved] == [3, 4, 5]
    assert moved[0] == places[0]
    assert not any(cover(moved[a], sizes[a], moved[b], sizes[b]) for a, b in combinations(range(3), 2))
