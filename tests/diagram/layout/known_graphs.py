"""The graphs that the prototype was measured with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline_browser.diagram.layout.shapes import Link, Size

if TYPE_CHECKING:
    from pathlib import Path

KNOWN_GRAPHS = ("chinook", "northwind", "pipe5", "sakila", "syn5", "syn30", "syn100", "syn300", "syn1000")


def known_graph(reference: Path, name: str) -> tuple[list[Size], list[Link]]:
    """Return boxes and links; ``reference`` is the prototype's folder."""
    graph: dict[str, Any] = json.loads((reference / "graphs" / f"{name}.json").read_text("utf-8"))
    nodes = graph["nodes"]

    def y(node: int, row: int) -> float:
        return float(min(nodes[node]["h"] - 8, 30 + 20 * row + 10))

    links = [Link(e["s"], y(e["s"], e["sr"]), e["t"], y(e["t"], e["tr"])) for e in graph["edges"]]
    return [Size(node["w"], node["h"]) for node in nodes], links
