"""A path through a crowd of boxes: best first search (Hart, Nilsson and Raphael 1968) on a grid.

The grid has a line at a few distances from every side of every box nearby, where a shortest path with few
bends can always be found (Lee, Yang and Wong 1996). What is blocked, or taken by a stranger's line, is
marked beforehand, so that a step costs next to nothing. What is left of the way counts for a little more than
it is (weighted search, Pohl 1970), which finds routes ten times as soon that are hardly longer.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from heapq import heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.areas import Area
from pipeline_browser.diagram.layout.shapes import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.diagram.layout.obstacles import Boxes, Legs
    from pipeline_browser.diagram.layout.shapes import Route

_AWAY = (10.0, 20.0)  # from the sides of boxes
_BEND = 30.0  # the length that a bend is as bad as
_TAKEN_COST = 400.0  # the length that a step on a stranger's line is as bad as
_HASTE = 1.2  # times as much what is left counts, so that a route is found sooner that is hardly longer
_PATIENCE = 40_000  # places that are looked at
_UNKNOWN = float("inf")
_VICINITIES = (400.0, 4000.0)  # around both ends: how far off boxes may show a way round
_TOUCHING = 5.0

_FREE, _TAKEN, _BLOCKED = 0, 1, 2
End = tuple[Point, Point]  # where a line meets its box, and where it may turn first
_Place = tuple[int, int, bool]  # numbers of the column and the height, and whether the last step was upright


def search(starts: Sequence[End], ends: Sequence[End], boxes: Boxes, drawn: Legs, line: int) -> Route | None:
    """Return a good route from one of the starts to one of the ends; None if there is none."""
    for vicinity in _VICINITIES:
        route = _Maze(starts, ends, boxes, drawn, line, vicinity).search()
        if route:
            return route
    return None


class _Maze:
    def __init__(
        self,
        starts: Sequence[End],
        ends: Sequence[End],
        boxes: Boxes,
        drawn: Legs,
        line: int,
        vicinity: float,
    ) -> None:
        places = [turn for _, turn in (*starts, *ends)]
        around = Area(
            min(place.x for place in places),
            min(place.y for place in places),
            max(place.x for place in places),
            max(place.y for place in places),
        )
        areas = sorted({boxes.areas[box] for box in boxes.hit(around, vicinity)})
        self._xs = sorted({p.x for p in places} | _beside([(area.left, area.right) for area in areas]))
        self._ys = sorted({p.y for p in places} | _beside([(area.top, area.bottom) for area in areas]))
        self._level = [bytearray(len(self._xs)) for _ in self._ys]
        self._upright = [bytearray(len(self._ys)) for _ in self._xs]
        whole = Area(self._xs[0], self._ys[0], self._xs[-1], self._ys[-1])
        for leg in drawn.strangers(whole, line):
            self._mark_leg(leg)
        for area in areas:
            self._mark_box(area)
        self._starts = [end for end in starts if _is_free(end, boxes)]
        self._ends = {turn: side for side, turn in ends if _is_free((side, turn), boxes)}

    def search(self) -> Route | None:
        """Return a good route on the grid; None if there is none, or none was found soon."""
        firsts = {self._place(turn): side for side, turn in self._starts}
        goals = {self._place(turn): side for turn, side in self._ends.items()}
        if not goals:
            return None
        far_x, far_y = (
            _far(self._xs, [turn.x for turn in self._ends]),
            _far(self._ys, [turn.y for turn in self._ends]),
        )
        costs: dict[_Place, float] = dict.fromkeys(firsts, 0.0)
        came: dict[_Place, _Place] = {}
        queue = sorted((_HASTE * (far_x[place[0]] + far_y[place[1]]), place) for place in firsts)
        done: set[_Place] = set()
        while queue and len(done) < _PATIENCE:
            _, place = heappop(queue)
            if place in done:
                continue
            if place in goals:
                return self._walked(place, came, firsts, goals[place])
            done.add(place)
            base = costs[place]
            for following, cost in self._steps(place):
                total = base + cost
                if total < costs.get(following, _UNKNOWN) - 1e-9:
                    costs[following] = total
                    came[following] = place
                    left = far_x[following[0]] + far_y[following[1]]
                    heappush(queue, (total + _HASTE * left, following))
        return None

    def _place(self, turn: Point) -> _Place:
        return bisect_left(self._xs, turn.x), bisect_left(self._ys, turn.y), False

    def _steps(self, place: _Place) -> list[tuple[_Place, float]]:
        """Return the places beside one, and what it costs to go there."""
        x, y, upright = place
        xs, ys, level, column = self._xs, self._ys, self._level[y], self._upright[x]
        turn_level, turn_upright = (_BEND, 0.0) if upright else (0.0, _BEND)
        steps = []
        if x + 1 < len(xs) and level[x] != _BLOCKED:
            steps.append(((x + 1, y, False), xs[x + 1] - xs[x] + turn_level + _TAKEN_COST * level[x]))
        if x and level[x - 1] != _BLOCKED:
            steps.append(((x - 1, y, False), xs[x] - xs[x - 1] + turn_level + _TAKEN_COST * level[x - 1]))
        if y + 1 < len(ys) and column[y] != _BLOCKED:
            steps.append(((x, y + 1, True), ys[y + 1] - ys[y] + turn_upright + _TAKEN_COST * column[y]))
        if y and column[y - 1] != _BLOCKED:
            steps.append(((x, y - 1, True), ys[y] - ys[y - 1] + turn_upright + _TAKEN_COST * column[y - 1]))
        return steps

    def _mark_box(self, area: Area) -> None:
        _mark(self._level, self._ys, (area.top, area.bottom), self._xs, (area.left, area.right), _BLOCKED)
        _mark(self._upright, self._xs, (area.left, area.right), self._ys, (area.top, area.bottom), _BLOCKED)

    def _mark_leg(self, leg: Area) -> None:
        if leg.left == leg.right:
            near = (leg.left - _TOUCHING, leg.left + _TOUCHING)
            _mark(self._upright, self._xs, near, self._ys, (leg.top, leg.bottom), _TAKEN)
        else:
            near = (leg.top - _TOUCHING, leg.top + _TOUCHING)
            _mark(self._level, self._ys, near, self._xs, (leg.left, leg.right), _TAKEN)

    def _walked(
        self, place: _Place, came: dict[_Place, _Place], firsts: dict[_Place, Point], end: Point
    ) -> Route:
        points = [end]
        while True:
            points.append(Point(self._xs[place[0]], self._ys[place[1]]))
            if place not in came:
                break
            place = came[place]
        points.append(firsts[place])
        return _without_idle_points(points[::-1])


def _beside(spans: Sequence[tuple[float, float]]) -> set[float]:
    return {side for low, high in spans for away in _AWAY for side in (low - away, high + away)}


def _mark(
    rows: Sequence[bytearray],
    across: Sequence[float],
    band: tuple[float, float],
    along: Sequence[float],
    span: tuple[float, float],
    mark: int,
) -> None:
    """Mark the steps along a grid's lines that lie strictly inside a band and overlap a span."""
    first = max(0, bisect_right(along, span[0]) - 1)
    last = min(bisect_left(along, span[1]), len(along) - 1)
    if last > first:
        marks = bytes([mark]) * (last - first)
        for row in range(bisect_right(across, band[0]), bisect_left(across, band[1])):
            rows[row][first:last] = marks


def _is_free(end: End, boxes: Boxes) -> bool:
    return not boxes.hit(Area.between(*end), 0.0)


def _far(lines: Sequence[float], targets: Sequence[float]) -> list[float]:
    """Return how far each line of the grid is from the nearest target, at least."""
    return [min(abs(line - target) for target in targets) for line in lines]


def _without_idle_points(points: Sequence[Point]) -> Route:
    """Return the points without those where nothing turns."""
    kept = [points[0]]
    for (before, at), (_, after) in pairwise(pairwise(points)):
        straight = before.x == at.x == after.x or before.y == at.y == after.y
        if at not in (kept[-1], after) and not straight:
            kept.append(at)
    return (*kept, points[-1])
