"""The prototype that the arrangement is measured beside; it stands outside of the repository."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

from pipeline_browser.diagram.layout.shapes import Layout, Link, Point, Size

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_FOLDED = 300  # tables, up to which the prototype folds
_HEADER, _ROW = 40, 20  # where it has the middle of the first row, and the next one


class Prototype:
    """Arranges boxes as the prototype does, in the way in which its figures were measured."""

    def __init__(self, reference: Path) -> None:
        self._module = _imported(reference, "prototype")

    def arranged(self, sizes: Sequence[Size], links: Sequence[Link]) -> Layout:
        """Return its places and routes."""
        fold = 1.6 if len(sizes) <= _FOLDED else None

        def component(part: dict[str, Any]) -> object:
            if len(part["nodes"]) == 1:
                return self._module.lone(part)
            return self._module.lay_component(part, seeds=12, sweeps=24, fold=fold)

        places, routes = self._module.by_comp(_graph(sizes, links), component)
        return Layout(
            tuple(Point(*place) for place in places),
            tuple(tuple(Point(*at) for at in route) for route in routes),
        )


def without_loops(links: Sequence[Link], layout: Layout) -> Layout:
    """Return a layout without the lines from a box to itself: the prototype's are drawn anyhow."""
    pairs = zip(links, layout.routes, strict=True)
    return Layout(
        layout.positions, tuple(() if link.child == link.parent else route for link, route in pairs)
    )


def _graph(sizes: Sequence[Size], links: Sequence[Link]) -> dict[str, Any]:
    nodes = [{"w": size.width, "h": size.height} for size in sizes]
    edges = [
        {"s": link.child, "sr": _row(link.child_y), "t": link.parent, "tr": _row(link.parent_y)}
        for link in links
    ]
    return {"name": "", "nodes": nodes, "edges": edges}


def _row(y: float) -> float:
    return (y - _HEADER) / _ROW


def _imported(folder: Path, module: str) -> Any:  # noqa: ANN401 - it has no types
    sys.path.insert(0, str(folder))
    keep, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        return importlib.import_module(module)
    finally:
        sys.dont_write_bytecode = keep
        sys.path.remove(str(folder))
