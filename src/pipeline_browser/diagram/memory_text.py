"""A diagram's memory as JSON, and back."""

from __future__ import annotations

import json
from itertools import chain
from typing import Any

from pipeline_browser.diagram.graph import Detail
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.shown import Direction, Near, Shown
from pipeline_browser.diagram.standing import LineName, Place, Standing
from pipeline_browser.diagram.state import Memory

_FARTHEST = 10_000_000.0  # pixels: nobody takes a table farther, and a line that long would never be drawn


def memory_to_json(memory: Memory) -> str:
    """Return a memory in one line."""
    facts = {
        "shown": _shown_facts(memory.shown),
        "standings": {detail.name: _standing_facts(each) for detail, each in memory.standings.items()},
        "part": _standing_facts(memory.part),
    }
    return json.dumps(facts, separators=(",", ":"))


def memory_from_json(text: str) -> Memory:
    """Return the memory that was written.

    Raises:
        ValueError, LookupError, ArithmeticError, TypeError, AttributeError: it was not written here.
    """
    facts = json.loads(text)
    standings = {Detail[name]: _standing(each) for name, each in facts["standings"].items()}
    return Memory(_shown(facts["shown"]), standings, _standing(facts["part"]))


def _shown_facts(shown: Shown) -> dict[str, Any]:
    only = shown.only
    return {
        "detail": shown.detail.name,
        "hidden": sorted(shown.hidden),
        "only": only and [sorted(only.names), only.steps, only.direction.name],
        "views": shown.views,
        "loose": shown.loose,
    }


def _shown(facts: dict[str, Any]) -> Shown:
    only = facts["only"]
    return Shown(
        Detail[facts["detail"]],
        frozenset(map(str, facts["hidden"])),
        only and Near(frozenset(map(str, only[0])), int(only[1]), Direction[only[2]]),
        bool(facts["views"]),
        bool(facts["loose"]),
    )


def _standing_facts(standing: Standing) -> dict[str, Any]:
    routes = [[*name, [*chain.from_iterable(route)]] for name, route in standing.routes.items()]
    return {"places": standing.places, "routes": routes}


def _standing(facts: dict[str, Any]) -> Standing:
    places = {str(name): Place(*_numbers(place, 4)) for name, place in facts["places"].items()}
    routes = {}
    for child, columns, parent, parent_columns, turn, route in facts["routes"]:
        name = LineName(str(child), tuple(columns), str(parent), tuple(parent_columns), int(turn))
        routes[name] = tuple(_points(_numbers(route)))
    return Standing(places, routes)


def _points(numbers: list[float]) -> list[Point]:
    points = [Point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    if len(points) < 2:
        raise ValueError(numbers)
    return points


def _numbers(facts: list[Any], count: int | None = None) -> list[float]:
    numbers = [float(each) for each in facts]
    if not all(abs(each) <= _FARTHEST for each in numbers) or count not in {None, len(numbers)}:
        raise ValueError(facts)
    return numbers
