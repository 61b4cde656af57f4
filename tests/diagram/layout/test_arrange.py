"""Places and routes of any diagram: what must never be seen, and how good the picture is."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from pipeline_browser.diagram.layout.arrange import arrange
from pipeline_browser.diagram.layout.columns.window import Window
from pipeline_browser.diagram.layout.shapes import Link, Size, extent
from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.errors import Cancelled
from tests.diagram.layout import judging
from tests.diagram.layout.diagrams import diagrams
from tests.diagram.layout.known_graphs import KNOWN_GRAPHS, known_graph
from tests.diagram.layout.random_schemas import random_schema

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.diagram.layout.shapes import Layout

# What the measured prototype reaches, with its own rules of counting.
_PROTOTYPE_CROSSINGS = {
    "chinook": 1,
    "northwind": 2,
    "pipe5": 0,
    "sakila": 8,
    "syn5": 0,
    "syn30": 7,
    "syn100": 82,
    "syn300": 1288,
    "syn1000": 14992,
}


@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams())
def test_no_diagram_shows_what_must_never_be_seen(diagram: tuple[list[Size], list[Link]]) -> None:
    sizes, links = diagram
    layout = arrange(sizes, links)
    assert not judging.overlapping_boxes(layout, sizes)
    assert not judging.lines_through_boxes(layout, sizes)
    assert not judging.slanted(layout)
    assert not judging.ends_off_their_rows(layout, sizes, links)
    assert not judging.strangers_on_each_other(layout, links)


@settings(max_examples=20, deadline=None)
@given(diagrams())
def test_the_same_diagram_is_arranged_the_same_every_time(diagram: tuple[list[Size], list[Link]]) -> None:
    assert arrange(*diagram) == arrange(*diagram)


def test_another_run_of_the_program_arranges_the_same() -> None:
    code = (
        "from tests.diagram.layout.random_schemas import random_schema\n"
        "from pipeline_browser.diagram.layout.arrange import arrange\n"
        "_, sizes, links = random_schema(47)\n"
        "print(arrange(sizes, links))"
    )
    _, sizes, links = random_schema(47)
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, check=True, encoding="utf-8"
        )
        assert done.stdout.strip() == str(arrange(sizes, links))


@pytest.mark.parametrize("name", KNOWN_GRAPHS)
def test_known_graphs_have_no_more_crossings_than_the_prototype(shared: Path, name: str) -> None:
    sizes, links = known_graph(shared / "reference" / "er_layout", name)
    layout = arrange(sizes, links)
    assert not judging.overlapping_boxes(layout, sizes)
    assert not judging.lines_through_boxes(layout, sizes)
    assert not judging.ends_off_their_rows(layout, sizes, links)
    assert not judging.strangers_on_each_other(layout, links)
    assert judging.count_crossings(layout) <= _PROTOTYPE_CROSSINGS[name]


def test_tables_without_relations_fill_a_wide_window() -> None:
    sizes = [Size(160 + 20 * (number % 5), 60 + 22 * (number % 9)) for number in range(90)]
    layout = arrange(sizes, [])
    assert not judging.overlapping_boxes(layout, sizes)
    _, (width, height) = extent(layout.positions, tuple(sizes), layout.routes)
    assert 1.2 < width / height < 2.2
    assert sum(size.width * size.height for size in sizes) > 0.5 * width * height


def test_tables_without_relations_stand_in_rows_below_what_is_wide() -> None:
    sizes = [Size(700, 60)] * 3 + [Size(180, 80)] * 7
    layout = arrange(sizes, [Link(child, 45.0, child - 1, 45.0) for child in (1, 2)])
    related, alone = layout.positions[:3], layout.positions[3:]
    assert max(place.y for place in related) + 60 < min(place.y for place in alone)
    assert len({place.y for place in alone}) < 3


def test_tables_without_relations_stand_beside_what_is_high() -> None:
    sizes = [Size(200, 110), Size(260, 400), Size(220, 300), Size(180, 150)] + [Size(180, 120)] * 2
    layout = arrange(sizes, [Link(child, 45.0, 0, 45.0) for child in (1, 2, 3)])
    related, alone = layout.positions[:4], layout.positions[4:]
    assert max(place.x for place in related) + 260 < min(place.x for place in alone)
    assert len({place.x for place in alone}) == 1


def test_a_hub_has_its_children_on_both_sides_of_a_wide_window() -> None:
    sizes = [Size(180, 120)] * 40
    layout = arrange(sizes, [Link(child, 45.0, 0, 45.0) for child in range(1, 40)])
    _, (width, height) = extent(layout.positions, tuple(sizes), layout.routes)
    assert {place.x < layout.positions[0].x for place in layout.positions[1:]} == {True, False}
    assert height / width < 40 * 120 / 500


@pytest.mark.parametrize("count", [40, 200, 600])
def test_a_long_chain_fills_a_wide_window_without_crossings(count: int) -> None:
    sizes = [Size(180 + number % 7 * 20, 80 + number % 5 * 44) for number in range(count)]
    links = [Link(child, 67.0, child - 1, 45.0) for child in range(1, count)]
    layout = arrange(sizes, links)
    assert judging.count_crossings(layout) == 0
    assert _zoom(layout, sizes) < 1.6


@pytest.mark.parametrize("count", [30, 100, 300])
def test_a_hub_with_many_children_fills_a_wide_window_without_crossings(count: int) -> None:
    sizes = [Size(180 + number % 7 * 20, 80 + number % 5 * 44) for number in range(count)]
    links = [Link(child, 67.0, 0, 45.0) for child in range(1, count)]
    layout = arrange(sizes, links)
    assert judging.count_crossings(layout) == 0
    assert _zoom(layout, sizes) < 1.7


def _zoom(layout: Layout, sizes: list[Size]) -> float:
    """Return how many times smaller than its boxes with room for lines a picture must be drawn."""
    _, (width, height) = extent(layout.positions, tuple(sizes), layout.routes)
    return Window.around(sizes).zoom(width, height)


def test_children_of_one_row_share_a_trunk() -> None:
    layout = arrange([Size(100, 80)] * 4, [Link(child, 45.0, 0, 45.0) for child in (1, 2, 3)])
    assert len({route[-1] for route in layout.routes}) == 1
    assert judging.count_crossings(layout) == 0


def test_nothing_at_all_is_arranged_as_nothing() -> None:
    assert arrange([], []).positions == ()


def test_arranging_can_be_cancelled() -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        arrange([Size(100, 80)] * 2, [Link(0, 45.0, 1, 45.0)], check=cancellation.check)


def test_progress_rises_to_the_whole() -> None:
    told: list[float] = []
    arrange([Size(100, 80)] * 5, [Link(0, 45.0, 1, 45.0)], progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
