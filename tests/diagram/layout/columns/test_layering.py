"""Divisions into columns, whatever the schema."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline_browser.diagram.layout.arrange import components
from pipeline_browser.diagram.layout.columns.layering import divisions
from pipeline_browser.diagram.layout.columns.window import Window
from pipeline_browser.diagram.layout.shapes import Link, Size, links_among
from tests.diagram.layout.diagrams import diagrams

_SIZE = Size(180, 100)


def _checked(sizes: list[Size], links: list[Link]) -> None:
    for columns, _ in divisions(links, sizes, Window.around(sizes)):
        assert len(columns) == len(sizes)
        assert set(columns) == set(range(max(columns) + 1))
        assert all(columns[link.child] != columns[link.parent] for link in links)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams())
def test_no_link_begins_and_ends_in_one_column(diagram: tuple[list[Size], list[Link]]) -> None:
    sizes, links = diagram
    for boxes, _ in components(len(sizes), links):
        _, own = links_among(links, boxes)
        _checked([sizes[box] for box in boxes], [link for link in own if link.child != link.parent])


@settings(max_examples=30, deadline=None)
@given(st.integers(3, 60), st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59)), max_size=8))
def test_a_long_chain_with_short_cuts_is_folded_between_its_links(
    count: int, cuts: list[tuple[int, int]]
) -> None:
    pairs = [(number, number - 1) for number in range(1, count)]
    pairs += [(one, other) for one, other in cuts if one != other and max(one, other) < count]
    _checked([_SIZE] * count, [Link(child, 67.0, parent, 45.0) for child, parent in pairs])


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 200), st.integers(0, 2))
def test_the_children_of_a_hub_stand_beside_it(count: int, others: int) -> None:
    assume(count > others + 1)
    links = [Link(child, 67.0, 0, 45.0) for child in range(1, count)]
    links += [Link(child, 89.0, child + 1, 45.0) for child in range(1, others + 1)]
    _checked([_SIZE] * count, links)
