"""Which stage of one pipeline stands for which of another: alike in name, type or algorithm, in one order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.pipelines.facts import Stage

_MOST = 250_000  # pairs to weigh, a second's work; beyond it only stages that are alike in all three match


@dataclass(frozen=True, slots=True)
class Match:
    """Two stages that stand for each other, by their numbers; None on the side that has none."""

    left: int | None
    right: int | None
    moved: bool = False


_Traits = tuple[str, str, str]


def match_stages(left: Sequence[Stage], right: Sequence[Stage]) -> list[Match]:
    """Return every stage of both sides once.

    The order of both sides is kept, with as much alike as possible; what is left over on both sides and alike
    in name, type and algorithm was moved, and stands where it is on the left.
    """
    one, other = [_traits(stage) for stage in left], [_traits(stage) for stage in right]
    first = _common(one, other)
    last = _common(one[first:][::-1], other[first:][::-1])
    ends = len(one) - last, len(other) - last
    middle = _aligned(one[first : ends[0]], other[first : ends[1]])
    pairs = [
        *((number, number) for number in range(first)),
        *((a + first, b + first) for a, b in middle),
        *((ends[0] + number, ends[1] + number) for number in range(last)),
    ]
    return list(_in_order(pairs, _moved(pairs, one, other), len(one), len(other)))


def _traits(stage: Stage) -> _Traits:
    # The program reads types in any case.
    return repr(stage.name), str(stage.stage_type).casefold(), repr(stage.algorithm)


def _common(one: Sequence[_Traits], other: Sequence[_Traits]) -> int:
    number = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        number += 1
    return number


def _alike(one: _Traits, other: _Traits) -> int:
    """Return how alike two stages are; 0 where they do not stand for each other."""
    name, stage_type, algorithm = (a == b for a, b in zip(one, other, strict=True))
    return (4 * name + 2 * algorithm + stage_type) if name or stage_type else 0


def _aligned(one: Sequence[_Traits], other: Sequence[_Traits]) -> list[tuple[int, int]]:
    """Return the pairs of the heaviest common subsequence."""
    if len(one) * len(other) > _MOST:
        return []
    best = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for a in range(len(one) - 1, -1, -1):
        for b in range(len(other) - 1, -1, -1):
            alike = _alike(one[a], other[b])
            paired = alike + best[a + 1][b + 1] if alike else 0
            best[a][b] = max(paired, best[a + 1][b], best[a][b + 1])
    pairs = []
    a = b = 0
    while a < len(one) and b < len(other):
        alike = _alike(one[a], other[b])
        if alike and best[a][b] == alike + best[a + 1][b + 1]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _moved(
    pairs: Sequence[tuple[int, int]], one: Sequence[_Traits], other: Sequence[_Traits]
) -> dict[int, int]:
    """Return what is left over on both sides and alike, the first with the first."""
    taken = {b for _, b in pairs}
    free: dict[_Traits, list[int]] = defaultdict(list)
    for b, traits in enumerate(other):
        if b not in taken:
            free[traits].append(b)
    paired = {a for a, _ in pairs}
    return {a: free[traits].pop(0) for a, traits in enumerate(one) if a not in paired and free.get(traits)}


def _in_order(
    pairs: Sequence[tuple[int, int]], moved: dict[int, int], lefts: int, rights: int
) -> Iterator[Match]:
    a = b = 0
    gone = set(moved.values())
    for left, right in [*pairs, (lefts, rights)]:
        for number in range(a, left):
            yield Match(number, moved.get(number), number in moved)
        yield from (Match(None, number) for number in range(b, right) if number not in gone)
        if left < lefts:
            yield Match(left, right)
        a, b = left + 1, right + 1
