"""How tables hang together: what stands on the shortest ways between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline_browser.diagram.graph import Graph


def joining(graph: Graph, boxes: Collection[int]) -> frozenset[int]:
    """Return boxes with all that stand on the shortest ways between them, in either direction of the keys.

    Of several boxes, the one that is nearest to those that are joined already comes next. What nothing joins
    stands there alone.
    """
    ways = _neighbours(graph)
    left = sorted(boxes)
    joined: set[int] = set()
    while left:
        distances = _distances(ways, joined or {left[0]})
        nearest = min(left, key=lambda box: (distances.get(box, len(ways)), box))
        left.remove(nearest)
        joined |= _on_the_way(ways, distances, nearest)
    return frozenset(joined)


def way_between(graph: Graph, start: int, end: int) -> tuple[int, ...]:
    """Return the boxes of a shortest way from one to another, both included; empty where there is none."""
    ways = _neighbours(graph)
    distances = _distances(ways, {end})
    if start not in distances:
        return ()
    way = [start]
    while way[-1] != end:
        way.append(min(ways[way[-1]], key=lambda box: (distances[box], box)))
    return tuple(way)


def _neighbours(graph: Graph) -> list[set[int]]:
    ways: list[set[int]] = [set() for _ in graph.boxes]
    for line in graph.lines:
        ways[line.child].add(line.parent)
        ways[line.parent].add(line.child)
    return ways


def _distances(ways: Sequence[set[int]], sources: Collection[int]) -> dict[int, int]:
    """Return how many lines each box is away from the nearest source, as far as it can be reached."""
    found = dict.fromkeys(sources, 0)
    edge, distance = set(sources), 0
    while edge:
        distance += 1
        edge = {other for box in edge for other in ways[box]} - found.keys()
        found.update(dict.fromkeys(edge, distance))
    return found


def _on_the_way(ways: Sequence[set[int]], distances: dict[int, int], box: int) -> set[int]:
    """Return a box with all that stand on a shortest way back to the sources."""
    found = edge = {box}
    while edge:
        edge = {
            other
            for each in edge
            for other in ways[each]
            if each in distances and distances[other] == distances[each] - 1
        }
        found = found | edge
    return found
