"""A comparison as lines of a table: what, left, right, and how they stand to each other; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret
from pipeline_browser.model.pipelines.comparison import CellPair, EntryPair, Side, StagePair
from pipeline_browser.ui.editing.conflict_words import FIELDS
from pipeline_browser.ui.pipelines.details.cells.value_words import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.pipelines.comparison import Comparison
    from pipeline_browser.model.pipelines.facts import Entry, Stage
    from pipeline_browser.model.pipelines.values import Value

NOTHING = "\N{EM DASH}"
MOVED = "another place"
MASK = "••••"
MARKS = {Side.SAME: "", Side.CHANGED: "differs", Side.LEFT: "left only", Side.RIGHT: "right only"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        depth: 0 for the title of a part, 1 for a stage or a value, 2 for what belongs to a stage.
        mark: in a word how the sides differ; empty where they do not.
    """

    depth: int
    what: str
    left: str = ""
    right: str = ""
    mark: str = ""


def lines_of(comparison: Comparison, *, differences_only: bool) -> list[Line]:
    """Return all lines, or those of what differs, each under its title."""
    parts = (
        ("Pipeline", _cells(comparison.cells, 1)),
        ("Stages", _stages(comparison.stages)),
        ("Configuration", _entries(comparison.configuration, 1)),
        ("Metrics", _cells(comparison.metrics, 1)),
    )
    lines: list[Line] = []
    for title, found in parts:
        shown = [line for line in found if line.mark or not differences_only]
        if shown:
            lines += [Line(0, title), *shown]
    return lines


def verdict_words(comparison: Comparison) -> str:
    """Return in a sentence whether both do the same."""
    if comparison.same_content:
        return "Both do the same: their stages, parameters and configuration are equal."
    count = sum(each.side is not Side.SAME or each.moved for each in comparison.stages)
    entries = sum(each.side is not Side.SAME for each in comparison.configuration)
    parts = []
    if count:
        parts.append(f"{count:,} stage{'' if count == 1 else 's'}")
    if entries:
        parts.append(f"{entries:,} entr{'y' if entries == 1 else 'ies'} of the configuration")
    return f"They differ in {' and '.join(parts)}."


def _stages(pairs: Iterable[StagePair]) -> Iterator[Line]:
    for pair in pairs:
        known = pair.left or pair.right
        name = "" if known is None else cell_text(known.name)
        mark = MARKS[pair.side] or (MOVED if pair.moved else "")
        yield Line(1, name, _stage(pair.left), _stage(pair.right), mark)
        yield from _cells((cell for cell in pair.cells if cell.column != "name"), 2)
        yield from _entries(pair.parameters, 2)


def _stage(stage: Stage | None) -> str:
    if stage is None:
        return NOTHING
    return f"{cell_text(stage.order)}: {cell_text(stage.name)} ({cell_text(stage.algorithm)})"


def _cells(pairs: Iterable[CellPair], depth: int) -> Iterator[Line]:
    for pair in pairs:
        what = FIELDS.get(pair.column, pair.column.replace("_", " "))
        left = NOTHING if pair.side is Side.RIGHT else cell_text(pair.left)
        right = NOTHING if pair.side is Side.LEFT else cell_text(pair.right)
        yield Line(depth, what, left, right, MARKS[pair.side])


def _entries(pairs: Iterable[EntryPair], depth: int) -> Iterator[Line]:
    for pair in pairs:
        left, right = _entry(pair.key, pair.left), _entry(pair.key, pair.right)
        yield Line(depth, cell_text(pair.key), left, right, MARKS[pair.side])


def _entry(key: Value, entry: Entry | None) -> str:
    if entry is None:
        return NOTHING
    return MASK if is_secret(key) and entry.value else cell_text(entry.value)
