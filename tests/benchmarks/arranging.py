"""Arranging diagrams of 16 to 1000 tables beside the measured prototype: seconds, and lines that cross."""

from __future__ import annotations

import importlib
import json
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from pipeline_browser.diagram.layout.arrange import arrange
from pipeline_browser.diagram.layout.shapes import Layout, Link, Point, Size
from tests.benchmarks.timing import OURS, Goal, Result, in_turns
from tests.diagram.layout.judging import count_crossings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

THEIRS = "prototype"
_GRAPHS = ("sakila", "syn100", "syn300", "syn1000")
_FOLDED = 300  # tables, up to which the prototype folds


def arranging(reference: Path, *, rounds: int) -> Iterator[Result]:
    """Yield seconds and crossings for each graph; ``reference`` is the prototype's folder."""
    prototype, helpers = _imported(reference, "prototype"), _imported(reference, "helpers")
    for name in _GRAPHS:
        graph: dict[str, Any] = json.loads((reference / "graphs" / f"{name}.json").read_text("utf-8"))
        ours = partial(_ours, graph, helpers)
        theirs = partial(_theirs, graph, prototype)
        tables = f"{len(graph['nodes'])} tables"
        taken = in_turns(rounds, {OURS: partial(_seconds, ours), THEIRS: partial(_seconds, theirs)})
        yield Result(f"arrange {tables}", taken, (Goal(1.0, THEIRS),))
        crossings = {OURS: [_crossings(graph, ours())], THEIRS: [_crossings(graph, theirs())]}
        yield Result(f"crossings of {tables}", crossings, (Goal(1.0, THEIRS),), unit="")


def _imported(folder: Path, module: str) -> Any:  # noqa: ANN401 - it has no types
    sys.path.insert(0, str(folder))
    keep, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        return importlib.import_module(module)
    finally:
        sys.dont_write_bytecode = keep
        sys.path.remove(str(folder))


def _seconds(run: Callable[[], Layout]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def _ours(graph: dict[str, Any], helpers: Any) -> Layout:  # noqa: ANN401
    nodes, row_y = graph["nodes"], helpers.py
    links = [
        Link(e["s"], row_y(nodes[e["s"]], e["sr"]), e["t"], row_y(nodes[e["t"]], e["tr"]))
        for e in graph["edges"]
    ]
    return arrange([Size(node["w"], node["h"]) for node in nodes], links)


def _theirs(graph: dict[str, Any], prototype: Any) -> Layout:  # noqa: ANN401
    fold = 1.6 if len(graph["nodes"]) <= _FOLDED else None

    def component(part: dict[str, Any]) -> object:
        if len(part["nodes"]) == 1:
            return prototype.lone(part)
        return prototype.lay_component(part, seeds=12, sweeps=24, fold=fold)

    places, routes = prototype.by_comp(graph, component)
    return Layout(
        tuple(Point(*place) for place in places), tuple(tuple(Point(*at) for at in route) for route in routes)
    )


def _crossings(graph: dict[str, Any], layout: Layout) -> float:
    """Return the crossings between different lines; loops are small, and the prototype's are not counted."""
    routes = (
        () if edge["s"] == edge["t"] else route
        for edge, route in zip(graph["edges"], layout.routes, strict=True)
    )
    return float(count_crossings(Layout(layout.positions, tuple(routes))))
