"""From places to pixels and back, for what a chart shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.ui.metrics.charts.picture import Area

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.runs import Doubles


@dataclass(frozen=True, slots=True)
class Frame:
    """What is seen of the places, and how large; pixels count from the upper left corner."""

    area: Area
    width: float
    height: float

    def across(self, places: Doubles) -> Doubles:
        """Return pixels of places of x."""
        return (places - self.area.left) * (self.width / (self.area.right - self.area.left))

    def down(self, places: Doubles) -> Doubles:
        """Return pixels of places of y."""
        return (self.area.top - places) * (self.height / (self.area.top - self.area.bottom))

    def x_at(self, pixel: float) -> float:
        """Return the place of x at a pixel."""
        return self.area.left + pixel * (self.area.right - self.area.left) / self.width

    def y_at(self, pixel: float) -> float:
        """Return the place of y at a pixel."""
        return self.area.top - pixel * (self.area.top - self.area.bottom) / self.height


def zoomed(area: Area, x: float, y: float, factors: tuple[float, float]) -> Area:
    """Return an area so many times as wide and high, in which a place stays where it is."""
    across, down = factors
    return Area(
        x + (area.left - x) * across,
        x + (area.right - x) * across,
        y + (area.bottom - y) * down,
        y + (area.top - y) * down,
    )


def brought_into(area: Area, x: float, y: float) -> Area:
    """Return an area of the same size that shows a place; the same one where it does already."""
    left, bottom = _begin(x, area.left, area.right), _begin(y, area.bottom, area.top)
    return Area(left, left + area.right - area.left, bottom, bottom + area.top - area.bottom)


def _begin(at: float, low: float, high: float) -> float:
    return low if low <= at <= high else at - (high - low) / 2


def limited(area: Area, whole: Area) -> Area:
    """Return an area that is not much larger than the whole, not too small, and shows some of it."""
    left, right = _limited(area.left, area.right, whole.left, whole.right)
    bottom, top = _limited(area.bottom, area.top, whole.bottom, whole.top)
    return Area(left, right, bottom, top)


_WIDEST, _NARROWEST = 1.5, 1e-7  # of the whole: of two years six seconds


def _limited(low: float, high: float, first: float, last: float) -> tuple[float, float]:
    whole, wanted = last - first, high - low
    size = min(max(wanted, whole * _NARROWEST), whole * _WIDEST)
    middle = min(max((low + high) / 2, first), last)
    return (
        (low, high)
        if size == wanted and middle == (low + high) / 2
        else (middle - size / 2, middle + size / 2)
    )
