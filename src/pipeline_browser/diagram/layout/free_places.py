"""The free place nearest to a wanted one, among boxes that stay where they are.

A box's corner may be anywhere outside the taken areas, grown by the box's own size: the configuration space
of Lozano-Pérez (1983). Of each upright line that bounds such an area the nearest free height is found, the
nearest lines first, until no other can be nearer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.areas import Area
from pipeline_browser.diagram.layout.shapes import Point, Size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

GAP = Size(60.0, 40.0)  # beside and below a box: room for lines


def nearest_free(
    size: Size,
    wanted: Point,
    taken: Sequence[Area],
    *,
    gap: Size = GAP,
    detour: Callable[[float], float] = abs,
) -> Point:
    """Return the corner of a box that keeps its gap to all that is taken, as near as can be to ``wanted``.

    Args:
        detour: how far off a place is that lies so much to the right (or left, below 0); at least 0.
    """
    barred = [
        Area(
            area.left - gap.width - size.width,
            area.top - gap.height - size.height,
            area.right + gap.width,
            area.bottom + gap.height,
        )
        for area in taken
    ]
    barred.sort(key=lambda area: area.top)
    places = {wanted.x, *(area.left for area in barred), *(area.right for area in barred)}
    best, least = wanted, float("inf")
    for off, x in sorted((detour(x - wanted.x), x) for x in places):
        if off >= least:
            break
        y = _nearest_height(wanted.y, [area for area in barred if area.left < x < area.right])
        if off + abs(y - wanted.y) < least:
            best, least = Point(x, y), off + abs(y - wanted.y)
    return best


def _nearest_height(wanted: float, barred: Sequence[Area]) -> float:
    """Return the height nearest to ``wanted`` inside no area; they come sorted by their tops."""
    below = _leaving(wanted, ((area.top, area.bottom) for area in barred))
    # The same from below, as in a mirror.
    mirrored = sorted((-area.bottom, -area.top) for area in barred)
    above = -_leaving(-wanted, mirrored)
    return below if below - wanted <= wanted - above else above


def _leaving(height: float, spans: Iterable[tuple[float, float]]) -> float:
    """Return the first height from one on, downwards, that is inside no span; they come sorted."""
    for start, end in spans:
        if start < height < end:
            height = end
        elif start >= height:
            break
    return height
