"""The window that a picture should fill: how wide and tall it is for boxes of some sizes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.diagram.layout.shapes import Size

ASPECT = 1.6  # its width by its height
ROOM = (120.0, 40.0)  # beside and below a box, for lines
_TALLEST = 1.3  # times as tall as the tallest box it is at least


@dataclass(frozen=True, slots=True)
class Window:
    """A window that just holds the boxes of a picture with room for lines.

    Attributes:
        columns: how many columns of boxes it shows.
        full: how tall a column may be.
        height: of the window.
    """

    columns: float
    full: float
    height: float

    @classmethod
    def around(cls, sizes: Sequence[Size]) -> Window:
        """Return the window for boxes of these sizes."""
        widths = [size.width + ROOM[0] for size in sizes]
        heights = [size.height + ROOM[1] for size in sizes]
        area = sum(width * height for width, height in zip(widths, heights, strict=True))
        height = math.sqrt(area / ASPECT)
        columns = math.sqrt(area * ASPECT) * len(sizes) / sum(widths)
        return cls(columns, max(_TALLEST * max(heights), height), height)

    def zoom(self, width: float, height: float) -> float:
        """Return how many times wider and taller it has to be to show a picture whole."""
        return max(width / ASPECT, height) / self.height
