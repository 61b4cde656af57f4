"""What a chart draws, as facts without Qt: layers of figures, places that can be pointed at, words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline_browser.model.metrics.runs import Doubles, Wholes
    from pipeline_browser.ui.metrics.charts.axes import Axis


MANY = 500
"""So many dots are drawn smaller."""


class Ink(Enum):
    """What a colour says; the theme knows the colour."""

    MAIN = "main"
    OTHER = "other"
    GOOD = "good"
    BAD = "bad"
    ODD = "odd"
    QUIET = "quiet"
    TEXT = "text"
    SOFT = "soft"  # the main one, thin enough for figures to be drawn over it


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """Dots at values, ``sizes`` in pixels."""

    x: Doubles
    y: Doubles
    ink: Ink
    sizes: Wholes | int = 6


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line through values."""

    x: Doubles
    y: Doubles
    ink: Ink
    width: float = 2.0
    dashed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Rectangles between values; ``gap`` pixels are left out between neighbours, ``least`` always drawn."""

    left: Doubles
    right: Doubles
    bottom: Doubles
    top: Doubles
    ink: Ink
    gap: float = 1.0
    least: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """Short lines from one value to another."""

    x0: Doubles
    y0: Doubles
    x1: Doubles
    y1: Doubles
    ink: Ink
    width: float = 2.0


@dataclass(frozen=True, slots=True)
class Guide:
    """A line across the whole chart at a value of x, with words beside it where it is so many pixels high."""

    x: float
    ink: Ink
    words: str
    least: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class RowWords:
    """Words at the right end of rows, at values of y."""

    y: Doubles
    texts: tuple[str, ...]


Layer = Dots | Line | Bars | Strokes | Guide | RowWords


class Reach(Enum):
    """When a place is pointed at."""

    NEAR = "near"  # it is the nearest one, in any direction
    COLUMN = "column"  # the pointer is above or below it
    ROW = "row"  # the pointer is beside it
    INSIDE = "inside"  # the pointer is on it, or next to it


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Places that can be pointed at, in the order in which keys walk along them.

    Attributes:
        keys: of the runs that they are; None where each stands for several.
        x, y: where they are marked; NaN as y for the whole column.
        left, right, bottom, top: how far they reach; points are as wide as they are high: not at all.
    """

    reach: Reach
    x: Doubles
    y: Doubles
    keys: Wholes | None = None
    left: Doubles | None = None
    right: Doubles | None = None
    bottom: Doubles | None = None
    top: Doubles | None = None

    def __len__(self) -> int:
        return len(self.x)


NO_PLACES = Marks(Reach.NEAR, np.zeros(0), np.zeros(0))


@dataclass(frozen=True, slots=True)
class Area:
    """From where to where a chart reaches, in places of its axes."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Everything that a chart draws.

    Attributes:
        area: what shows until somebody zooms.
        legend: a colour and a word for each series, where there are several.
        notes: sentences about what is shown, and what is left out.
    """

    x: Axis
    y: Axis
    area: Area
    layers: tuple[Layer, ...]
    marks: Marks
    legend: tuple[tuple[Ink, str], ...] = ()
    notes: tuple[str, ...] = ()


def area_of(x: Doubles, y: Doubles, *, least: tuple[float, float], floor: float | None = None) -> Area:
    """Return the area of places with a margin; of a single one, as wide and high as ``least`` says.

    Args:
        floor: where the lower edge is to be, whatever the places are.
    """
    left, right = _reach(x, least[0], _BESIDE)
    bottom, top = _reach(y if floor is None else np.append(y, floor), least[1], _ABOVE)
    return Area(left, right, bottom if floor is None else floor, top)


# Of the extent, at each end: room for half a mark, also in a low chart.
_BESIDE, _ABOVE = 0.05, 0.1


def _reach(places: Doubles, least: float, margin: float) -> tuple[float, float]:
    known = places[np.isfinite(places)]
    if not len(known):
        return 0.0, least
    low, high = float(known.min()), float(known.max())
    # Moments are large numbers that differ by little: minutes among 1.8e12 milliseconds.
    if high - low < max(least * 1e-6, abs(high) * 1e-11):
        half = max(least / 2, abs(high) * 1e-6)  # beyond all counting more than the last digit
        return low - half, high + half
    beyond = (high - low) * margin
    return low - beyond, high + beyond


def sound(area: Area) -> Area:
    """Return an area that can be drawn: Qt crashes over one without an extent, or one beyond reckoning."""
    return Area(*_sound(area.left, area.right), *_sound(area.bottom, area.top))


_FARTHEST = 1e31
_THINNEST = 1e-12  # of the larger end, and at all


def _sound(low: float, high: float) -> tuple[float, float]:
    low, high = (max(min(each, _FARTHEST), -_FARTHEST) for each in (low, high))
    if high - low > _THINNEST * max(abs(low), abs(high), 1.0):
        return low, high
    half = max(abs(low) * 1e-6, 0.5)
    return low - half, low + half


def same(one: object, other: object) -> bool:
    """Return whether two facts hold the same figures."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return _same_arrays(one, other)  # type: ignore[arg-type] # of one type
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, float):
        return one == other or (one != one and other != other)  # noqa: PLR0124 - NaN is like NaN here
    slots = getattr(type(one), "__dataclass_fields__", None)
    if slots is None:
        return bool(one == other)
    return all(same(getattr(one, name), getattr(other, name)) for name in slots)


def _same_arrays(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    return one.shape == other.shape and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
