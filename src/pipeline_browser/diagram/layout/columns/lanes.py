"""The columns of one component with a lane in each column that a line passes.

Lines to one row of a parent may share their lanes, as far as they run in the same direction: one trunk leaves
the row and branches off to the children. Or each line has lanes of its own, which lets others pass between
them; what comes to lie side by side is joined again. A trunk through a column is drawn once, however many
lines it carries.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline_browser.diagram.layout.shapes import Link, Size

Order = list[list[int]]  # the members of each column, top to bottom
_Row = tuple[int, float, bool]  # a parent and its row, and whether lines leave it to the right


class Segment(NamedTuple):
    """What connects a place in one column with a place in the next; ``weight`` lines share it.

    Segments of one trunk have their end at the parent's side in common.
    """

    left: int
    left_y: float
    right: int
    right_y: float
    trunk: int
    weight: int


@dataclass(slots=True)
class Columns:
    """Boxes and lanes, numbered together: boxes first.

    Attributes:
        heights: of boxes and lanes; a lane has none.
        members: of each column, top to bottom.
        segments: between each column and the next.
        chains: the places that each link passes, left to right.
        trunks: that each link follows, from each of those places to the next.
    """

    column_of: list[int]
    heights: list[float]
    boxes: int
    members: list[list[int]]
    segments: list[list[Segment]]
    chains: list[list[int]] = field(default_factory=list)
    trunks: list[list[int]] = field(default_factory=list)

    def is_lane(self, place: int) -> bool:
        """Whether a place is a lane rather than a box."""
        return place >= self.boxes


def divide_into_lanes(
    sizes: Sequence[Size], links: Sequence[Link], column_of: Sequence[int], *, shared: bool = True
) -> Columns:
    """Return the columns with lanes; no link begins and ends in one column.

    Args:
        shared: whether lines to one row share their lanes; or else each has its own.
    """
    builder = _Builder(sizes, column_of)
    for number, link in enumerate(links):
        first, last = sorted((column_of[link.child], column_of[link.parent]))
        owner = _row(link, column_of) if shared else number
        builder.add(link, [builder.lane((owner, column), column) for column in range(first + 1, last)])
    return builder.built()


def _row(link: Link, column_of: Sequence[int]) -> _Row:
    return link.parent, link.parent_y, column_of[link.parent] < column_of[link.child]


class _Builder:
    def __init__(self, sizes: Sequence[Size], column_of: Sequence[int]) -> None:
        count = max(column_of) + 1
        members: list[list[int]] = [[] for _ in range(count)]
        for box, column in enumerate(column_of):
            members[column].append(box)
        self._columns = Columns(
            list(column_of), [size.height for size in sizes], len(sizes), members, [[] for _ in range(count)]
        )
        self._lanes: dict[object, int] = {}
        self._trunks: list[dict[tuple[int, float, bool], int]] = [{} for _ in range(count)]
        self._weights: list[dict[tuple[int, float, int, float, int], int]] = [{} for _ in range(count)]

    def lane(self, owner: object, column: int) -> int:
        """Return the lane of an owner, who has one in this column only."""
        lane = self._lanes.get(owner)
        if lane is None:
            lane = self._lanes[owner] = len(self._columns.heights)
            self._columns.heights.append(0.0)
            self._columns.column_of.append(column)
            self._columns.members[column].append(lane)
        return lane

    def add(self, link: Link, lanes: Sequence[int]) -> None:
        """Add a link that passes lanes, left to right."""
        left, right = (link.child, link.child_y), (link.parent, link.parent_y)
        column = self._columns.column_of[link.child]
        rightwards = self._columns.column_of[link.parent] < column
        if rightwards:
            left, right, column = right, left, self._columns.column_of[link.parent]
        trunks = []
        start = left
        for end in (*((lane, 0.0) for lane in lanes), right):
            known = self._trunks[column]
            trunk = known.setdefault((*(start if rightwards else end), rightwards), len(known))
            segment = (*start, *end, trunk)
            self._weights[column][segment] = self._weights[column].get(segment, 0) + 1
            trunks.append(trunk)
            start, column = end, column + 1
        self._columns.chains.append([left[0], *lanes, right[0]])
        self._columns.trunks.append(trunks)

    def built(self) -> Columns:
        """Return all that was added."""
        for column, weights in enumerate(self._weights):
            self._columns.segments[column] = [Segment(*key, weight) for key, weight in weights.items()]
        return self._columns


def with_joined_lanes(
    columns: Columns, sizes: Sequence[Size], links: Sequence[Link], order: Order
) -> tuple[Columns, Order]:
    """Return columns and order with lanes joined that belong to one row and lie side by side."""
    joined = _joined(columns, links, order)
    return _with_lanes(columns, sizes, links, order, joined)


def with_shared_lanes(
    columns: Columns, sizes: Sequence[Size], links: Sequence[Link], order: Order
) -> tuple[Columns, Order]:
    """Return columns and order with all lanes joined that lines to one row may share, in their middle."""
    owners: dict[int, object] = {}
    for link, chain in zip(links, columns.chains, strict=True):
        for lane in chain[1:-1]:
            owners[lane] = (_row(link, columns.column_of), columns.column_of[lane])
    return _with_lanes(columns, sizes, links, order, owners)


def _with_lanes(
    columns: Columns,
    sizes: Sequence[Size],
    links: Sequence[Link],
    order: Order,
    owners: Mapping[int, object],
) -> tuple[Columns, Order]:
    """Return columns and order in which lanes of one owner are the same."""
    if len(set(owners.values())) == len(owners):
        return columns, order
    builder = _Builder(sizes, columns.column_of[: columns.boxes])
    number = {lane: builder.lane(owner, columns.column_of[lane]) for lane, owner in owners.items()}
    for link, chain in zip(links, columns.chains, strict=True):
        builder.add(link, [number[lane] for lane in chain[1:-1]])
    return builder.built(), [_middles([number.get(place, place) for place in members]) for members in order]


def _middles(members: Sequence[int]) -> list[int]:
    """Return each member once, by the middle of the places where it stands."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, member in enumerate(members):
        places[member].append(place)
    return sorted(places, key=lambda member: places[member][len(places[member]) // 2])


def _joined(columns: Columns, links: Sequence[Link], order: Order) -> dict[int, int]:
    """Return for each lane the one that it is joined with: the first of those side by side."""
    rows: dict[int, _Row] = {}
    before: dict[int, int] = {}  # the place next to it, towards the parent
    for link, chain in zip(links, columns.chains, strict=True):
        way = chain if chain[0] == link.parent else chain[::-1]
        for last, lane in pairwise(way[:-1]):
            rows[lane], before[lane] = _row(link, columns.column_of), last
    joined = {lane: lane for lane in rows}
    for rightwards in (True, False):
        for members in order if rightwards else reversed(order):
            for above, lane in pairwise(members):
                row = rows.get(lane)
                if row is None or row != rows.get(above) or row[2] != rightwards:
                    continue
                one, other = before[above], before[lane]
                if joined.get(one, one) == joined.get(other, other):
                    joined[lane] = joined[above]
    return joined
