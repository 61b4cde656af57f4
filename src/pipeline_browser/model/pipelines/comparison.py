"""Two pipelines side by side: which stages, parameters, entries and figures are the same, which differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.stage_matching import match_stages
from pipeline_browser.model.pipelines.values import same_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_browser.model.pipelines.facts import Entry, Pipeline, Stage
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.model.pipelines.values import Value

_NOT_CONTENT = frozenset(("id", "pipeline_id", "stage_id", "created_at", "updated_at", "stage_order"))


class Side(Enum):
    """On which sides something is, and whether it is the same there."""

    SAME = "same"
    CHANGED = "changed"
    LEFT = "left only"
    RIGHT = "right only"


@dataclass(frozen=True, slots=True)
class CellPair:
    """One column of both rows.

    Attributes:
        side: where the column is at all; a database of an older version may lack it.
    """

    column: str
    left: Value
    right: Value
    side: Side


@dataclass(frozen=True, slots=True)
class EntryPair:
    """A parameter or an entry of the configuration."""

    key: Value
    left: Entry | None
    right: Entry | None
    side: Side


@dataclass(frozen=True, slots=True)
class StagePair:
    """A stage beside the one that stands for it on the other side.

    Attributes:
        cells: what the stages themselves hold; empty where one is missing.
        moved: both are there, but at another place among the others.
    """

    left: Stage | None
    right: Stage | None
    cells: tuple[CellPair, ...]
    parameters: tuple[EntryPair, ...]
    moved: bool

    @property
    def side(self) -> Side:
        """On which side the stage is; CHANGED also where only a parameter differs."""
        if self.right is None or self.left is None:
            return Side.LEFT if self.right is None else Side.RIGHT
        sides = {cell.side for cell in self.cells} | {entry.side for entry in self.parameters}
        return Side.CHANGED if sides - {Side.SAME} else Side.SAME


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two pipelines side by side.

    Attributes:
        cells: of the pipelines themselves, ids and moments aside.
        stages: in an order that keeps that of both sides, but for those that were moved.
        metrics: the figures; empty where neither has any.
    """

    left: Pipeline
    right: Pipeline
    cells: tuple[CellPair, ...]
    stages: tuple[StagePair, ...]
    configuration: tuple[EntryPair, ...]
    metrics: tuple[CellPair, ...]

    @property
    def same_content(self) -> bool:
        """Whether both do the same: names and figures may differ, stages and configuration may not."""
        stages = all(each.side is Side.SAME and not each.moved for each in self.stages)
        return stages and all(each.side is Side.SAME for each in self.configuration)


def compare(left: Pipeline, right: Pipeline) -> Comparison:
    """Return two pipelines side by side; both may come from one database or from two."""
    return Comparison(
        left,
        right,
        _cells(left.row, right.row),
        tuple(_stages(left.stages, right.stages)),
        _entries(left.configuration, right.configuration),
        _cells(left.metrics, right.metrics),
    )


def _stages(left: Sequence[Stage], right: Sequence[Stage]) -> Iterable[StagePair]:
    for match in match_stages(left, right):
        one = None if match.left is None else left[match.left]
        other = None if match.right is None else right[match.right]
        yield StagePair(
            one,
            other,
            _cells(one.row, other.row) if one and other else (),
            _entries(one.parameters if one else (), other.parameters if other else ()),
            match.moved,
        )


def _cells(left: StoredRow | None, right: StoredRow | None) -> tuple[CellPair, ...]:
    columns = dict.fromkeys((*(left.columns if left else ()), *(right.columns if right else ())))
    return tuple(_cell(column, left, right) for column in columns if column not in _NOT_CONTENT)


def _cell(column: str, left: StoredRow | None, right: StoredRow | None) -> CellPair:
    one = left.get(column) if left else None
    other = right.get(column) if right else None
    if left is None or column not in left.columns:
        return CellPair(column, one, other, Side.RIGHT)
    if right is None or column not in right.columns:
        return CellPair(column, one, other, Side.LEFT)
    return CellPair(column, one, other, Side.SAME if same_value(one, other) else Side.CHANGED)


def _entries(left: Sequence[Entry], right: Sequence[Entry]) -> tuple[EntryPair, ...]:
    """Return pairs by key, in the order of the left side, then what only the right side has."""
    waiting: dict[tuple[str, Value], list[Entry]] = {}
    for entry in right:
        waiting.setdefault(_kind(entry.key), []).append(entry)
    pairs = []
    for entry in left:
        others = waiting.get(_kind(entry.key))
        pairs.append(_entry(entry, others.pop(0) if others else None))
    left_over = {id(entry) for entries in waiting.values() for entry in entries}
    return (*pairs, *(_entry(None, entry) for entry in right if id(entry) in left_over))


def _kind(key: Value) -> tuple[str, Value]:
    return type(key).__name__, key  # 1 and 1.0 are two keys


def _entry(left: Entry | None, right: Entry | None) -> EntryPair:
    known = left or right
    assert known is not None  # noqa: S101 - a pair of nothing is never made
    if left is None or right is None:
        return EntryPair(known.key, left, right, Side.LEFT if right is None else Side.RIGHT)
    different = any(cell.side is Side.CHANGED for cell in _cells(left.row, right.row))
    return EntryPair(known.key, left, right, Side.CHANGED if different else Side.SAME)
