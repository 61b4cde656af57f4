"""What a deletion says: which rows of which tables go; no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.shape import CONFIGURATION, METRICS, PARAMETERS, PIPELINES, STAGES
from pipeline_browser.ui.formats import counted

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.changes import Edit

_THINGS = {
    PIPELINES: ("pipeline", "pipelines"),
    STAGES: ("stage", "stages"),
    PARAMETERS: ("parameter", "parameters"),
    CONFIGURATION: ("entry of the configuration", "entries of the configuration"),
    METRICS: ("run's metrics", "runs' metrics"),
}
_TOP = (PIPELINES, STAGES)
MOST_NAMES = 12


def button_text(plan: Edit) -> str:
    """Return ``Delete 1 pipeline and 14 rows``."""
    counts = plan.deleted()
    top = next((table for table in _TOP if table in counts), "")
    rest = sum(counts.values()) - counts.get(top, 0)
    first = counted(counts.get(top, 0), *_THINGS[top]) if top else ""
    more = f" and {counted(rest, 'row')}" if first and rest else ""
    return f"Delete {first}{more}"


def extent(plan: Edit) -> list[tuple[str, str, str]]:
    """Return a line for each table: its name, how many rows go, and what they are."""
    counts = plan.deleted()
    return [
        (table, counted(counts[table], "row"), counted(counts[table], *_THINGS[table]))
        for table in _THINGS
        if table in counts
    ]


def named(plan: Edit) -> tuple[str, ...]:
    """Return the names of what goes, the first few of them."""
    counts = plan.deleted()
    top = next((table for table in _TOP if table in counts), "")
    rows = [change.row for change in plan.changes if change.after is None and change.row.table == top]
    names = sorted(str(row.get("name")) for row in rows)
    more = len(names) - MOST_NAMES
    return (*names[:MOST_NAMES], *((f"and {counted(more, 'more', 'more')}",) if more > 0 else ()))
