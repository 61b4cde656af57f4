"""Where each chart stands: in as many columns as fit, in rows of one height; no Qt widgets."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRect

from pipeline_browser.ui.theme import RELATED

_WIDTHS = (560, 1020, 1560)  # pixels, from which on there are 2, 3, 4 columns
LOWEST = 138  # pixels of a chart, where several rows show at once
SMALLEST = 112  # where only one does
GAP = RELATED


def columns_for(width: int) -> int:
    """Return how many columns fit."""
    return 1 + sum(width >= each for each in _WIDTHS)


def cells(count: int, width: int, height: int) -> tuple[list[QRect], int]:
    """Return where charts stand, and how high all of them are.

    Args:
        height: what is seen at once; rows fill it, or a whole number of them does and the others scroll.
    """
    columns = min(columns_for(width), count)
    rows = ceil(count / columns)
    seen = max(min(rows, (height - GAP) // (LOWEST + GAP)), 1)
    row_height = max((height - GAP * (seen + 1)) // seen, SMALLEST)
    column_width = (width - GAP * (columns + 1)) / columns
    found = []
    for number in range(count):
        row, column = divmod(number, columns)
        left = round(GAP + column * (column_width + GAP))
        across = columns - column if number == count - 1 else 1
        right = round(GAP + (column + across) * (column_width + GAP) - GAP)
        found.append(QRect(left, GAP + row * (row_height + GAP), right - left, row_height))
    return found, GAP + rows * (row_height + GAP)
