"""What a person may say about paper, and the pages that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.composition import MARGIN, Area
from pipeline_browser.diagram.export.paper import FULL, Pages, Paper, Turn, one_page, own_page, tiled

if TYPE_CHECKING:
    from pipeline_browser.diagram.layout.shapes import Size


_LEFT = 8.0  # of the diagram's own margin, where the paper has one too


class Spread(Enum):
    """On how many pages a diagram lies; the value is what settings keep."""

    OWN = "own"  # one as large as the diagram
    ONE = "one"  # one of a size of paper
    TILED = "tiled"


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """How a diagram is to lie on paper.

    Attributes:
        scale: of several pages, 1 where the diagram is as large as on a screen; None for what fits well.
    """

    spread: Spread = Spread.OWN
    paper: Paper = Paper.A4
    turn: Turn = Turn.AS_FITS
    scale: float | None = None

    def pages(self, content: Area, size: Size | None = None) -> Pages:
        """Return the pages of a diagram; ``size`` is of other paper, such as a printer has."""
        if self.spread is Spread.OWN:
            return own_page(content)
        content = _narrowed(content)
        if self.spread is Spread.ONE:
            return one_page(content, size or self.paper.size, self.turn)
        scale = None if self.scale is None else self.scale * FULL
        return tiled(content, size or self.paper.size, self.turn, scale)


def _narrowed(content: Area) -> Area:
    by = MARGIN - _LEFT
    return Area(content.x + by, content.y + by, content.width - 2 * by, content.height - 2 * by)
