"""The space between two columns: each trunk gets a vertical track there, and crosses few others.

A trunk enters from rows or lanes on the left and leaves to rows or lanes on the right. Where one trunk's
left end and another's right end are at one height, the first must have its track further left, or they
would lie on each other; wherever the tracks' order is free, it is the one with fewer crossings, found
greedily (Eades, Lin and Smyth 1993). Where heights demand a circle of such orders, a trunk is cut in two
tracks joined at a free height: the dogleg of Deutsch (1976).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.spacing import TRACK_GAP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TOUCHING = 5.0  # two horizontals nearer than this look like one
_MUST = 1_000_000
_ROUNDS = 3  # of moving single trunks
_MANY = 250  # trunks, above which that takes too long


class Trunk:
    """What crosses a channel as one: it has one end at one side, and any number at the other.

    Attributes:
        key: of the trunk; its two parts share it where it is cut.
        part: 0 for a whole trunk, 1 and 2 for its left and its right part.
        lefts, rights: heights of the ends, each sorted.
        top, bottom: the heights between which its track runs.
    """

    __slots__ = ("_counted", "_lines", "bottom", "key", "lefts", "part", "rights", "top")

    def __init__(
        self, key: int, lefts: Mapping[float, int], rights: Mapping[float, int], part: int = 0
    ) -> None:
        self.key = key
        self.part = part
        self.lefts = tuple(sorted(lefts))
        self.rights = tuple(sorted(rights))
        self.top = min(self.lefts[0], self.rights[0])
        self.bottom = max(self.lefts[-1], self.rights[-1])
        self._lines = {True: lefts, False: rights}
        many = rights if len(lefts) == 1 else lefts
        self._counted = [0, *accumulate(many[height] for height in sorted(many))]

    def lines(self, height: float, *, left: bool) -> int:
        """Return how many lines share an end."""
        return self._lines[left][height]

    def passing(self, height: float) -> int:
        """Return how many of its lines run past a height on the track."""
        if not self.top < height < self.bottom:
            return 0
        (root, *_), many = (self.lefts, self.rights) if len(self.lefts) == 1 else (self.rights, self.lefts)
        if root < height:
            return self._counted[-1] - self._counted[bisect_right(many, height)]
        return self._counted[bisect_left(many, height)] if root > height else 0

    def cut(self, joint: float) -> tuple[Trunk, Trunk]:
        """Return its left and its right part, joined at a height."""
        joined = {joint: self._counted[-1]}
        return Trunk(self.key, self._lines[True], joined, 1), Trunk(self.key, joined, self._lines[False], 2)


@dataclass(frozen=True, slots=True)
class Tracks:
    """The tracks of a channel, numbered from the left.

    Attributes:
        first: the track of each trunk's left ends.
        last: the track of its right ends; another one only where it is cut.
        joint: the height that joins the two.
        crossings: pairs of lines that cross in the channel.
    """

    count: int
    crossings: int
    first: dict[int, int]
    last: dict[int, int]
    joint: dict[int, float]


def assign_tracks(trunks: Sequence[Trunk]) -> Tracks:
    """Return a track for every trunk that needs one."""
    bent = [trunk for trunk in trunks if trunk.bottom > trunk.top]
    occupied = sorted({height for trunk in trunks for height in (*trunk.lefts, *trunk.rights)})
    joints: dict[int, float] = {}
    while True:
        preferences = _Preferences(bent)
        order = _sifted(_ordered(bent, preferences.before), preferences)
        wrong = _broken(order, preferences.before)
        if not wrong:
            through = [trunk for trunk in trunks if trunk.bottom == trunk.top]
            crossings = preferences.crossings(order) + _crossings_with_straight(bent, through)
            return _numbered(bent, order, preferences.near, joints, crossings)
        bent = list(_cut(bent, wrong, occupied, joints))


class _Preferences:
    """Which trunks had better be left of which, and which are beside each other."""

    def __init__(self, trunks: Sequence[Trunk]) -> None:
        self.before: list[dict[int, int]] = [{} for _ in trunks]
        self.near: list[list[int]] = [[] for _ in trunks]
        self._costs: dict[tuple[int, int], int] = {}
        for one, other in _side_by_side(trunks):
            self.near[one].append(other)
            self.near[other].append(one)
            self._compare(trunks, one, other)

    def crossings(self, order: Sequence[int]) -> int:
        number = {each: place for place, each in enumerate(order)}
        return sum(cost for (one, other), cost in self._costs.items() if number[one] < number[other])

    def _compare(self, trunks: Sequence[Trunk], one: int, other: int) -> None:
        self._costs[one, other] = this = _cost(trunks[one], trunks[other])
        self._costs[other, one] = that = _cost(trunks[other], trunks[one])
        if this != that:
            better = (one, other) if this < that else (other, one)
            self.before[better[0]][better[1]] = abs(that - this)
        for left, right in ((one, other), (other, one)):
            if _must_precede(trunks[left], trunks[right]):
                self.before[left][right] = _MUST


def _side_by_side(trunks: Sequence[Trunk]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that cannot share a track."""
    open_: list[int] = []
    for one in sorted(range(len(trunks)), key=lambda each: trunks[each].top):
        open_ = [other for other in open_ if trunks[other].bottom + TRACK_GAP > trunks[one].top]
        for other in open_:
            yield other, one
        open_.append(one)


def _cost(left: Trunk, right: Trunk) -> int:
    """Return how many pairs of lines of two trunks cross, the first with the track further left."""
    cost = 0
    for height in left.rights:
        passing = right.passing(height)
        if passing:
            cost += passing * left.lines(height, left=False)
    for height in right.lefts:
        passing = left.passing(height)
        if passing:
            cost += passing * right.lines(height, left=True)
    return cost


def _crossings_with_straight(bent: Sequence[Trunk], straight: Sequence[Trunk]) -> int:
    return sum(
        trunk.passing(through.top) * through.lines(through.top, left=True)
        for through in straight
        for trunk in bent
    )


def _must_precede(one: Trunk, other: Trunk) -> bool:
    if one.key == other.key:
        return one.part < other.part
    few, many = sorted((one.lefts, other.rights), key=len)
    return any(_touches(height, many) for height in few)


def _touches(height: float, heights: Sequence[float]) -> bool:
    at = bisect_right(heights, height - TOUCHING)
    return at < len(heights) and heights[at] < height + TOUCHING


def _ordered(trunks: Sequence[Trunk], before: Sequence[dict[int, int]]) -> list[int]:
    """Return the trunks from left to right: greedily, sources first, sinks last."""
    after: list[dict[int, int]] = [{} for _ in trunks]
    for one, others in enumerate(before):
        for other, gain in others.items():
            after[other][one] = gain
    out = [dict(others) for others in before]
    left = sorted(range(len(trunks)), key=lambda each: (trunks[each].top, trunks[each].bottom, each))
    head: list[int] = []
    tail: list[int] = []
    while left:
        chosen = next((each for each in left if not after[each]), None)
        if chosen is None:
            chosen = next((each for each in left if not out[each]), None)
            if chosen is not None:
                tail.append(chosen)
        else:
            head.append(chosen)
        if chosen is None:
            chosen = max(left, key=lambda each: _worth(out[each], after[each]))
            head.append(chosen)
        left.remove(chosen)
        for other in out[chosen]:
            del after[other][chosen]
        for other in after[chosen]:
            del out[other][chosen]
        out[chosen], after[chosen] = {}, {}
    return head + tail[::-1]


def _sifted(order: list[int], preferences: _Preferences) -> list[int]:
    """Return the order with single trunks moved to better tracks, unless it is the best possible."""
    before = preferences.before
    wishes = sum(gain for others in before for gain in others.values())
    for _ in range(_ROUNDS if len(order) <= _MANY else 0):
        number = {each: place for place, each in enumerate(order)}
        met = sum(
            gain
            for one, others in enumerate(before)
            for other, gain in others.items()
            if number[one] < number[other]
        )
        if met == wishes:
            break
        for each in list(order):
            _move_to_best(order, order.index(each), before)
    return order


def _move_to_best(order: list[int], at: int, before: Sequence[Mapping[int, int]]) -> None:
    each = order[at]
    best, best_at = 0, at
    for places, sign in ((range(at - 1, -1, -1), 1), (range(at + 1, len(order)), -1)):
        gain = 0
        for place in places:
            other = order[place]
            gain += sign * (before[each].get(other, 0) - before[other].get(each, 0))
            if gain > best:
                best, best_at = gain, place
    order.insert(best_at, order.pop(at))


def _worth(out: Mapping[int, int], after: Mapping[int, int]) -> tuple[bool, int]:
    """Return how good it is to stand left of all that remain; never if one must precede it."""
    return all(gain < _MUST for gain in after.values()), sum(out.values()) - sum(after.values())


def _broken(order: Sequence[int], before: Sequence[dict[int, int]]) -> set[int]:
    """Return the trunks that stand right of one that they must stand left of."""
    number = {each: place for place, each in enumerate(order)}
    return {
        one
        for one, others in enumerate(before)
        for other, gain in others.items()
        if gain >= _MUST and number[one] > number[other]
    }


def _cut(
    trunks: Sequence[Trunk], wrong: set[int], occupied: list[float], joints: dict[int, float]
) -> Iterator[Trunk]:
    for number, trunk in enumerate(trunks):
        if number not in wrong or trunk.part:
            yield trunk
            continue
        joint = _free_height((trunk.top + trunk.bottom) / 2, occupied)
        occupied.insert(bisect_left(occupied, joint), joint)
        joints[trunk.key] = joint
        yield from trunk.cut(joint)


def _free_height(wanted: float, occupied: Sequence[float]) -> float:
    """Return the height nearest to ``wanted`` that touches no other end."""
    step = 0
    while True:
        for height in (wanted + step, wanted - step):
            at = bisect_left(occupied, height - TOUCHING)
            if at == len(occupied) or occupied[at] > height + TOUCHING:
                return height
        step += 1


def _numbered(
    trunks: Sequence[Trunk],
    order: Sequence[int],
    near: Sequence[Sequence[int]],
    joints: dict[int, float],
    crossings: int,
) -> Tracks:
    slots: dict[int, int] = {}
    for each in order:
        slots[each] = max((slots[other] + 1 for other in near[each] if other in slots), default=0)
    first = {trunks[each].key: slot for each, slot in slots.items() if trunks[each].part != 2}
    last = {trunks[each].key: slot for each, slot in slots.items() if trunks[each].part != 1}
    return Tracks(max(slots.values(), default=-1) + 1, crossings, first, last, joints)
