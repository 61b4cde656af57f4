"""Rectangles with upright sides, as what a box covers, and as a leg of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline_browser.diagram.layout.shapes import Point, Size


class Area(NamedTuple):
    """A rectangle; a leg is one without width or height."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def between(cls, a: Point, b: Point) -> Area:
        """Return the smallest area that holds both places."""
        return cls(min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y))

    @classmethod
    def of(cls, place: Point, size: Size) -> Area:
        """Return what a box covers."""
        return cls(place.x, place.y, place.x + size.width, place.y + size.height)

    def moved(self, by: Point) -> Area:
        """Return the area that lies ``by`` further."""
        return Area(self.left + by.x, self.top + by.y, self.right + by.x, self.bottom + by.y)

    def grown(self, by: float) -> Area:
        """Return the area with a margin around it."""
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: Area) -> bool:
        """Whether the insides have something in common."""
        return (
            self.left < other.right
            and self.right > other.left
            and self.top < other.bottom
            and self.bottom > other.top
        )
