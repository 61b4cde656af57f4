"""Schemas that nobody has tuned for, beside the prototype; run with ``-m campaign -s`` to see the table."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pipeline_browser.diagram.layout.arrange import arrange
from pipeline_browser.diagram.layout.shapes import extent
from tests.diagram.layout import judging
from tests.diagram.layout.prototype import Prototype, without_loops
from tests.diagram.layout.random_schemas import RandomSchema, random_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pipeline_browser.diagram.layout.shapes import Layout, Link, Size

_SCHEMAS = 100
_FEWER = 0.6  # times the prototype's crossings, that all together have at most
_WORSE = 5  # schemas that may have more crossings than with the prototype, by few:
_MORE, _SOME = 1.1, 3  # times as many, or so many more
_SLOWER, _FLOOR = 1.3, 0.06  # times as long; but seconds of processor time that nobody notices are no matter


class _Figures(NamedTuple):
    crossings: int
    seconds: float
    width: float
    height: float


@pytest.mark.campaign
def test_schemas_never_seen_are_arranged_better_than_by_the_prototype(shared: Path) -> None:
    prototype = Prototype(shared / "reference" / "er_layout")
    pairs = []
    for number in range(_SCHEMAS):
        schema = random_schema(number)
        ours, layout = _measured(schema, arrange)
        theirs, _ = _measured(schema, prototype.arranged)
        _assert_flawless(schema, layout)
        pairs.append((ours, theirs))
        sys.stdout.write(_row(schema.name, ours, theirs))
    all_ours, all_theirs = (_sum(figures) for figures in zip(*pairs, strict=True))
    sys.stdout.write(_row("all", all_ours, all_theirs))
    worse = [(ours, theirs) for ours, theirs in pairs if ours.crossings > theirs.crossings]
    assert len(worse) <= _WORSE
    assert all(
        ours.crossings <= max(_MORE * theirs.crossings, theirs.crossings + _SOME) for ours, theirs in worse
    )
    assert all_ours.crossings < _FEWER * all_theirs.crossings
    assert all_ours.seconds < all_theirs.seconds
    assert all(ours.seconds < max(_SLOWER * theirs.seconds, _FLOOR) for ours, theirs in pairs)


@pytest.mark.parametrize("number", range(30))
def test_random_schemas_have_no_flaw(number: int) -> None:
    schema = random_schema(1000 + number)
    _assert_flawless(schema, arrange(schema.sizes, schema.links))


def _measured(
    schema: RandomSchema, run: Callable[[Sequence[Size], Sequence[Link]], Layout]
) -> tuple[_Figures, Layout]:
    begun = time.process_time()
    layout = run(schema.sizes, schema.links)
    seconds = time.process_time() - begun
    crossings = judging.count_crossings(without_loops(schema.links, layout))
    _, size = extent(layout.positions, tuple(schema.sizes), layout.routes)
    return _Figures(crossings, seconds, *size), layout


def _assert_flawless(schema: RandomSchema, layout: Layout) -> None:
    assert not judging.overlapping_boxes(layout, schema.sizes), schema.name
    assert not judging.lines_through_boxes(layout, schema.sizes), schema.name
    assert not judging.slanted(layout), schema.name
    assert not judging.ends_off_their_rows(layout, schema.sizes, schema.links), schema.name
    assert not judging.strangers_on_each_other(layout, schema.links), schema.name


def _sum(figures: Sequence[_Figures]) -> _Figures:
    return _Figures(*(sum(column) for column in zip(*figures, strict=True)))


def _row(name: str, ours: _Figures, theirs: _Figures) -> str:
    mark = "" if ours.crossings <= theirs.crossings else "  more crossings"
    return (
        f"{name:20} crossings {ours.crossings:5} / {theirs.crossings:5}"
        f"  ms {1000 * ours.seconds:5.0f} / {1000 * theirs.seconds:5.0f}"
        f"  px {ours.width:.0f} x {ours.height:.0f} / {theirs.width:.0f} x {theirs.height:.0f}{mark}\n"
    )
