"""Arranging diagrams of 5 to 1000 tables beside the measured prototype.

For each graph: seconds of processor time, lines that cross, and what must not be: boxes on boxes, lines
through boxes, lines on strangers' lines.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.arrange import arrange
from tests.benchmarks.timing import OURS, Goal, Result, in_turns
from tests.diagram.layout import judging
from tests.diagram.layout.known_graphs import KNOWN_GRAPHS, known_graph
from tests.diagram.layout.prototype import Prototype, without_loops

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pipeline_browser.diagram.layout.shapes import Layout, Link, Size

THEIRS = "prototype"


def arranging(reference: Path, *, rounds: int) -> Iterator[Result]:
    """Yield the figures of each graph; ``reference`` is the prototype's folder."""
    prototype = Prototype(reference)
    for name in KNOWN_GRAPHS:
        sizes, links = known_graph(reference, name)
        ways = {OURS: partial(arrange, sizes, links), THEIRS: partial(prototype.arranged, sizes, links)}
        taken = in_turns(rounds, {who: partial(_seconds, way) for who, way in ways.items()})
        goal = (Goal(1.0, THEIRS),)
        what = f"{name}, {len(sizes)} tables"
        yield Result(f"{what}: arrange", taken, goal)
        layouts = {who: way() for who, way in ways.items()}
        crossings = {who: [_crossings(links, layout)] for who, layout in layouts.items()}
        yield Result(f"{what}: crossings", crossings, goal, unit="")
        flaws = {who: [_flaws(sizes, links, layout)] for who, layout in layouts.items()}
        yield Result(f"{what}: overlaps", flaws, goal, unit="")


def _seconds(run: Callable[[], Layout]) -> float:
    begun = time.process_time()
    run()
    return time.process_time() - begun


def _crossings(links: Sequence[Link], layout: Layout) -> float:
    return float(judging.count_crossings(without_loops(links, layout)))


def _flaws(sizes: Sequence[Size], links: Sequence[Link], layout: Layout) -> float:
    boxes, lines = judging.overlapping_boxes(layout, sizes), judging.lines_through_boxes(layout, sizes)
    return float(len(boxes) + len(lines) + len(judging.strangers_on_each_other(layout, links)))
