"""Dragging a table through a diagram of 300: processor time for one step of the pointer."""

from __future__ import annotations

import random
import time
from statistics import quantiles
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.arrange import arrange
from pipeline_browser.diagram.layout.routing import DragRouter
from pipeline_browser.diagram.layout.shapes import Point
from tests.benchmarks.timing import OURS, Goal, Result
from tests.diagram.layout.known_graphs import known_graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DRAGGED = 20  # tables
_STEPS = 20
_FRAME = 0.008  # seconds of processor time that a step may take


def dragging(reference: Path, *, rounds: int) -> Iterator[Result]:
    """Yield the middle and the worst tenth of all steps; ``reference`` is the prototype's folder."""
    sizes, links = known_graph(reference, "syn300")
    layout = arrange(sizes, links)
    middle, worst = [], []
    for number in range(rounds):
        chosen = random.Random(number).sample(range(len(sizes)), _DRAGGED)  # noqa: S311 - no secret
        taken = [
            _seconds(drag, Point(24.0 * step, 12.0 * step))
            for box in chosen
            for drag in [DragRouter(layout, sizes, links, {box})]
            for step in range(1, _STEPS + 1)
        ]
        tenths = quantiles(taken, n=10)
        middle.append(tenths[4])
        worst.append(tenths[8])
    yield Result("drag a table of 300: median step", {OURS: middle}, (Goal(_FRAME),))
    yield Result("drag a table of 300: 90 % of steps", {OURS: worst}, (Goal(_FRAME),))


def _seconds(drag: DragRouter, by: Point) -> float:
    begun = time.process_time()
    drag.moved(by)
    return time.process_time() - begun
