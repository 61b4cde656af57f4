"""Which row shows what, after any series of expanding and collapsing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline_browser.ui.pipelines.listing.flat_rows import WHOLE, FlatRows, Line

steps = st.lists(st.tuples(st.integers(0, 11), st.none() | st.integers(0, 4)), max_size=20)


def lines(pipelines: int, sizes: dict[int, int]) -> list[Line]:
    """What should be in the rows, written out."""
    return [Line(place, stage) for place in range(pipelines) for stage in range(WHOLE, sizes.get(place, 0))]


@given(st.integers(0, 12), steps, st.data())
def test_rows_and_lines_are_each_others_inverse(
    pipelines: int, changes: list[tuple[int, int | None]], data: st.DataObject
) -> None:
    flat, sizes = FlatRows(pipelines), dict[int, int]()
    for place, count in changes:
        if place < pipelines:
            flat.set_stages(place, count)
            sizes.pop(place, None)
            sizes |= {} if count is None else {place: count}
    expected = lines(pipelines, sizes)
    assert flat.rows == len(expected)
    assert [flat.line(row) for row in range(flat.rows)] == expected
    assert [flat.row(line) for line in expected] == list(range(flat.rows))
    if expected:
        first = data.draw(st.integers(0, flat.rows - 1))
        last = data.draw(st.integers(first, flat.rows - 1))
        found: list[Line] = []
        for piece in flat.pieces(first, last):
            found += [piece] if isinstance(piece, Line) else [Line(place) for place in piece]
        assert found == expected[first : last + 1]


def test_a_stage_that_is_collapsed_is_found_at_its_pipeline() -> None:
    flat = FlatRows(3)
    assert flat.row(Line(1, 2)) == 1
