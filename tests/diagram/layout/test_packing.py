"""Rectangles beside each other: components of a picture, and tables that stand alone."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_browser.diagram.layout.areas import Area
from pipeline_browser.diagram.layout.packing import pack, shelve
from pipeline_browser.diagram.layout.shapes import Point, Size

_sizes = st.lists(st.builds(Size, st.integers(20, 900), st.integers(20, 900)), max_size=30)


def _assert_apart(corners: list[Point], sizes: list[Size], gap: float) -> None:
    areas = [Area.of(corner, size) for corner, size in zip(corners, sizes, strict=True)]
    for one, other in combinations(areas, 2):
        assert not one.grown(gap - 0.5).overlaps(other)


@settings(max_examples=50, deadline=None)
@given(_sizes)
def test_packed_rectangles_keep_their_gap(sizes: list[Size]) -> None:
    _assert_apart(pack(sizes, 60, 1.6), sizes, 60)


@settings(max_examples=50, deadline=None)
@given(_sizes, st.integers(900, 3000))
def test_shelved_rectangles_keep_their_gap_and_the_width(sizes: list[Size], width: int) -> None:
    corners = shelve(sizes, 60, width)
    _assert_apart(corners, sizes, 60)
    assert all(corner.x + size.width <= width for corner, size in zip(corners, sizes, strict=True))


def test_low_rectangles_stand_on_each_other_beside_a_tall_one() -> None:
    sizes = [Size(100, 500), Size(100, 100), Size(100, 100), Size(100, 100), Size(100, 100)]
    assert shelve(sizes, 60, 1000) == [
        Point(0, 0),
        Point(160, 0),
        Point(160, 160),
        Point(160, 320),
        Point(320, 0),
    ]


def test_packed_rectangles_fill_a_wide_window() -> None:
    sizes = [Size(200 + 40 * (number % 7), 100 + 60 * (number % 5)) for number in range(60)]
    corners = pack(sizes, 60, 1.6)
    width = max(corner.x + size.width for corner, size in zip(corners, sizes, strict=True))
    height = max(corner.y + size.height for corner, size in zip(corners, sizes, strict=True))
    assert 1.3 < width / height < 1.9
    assert sum((size.width + 60) * (size.height + 60) for size in sizes) > 0.8 * width * height
