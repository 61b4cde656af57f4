"""A diagram on paper: nothing is lost between pages, and they can be cut and glued at their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_browser.diagram.export.composition import Area
from pipeline_browser.diagram.export.paper import FULL, Page, Pages, Paper, Turn, one_page, own_page, tiled

if TYPE_CHECKING:
    from pipeline_browser.diagram.layout.shapes import Size

A4 = Paper.A4.size
areas = st.builds(Area, st.floats(-500, 500), st.floats(-500, 500), st.floats(1, 9000), st.floats(1, 9000))
papers = st.sampled_from([paper.size for paper in Paper])
turns = st.sampled_from(Turn)


def right(area: Area) -> float:
    return area.x + area.width


def bottom(area: Area) -> float:
    return area.y + area.height


def page_at(pages: Pages, row: int, column: int) -> Page:
    return pages.pages[row * pages.columns + column]


@settings(deadline=None)
@given(areas, papers, turns, st.none() | st.floats(0.1, 1.0))
def test_pages_show_everything_and_overlap_by_eight_millimetres(
    content: Area, paper: Size, turn: Turn, scale: float | None
) -> None:
    pages = tiled(content, paper, turn, scale)
    first, last = pages.pages[0].source, pages.pages[-1].source
    assert first.x <= content.x + 1e-6
    assert first.y <= content.y + 1e-6
    assert right(last) >= right(content) - 1e-6
    assert bottom(last) >= bottom(content) - 1e-6
    assert len(pages.pages) == pages.rows * pages.columns
    for column in range(pages.columns - 1):
        one, next_ = page_at(pages, 0, column).source, page_at(pages, 0, column + 1).source
        assert (right(one) - next_.x) * pages.scale == pytest.approx(23.0)
    for row in range(pages.rows - 1):
        one, next_ = page_at(pages, row, 0).source, page_at(pages, row + 1, 0).source
        assert (bottom(one) - next_.y) * pages.scale == pytest.approx(23.0)


@settings(deadline=None)
@given(areas, st.floats(0.2, 1.0))
def test_both_pages_are_cut_at_the_same_place_of_the_diagram(content: Area, scale: float) -> None:
    pages = tiled(content, A4, scale=scale)
    for column in range(pages.columns - 1):
        one, next_ = page_at(pages, 0, column), page_at(pages, 0, column + 1)
        cut = one.source.x + (one.cuts[0][-1] - one.target.x) / scale
        assert cut == pytest.approx(next_.source.x + (next_.cuts[0][0] - next_.target.x) / scale)


@settings(deadline=None)
@given(areas, papers, turns)
def test_one_page_shows_everything_within_its_margins(content: Area, paper: Size, turn: Turn) -> None:
    pages = one_page(content, paper, turn)
    (page,) = pages.pages
    assert page.source.x <= content.x + 1e-6
    assert right(page.source) >= right(content) - 1e-6
    assert page.source.height * pages.scale == pytest.approx(page.target.height)
    assert pages.scale <= FULL
    assert page.label == ""
    assert page.cuts == ((), ())
    if turn is not Turn.AS_FITS:
        assert pages.is_landscape is (turn is Turn.LANDSCAPE)


def test_paper_lies_as_the_diagram_does() -> None:
    assert one_page(Area(0, 0, 300, 200), A4).is_landscape
    assert not one_page(Area(0, 0, 200, 300), A4).is_landscape


def test_the_fewest_pages_are_chosen_on_which_text_can_be_read() -> None:
    pages = tiled(Area(0, 0, 3000, 900), A4)
    assert (pages.rows, pages.columns, pages.is_landscape) == (1, 2, True)
    assert pages.scale >= 0.5
    assert len(tiled(Area(0, 0, 60_000, 40_000), A4).pages) <= 60


def test_pages_are_called_by_row_and_column() -> None:
    pages = tiled(Area(0, 0, 2500, 1500), A4, Turn.PORTRAIT, FULL)
    assert [page.label for page in pages.pages] == ["A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4"]
    assert pages.words(pages.pages[5]) == "page B2 of 2 \u00d7 4"
    assert tiled(Area(0, 0, 100, 40_000), A4, Turn.LANDSCAPE, FULL).pages[27].label == "AB1"


def test_a_page_of_its_own_is_as_large_as_the_diagram_and_no_larger_than_pdf_allows() -> None:
    assert own_page(Area(-32, -32, 400, 200)).paper == (300, 150)
    assert max(own_page(Area(0, 0, 90_000, 10)).paper) == pytest.approx(14_400)


@pytest.mark.parametrize(("name", "paper"), [("a4", Paper.A4), ("LETTER", Paper.LETTER), ("A9", None)])
def test_paper_is_known_by_its_name(name: str, paper: Paper | None) -> None:
    assert Paper.of(name) is paper
