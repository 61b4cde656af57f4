"""Putting the components of a picture beside each other.

Tables that stand alone go in rows, low ones on each other. The rest is placed tallest first, each as high up
as the outline of those already placed allows: the skyline heuristic of Burke, Kendall and Whitwell (2004).
Several widths are tried, and the one whose picture fits a window best is kept.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.shapes import Point, Size

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTHS = (0.85, 1.0, 1.15, 1.3, 1.5)  # tried, as parts of the width of a square root's guess


def pack(sizes: Sequence[Size], gap: float, aspect: float) -> list[Point]:
    """Return the top left corners; they keep ``gap`` and fill a window of shape ``aspect``."""
    if len(sizes) == 1:
        return [Point(0, 0)]
    padded = [Size(size.width + gap, size.height + gap) for size in sizes]
    guess = math.sqrt(sum(size.width * size.height for size in padded) * aspect)
    widest = max((size.width for size in padded), default=0.0)
    tried = (_packed(padded, max(widest, guess * share)) for share in _WIDTHS)
    return min(tried, key=lambda corners: _zoomed_out(corners, padded, aspect))


def shelve(sizes: Sequence[Size], gap: float, width: float) -> list[Point]:
    """Return the top left corners in rows of at most ``width``: the tallest first, upper sides aligned.

    Low ones stand on each other, as far as a row is tall.
    """
    corners = [Point(0, 0)] * len(sizes)
    x = y = row = below = stack = 0.0
    for number in sorted(range(len(sizes)), key=lambda each: (-sizes[each].height, each)):
        size = sizes[number]
        if below + size.height > row or x + max(stack, size.width) > width:
            x, below, stack = x + stack + (gap if stack else 0.0), 0.0, 0.0
        if x and x + size.width > width:
            x, y, row = 0.0, y + row + gap, 0.0
        corners[number] = Point(x, y + below)
        row = max(row, size.height)
        below += size.height + gap
        stack = max(stack, size.width)
    return corners


def _zoomed_out(corners: Sequence[Point], sizes: Sequence[Size], aspect: float) -> float:
    """Return how wide a window of the shape must be to show everything."""
    width = max((c.x + s.width for c, s in zip(corners, sizes, strict=True)), default=0.0)
    height = max((c.y + s.height for c, s in zip(corners, sizes, strict=True)), default=0.0)
    return max(width, height * aspect)


def _packed(sizes: Sequence[Size], width: float) -> list[Point]:
    skyline = _Skyline(width)
    corners = [Point(0, 0)] * len(sizes)
    for number in sorted(range(len(sizes)), key=lambda each: (-sizes[each].height, -sizes[each].width, each)):
        corners[number] = skyline.put(sizes[number])
    return corners


class _Skyline:
    """The lower outline of what is placed: steps from left to right, each at a depth."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._starts = [0.0]
        self._depths = [0.0]

    def put(self, size: Size) -> Point:
        """Place a rectangle as high up as possible, then as far left; return its corner."""
        fits = [
            number for number, start in enumerate(self._starts) if start + size.width <= self._width + 1e-6
        ]
        depth, at = min((self._depth_below(number, size.width), number) for number in fits)
        corner = Point(self._starts[at], depth)
        self._cover(at, size.width, depth + size.height)
        return corner

    def _depth_below(self, at: int, width: float) -> float:
        end = self._starts[at] + width - 1e-6
        depth = self._depths[at]
        for start, below in zip(self._starts[at + 1 :], self._depths[at + 1 :], strict=True):
            if start >= end:
                break
            depth = max(depth, below)
        return depth

    def _cover(self, at: int, width: float, depth: float) -> None:
        start = self._starts[at]
        end = start + width
        last = bisect_right(self._starts, end - 1e-6) - 1
        rest = self._depths[last]
        beyond = self._starts[last + 1] if last + 1 < len(self._starts) else self._width
        starts, depths = [start], [depth]
        if beyond - end > 1e-6:
            starts.append(end)
            depths.append(rest)
        self._starts[at : last + 1] = starts
        self._depths[at : last + 1] = depths
