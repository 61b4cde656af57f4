"""The columns of one component with a lane in each column that a line passes.

Lines to one row of a parent share their lanes, as far as they run in the same direction: one trunk leaves
the row and branches off to the children. A trunk through a column is drawn once, however many lines it
carries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.diagram.layout.shapes import Link, Size


class Net(NamedTuple):
    """The row that a trunk belongs to, and whether it leaves to the right."""

    box: int
    y: float
    rightwards: bool


class Segment(NamedTuple):
    """What connects a place in one column with a place in the next; ``weight`` lines share it."""

    left: int
    left_y: float
    right: int
    right_y: float
    net: int
    weight: int


@dataclass(slots=True)
class Columns:
    """Boxes and lanes, numbered together: boxes first.

    Attributes:
        heights: of boxes and lanes; a lane has none.
        members: of each column, top to bottom.
        segments: between each column and the next.
        nets: with their numbers.
        chains: the places that each link passes, left to right.
    """

    column_of: list[int]
    heights: list[float]
    boxes: int
    members: list[list[int]]
    segments: list[list[Segment]]
    nets: dict[Net, int] = field(default_factory=dict)
    chains: list[list[int]] = field(default_factory=list)

    def net(self, link: Link) -> Net:
        """Return the row and the direction that a link shares with others."""
        return Net(link.parent, link.parent_y, self.column_of[link.parent] < self.column_of[link.child])

    def net_of(self, link: Link) -> int:
        """Return the number of a link's net."""
        return self.nets[self.net(link)]

    def is_lane(self, place: int) -> bool:
        """Whether a place is a lane rather than a box."""
        return place >= self.boxes


def divide_into_lanes(sizes: Sequence[Size], links: Sequence[Link], column_of: Sequence[int]) -> Columns:
    """Return the columns with lanes; no link begins and ends in one column."""
    count = max(column_of) + 1
    members: list[list[int]] = [[] for _ in range(count)]
    for box, column in enumerate(column_of):
        members[column].append(box)
    columns = Columns(
        list(column_of), [size.height for size in sizes], len(sizes), members, [[] for _ in range(count)]
    )
    _LaneBuilder(columns).add(links)
    return columns


class _LaneBuilder:
    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._lanes: dict[tuple[int, int], int] = {}  # of a net in a column
        self._weights: list[dict[tuple[int, float, int, float, int], int]] = [{} for _ in columns.members]

    def add(self, links: Sequence[Link]) -> None:
        for link in links:
            self._add_link(link)
        for column, weights in enumerate(self._weights):
            self._columns.segments[column] = [Segment(*key, weight) for key, weight in weights.items()]

    def _add_link(self, link: Link) -> None:
        column_of = self._columns.column_of
        key = self._columns.net(link)
        net = self._columns.nets.setdefault(key, len(self._columns.nets))
        ends = [(link.parent, link.parent_y), (link.child, link.child_y)]
        (left, left_y), (right, right_y) = ends if key.rightwards else ends[::-1]
        chain = [left]
        y = left_y
        for column in range(column_of[left], column_of[right]):
            last = column + 1 == column_of[right]
            place = right if last else self._lane(net, column + 1)
            segment = (chain[-1], y, place, right_y if last else 0.0, net)
            self._weights[column][segment] = self._weights[column].get(segment, 0) + 1
            chain.append(place)
            y = 0.0
        self._columns.chains.append(chain)

    def _lane(self, net: int, column: int) -> int:
        lane = self._lanes.get((net, column))
        if lane is None:
            lane = self._lanes[net, column] = len(self._columns.heights)
            self._columns.heights.append(0.0)
            self._columns.column_of.append(column)
            self._columns.members[column].append(lane)
        return lane
