"""Moving boxes a little out of line where rows of strangers face each other across a channel.

Two ends at one height force an order on their trunks' tracks (see ``channels``), and so may cost crossings,
which are worse than a line that is not quite straight.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.columns.channels import TOUCHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.diagram.layout.columns.lanes import Columns, Segment

_STEP = TOUCHING + 1.0


def loosened(columns: Columns, tops: Sequence[float]) -> list[float]:
    """Return tops with some boxes moved by a step, each at most once, so that gaps stay gaps."""
    moved = list(tops)
    fixed: set[int] = set()
    for segments in columns.segments:
        for left, right in _facing(segments, moved):
            box = next((box for box in (right, left) if box not in fixed and not columns.is_lane(box)), None)
            if box is not None:
                moved[box] += _STEP
                fixed.add(box)
    return moved


def _facing(segments: Sequence[Segment], tops: Sequence[float]) -> list[tuple[int, int]]:
    """Return the places left and right whose ends are at one height and belong to different trunks."""
    lefts = sorted({(tops[each.left] + each.left_y, each.left, each.trunk) for each in segments})
    facing = []
    for height, right, net in sorted(
        {(tops[each.right] + each.right_y, each.right, each.trunk) for each in segments}
    ):
        at = bisect_left(lefts, (height - TOUCHING, -1, -1))
        while at < len(lefts) and lefts[at][0] < height + TOUCHING:
            if lefts[at][2] != net:
                facing.append((lefts[at][1], right))
            at += 1
    return facing
