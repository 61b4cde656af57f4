"""Boxes that stand on each other are pushed apart: to the right where that is shorter, then down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.obstacles import Boxes
from pipeline_browser.diagram.layout.shapes import Point, Size

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipeline_browser.diagram.layout.areas import Area

APART = 20.0  # between a box that was pushed and any other: room for one line
_NEAR = APART - 0.01  # what is nearer is too near; a hair less, for sums are rounded

_Order = tuple[float, float, int]


def parted(areas: Mapping[int, Area]) -> dict[int, Area]:
    """Return the areas without overlaps; what collides with nothing stays where it is."""
    parting = _Parting(areas)
    if _collide(list(areas.values())):
        parting.push(_from_left, parting.push_right)
        parting.push(_from_top, parting.push_down)
        parting.return_home()
    return parting.areas


def _collide(areas: Sequence[Area]) -> bool:
    boxes = Boxes(
        [Point(area.left, area.top) for area in areas],
        [Size(area.right - area.left, area.bottom - area.top) for area in areas],
    )
    return any(other != box for box, area in enumerate(areas) for other in boxes.hit(area, 0.0))


def _from_left(area: Area, box: int) -> _Order:
    return area.left, area.top, box


def _from_top(area: Area, box: int) -> _Order:
    return area.top, area.left, box


class _Parting:
    def __init__(self, areas: Mapping[int, Area]) -> None:
        self._homes = areas
        self.areas = dict(areas)

    def push(
        self, order: Callable[[Area, int], _Order], step: Callable[[Area, Sequence[Area]], Area | None]
    ) -> None:
        """Take step by step off those before it what comes later in an order."""
        before: list[int] = []
        for box in sorted(self.areas, key=lambda each: order(self.areas[each], each)):
            while (area := step(self.areas[box], self._met(box, before))) is not None:
                self.areas[box] = area
            before.append(box)

    def push_right(self, area: Area, met: Sequence[Area]) -> Area | None:
        """Return the area right of one that it meets, where that is nearer than below or above it."""
        to = max((o.right for o in met if o.right - area.left < _upright_way(area, o)), default=None)
        return None if to is None else area.moved(Point(to + APART - area.left, 0.0))

    def push_down(self, area: Area, met: Sequence[Area]) -> Area | None:
        """Return the area below all that it meets."""
        return area.moved(Point(0.0, max(o.bottom for o in met) + APART - area.top)) if met else None

    def return_home(self) -> None:
        """Put back what need not have been pushed, since what pushed it went on."""
        for box in filter(self._is_pushed, sorted(self.areas)):
            pushed, self.areas[box] = self.areas[box], self._homes[box]
            if self._met(box, [other for other in self.areas if other != box]):
                self.areas[box] = pushed

    def _met(self, box: int, others: Sequence[int]) -> list[Area]:
        """Return those areas that a box overlaps, or nearly so if one of the two was pushed."""
        area, pushed = self.areas[box], self._is_pushed(box)
        wide = area.grown(_NEAR)
        near = [other for other in others if wide.overlaps(self.areas[other])]
        return [
            self.areas[other]
            for other in near
            if pushed or self._is_pushed(other) or area.overlaps(self.areas[other])
        ]

    def _is_pushed(self, box: int) -> bool:
        return self.areas[box] != self._homes[box]


def _upright_way(area: Area, other: Area) -> float:
    """Return how far two areas that overlap are from standing one below the other."""
    return other.bottom - area.top if other.top <= area.top else area.bottom - other.top
