"""Pipelines side by side as lines of a table: what, left, right, and how they stand to each other; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret
from pipeline_browser.model.pipelines.comparison import CellPair, EntryPair, Side, StagePair
from pipeline_browser.ui.editing.conflict_words import FIELDS
from pipeline_browser.ui.value_words import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        icon: before the mark.
    """

    depth: int
    what: str
    left: str = ""
    right: str = ""
    mark: str = ""
    icon: str = "modified"

    @property
    def is_bold(self) -> bool:
        """Whether it stands out among those of its part."""
        return self.depth == 1 and bool(self.mark) and self.icon == "modified"


def assembled(parts: Iterable[tuple[str, Iterable[Line]]], *, differences_only: bool) -> list[Line]:
    """Return the lines of all parts, or those of what differs, each under its title."""
    lines: list[Line] = []
    for title, found in parts:
        shown = [line for line in found if line.mark or not differences_only]
        if shown:
            lines += [Line(0, title), *shown]
    return lines


def stage_lines(pairs: Iterable[StagePair]) -> Iterator[Line]:
    """Yield a line for each stage, with one for each of its cells and parameters below it."""
    for pair in pairs:
        known = pair.left or pair.right
        name = "" if known is None else cell_text(known.name)
        mark = MARKS[pair.side] or (MOVED if pair.moved else "")
        yield Line(1, name, _stage(pair.left), _stage(pair.right), mark)
        yield from cell_lines((cell for cell in pair.cells if cell.column != "name"), 2)
        yield from entry_lines(pair.parameters, 2)


def cell_lines(pairs: Iterable[CellPair], depth: int) -> Iterator[Line]:
    """Yield a line for each column."""
    for pair in pairs:
        what = FIELDS.get(pair.column, pair.column.replace("_", " "))
        left = NOTHING if pair.side is Side.RIGHT else cell_text(pair.left)
        right = NOTHING if pair.side is Side.LEFT else cell_text(pair.right)
        yield Line(depth, what, left, right, MARKS[pair.side])


def entry_lines(pairs: Iterable[EntryPair], depth: int) -> Iterator[Line]:
    """Yield a line for each parameter or entry; secrets are masked."""
    for pair in pairs:
        left, right = _entry(pair.key, pair.left), _entry(pair.key, pair.right)
        yield Line(depth, cell_text(pair.key), left, right, MARKS[pair.side])


def _stage(stage: Stage | None) -> str:
    if stage is None:
        return NOTHING
    return f"{cell_text(stage.order)}: {cell_text(stage.name)} ({cell_text(stage.algorithm)})"


def _entry(key: Value, entry: Entry | None) -> str:
    if entry is None:
        return NOTHING
    return MASK if is_secret(key) and entry.value else cell_text(entry.value)
