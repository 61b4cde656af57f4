"""A pipeline as the list shows it: its row and those of its stages, without parameters and configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.reading import by_owner, handle_of
from pipeline_browser.model.pipelines.rows import StoredRow, read_rows
from pipeline_browser.model.pipelines.shape import PIPELINES, STAGES, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.model.pipelines.values import Value


@dataclass(frozen=True, slots=True)
class ListedPipeline:
    """One pipeline.

    Attributes:
        handle: what it is asked for by; None for the group of stages that belong to no pipeline.
        row: None for that group.
        stages: their rows, in their order; where that is the same, as they lie in the file.
    """

    handle: Handle | None
    row: StoredRow | None
    stages: tuple[StoredRow, ...]

    @property
    def id(self) -> Value:
        """The column ``id``."""
        return self.row.get("id") if self.row else None

    @property
    def name(self) -> Value:
        """The column ``name``."""
        return self.row.get("name") if self.row else None

    @property
    def archived(self) -> bool:
        """Whether the program's list leaves it out: any value but 0."""
        return self.row is not None and self.row.get("archived", 0) != 0


def read_listed(database: Database, shape: Shape, handles: Iterable[Handle]) -> list[ListedPipeline]:
    """Return the pipelines of some handles, those that are still there, in no order.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed: they cannot be read.
    """
    table = shape.table(PIPELINES)
    if table is None:
        return []
    rows = read_rows(database, table, table.rowid or "id", list(handles))
    stages = _stages(database, shape, [row.get("id") for row in rows])
    return [ListedPipeline(handle_of(row), row, tuple(stages.get(row.get("id"), ()))) for row in rows]


def _stages(database: Database, shape: Shape, ids: Sequence[Value]) -> dict[Value, list[StoredRow]]:
    table = shape.table(STAGES)
    known = [each for each in ids if each is not None]
    if table is None or "pipeline_id" not in table.columns:
        return {}
    order = "stage_order" if "stage_order" in table.columns else ""
    return by_owner(read_rows(database, table, "pipeline_id", known, order), "pipeline_id", known)
