"""A comparison of two pipelines as lines of a table, and its verdict in a sentence; no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.comparison import Side
from pipeline_browser.ui.side_by_side.lines import Line, assembled, cell_lines, entry_lines, stage_lines

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.comparison import Comparison


def lines_of(comparison: Comparison, *, differences_only: bool) -> list[Line]:
    """Return all lines, or those of what differs, each under its title."""
    parts = (
        ("Pipeline", cell_lines(comparison.cells, 1)),
        ("Stages", stage_lines(comparison.stages)),
        ("Configuration", entry_lines(comparison.configuration, 1)),
        ("Metrics", cell_lines(comparison.metrics, 1)),
    )
    return assembled(parts, differences_only=differences_only)


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
