"""Reading pipelines with their stages and parameters for judging, many at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.pipelines.loadability.stage_cells import (
    ParameterCells,
    PipelineCells,
    StageCells,
)
from pipeline_browser.model.pipelines.values import bound, placeholder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database, Row
    from pipeline_browser.model.pipelines.loadability.foundation import Foundation
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.model.pipelines.values import Value

PIPELINES, CONFIGURATION = "pipelines", "pipeline_configuration"
STAGES, PARAMETERS = "pipeline_stages", "stage_parameters"
_PIPELINE = ("id", "name", "archived", "created_at", "updated_at")
_STAGE = StageCells._fields[:-1]
_AT_ONCE = 500  # values in one question


@dataclass(frozen=True, slots=True)
class PipelineRow:
    """A row of ``pipelines``.

    Attributes:
        handle: the rowid; the id where there is none.
        active: ``archived = false``, as SQLite sees it.
    """

    handle: Handle
    rowid: int | None
    active: bool
    cells: PipelineCells


StageRow = tuple[int | None, StageCells]


class Reader:
    """Asks for rows of whatever tables and columns there are; what is missing reads as NULL."""

    def __init__(self, database: Database, foundation: Foundation, cancellation: Cancellation | None) -> None:
        self._database = database
        self._tables = foundation.tables
        self._cancellation = cancellation
        self.stages_read = 0
        self.parameters_read = 0

    def count(self, table: str) -> int:
        """Return how many rows a table has; 0 where it is missing."""
        return int(self._query(f"SELECT count(*) FROM {table}")[0][0]) if table in self._tables else 0

    def pipelines_after(self, handle: Handle | None, at_most: int) -> list[PipelineRow]:
        """Return the next pipelines in the order of their handles; all at once where there is no order."""
        table = self._tables.get(PIPELINES)
        if table is None:
            return []
        if not table.rowid:
            return [] if handle is not None else self._pipelines("ORDER BY id", ())
        if handle is None:
            return self._pipelines(f"ORDER BY {table.rowid} LIMIT ?", (at_most,))
        return self._pipelines(f"WHERE {table.rowid} > ? ORDER BY {table.rowid} LIMIT ?", (handle, at_most))

    def pipeline(self, handle: Handle) -> PipelineRow | None:
        """Return one pipeline; None if it is not there."""
        table = self._tables.get(PIPELINES)
        if table is None:
            return None
        column = table.rowid or "id"
        return next(iter(self._pipelines(f"WHERE {column} = {placeholder(handle)}", (bound(handle),))), None)

    def found_by(self, column: str, text: str) -> Handle | None:
        """Return the active pipeline that the program finds by id or name: the first."""
        where = f"WHERE {column} = {placeholder(text)} AND archived = false LIMIT 1"
        found = self._pipelines(where, (bound(text),))
        return found[0].handle if found else None

    def program_reads(self, table: str) -> bool:
        """Whether the program comes to a row of the table, going by the active pipelines."""
        joined = {
            PIPELINES: "",
            CONFIGURATION: "JOIN pipeline_configuration c ON c.pipeline_id = p.id",
            PARAMETERS: "JOIN pipeline_stages s ON s.pipeline_id = p.id "
            "JOIN stage_parameters q ON q.stage_id = s.id",
        }
        sql = f"SELECT 1 FROM pipelines p {joined[table]} WHERE p.archived = false LIMIT 1"
        return bool(self._query(sql))

    def repeated(self, column: str) -> frozenset[Value]:
        """Return the values that several active pipelines have in a column that is not unique."""
        table = self._tables.get(PIPELINES)
        if table is None or column in table.unique or not {column, "archived"} <= table.columns:
            return frozenset()
        sql = f"SELECT {column} FROM pipelines WHERE archived = false GROUP BY {column} HAVING count(*) > 1"
        return frozenset(value for (value,) in self._query(sql))

    def _pipelines(self, clause: str, values: Sequence[Value]) -> list[PipelineRow]:
        table = self._tables[PIPELINES]
        columns = ", ".join(self._columns(PIPELINES, _PIPELINE))
        active = "archived = false" if "archived" in table.columns else "1"
        sql = f"SELECT {table.rowid or 'NULL'}, {active}, {columns} FROM pipelines {clause}"
        rows = self._query(sql, values)
        return [
            PipelineRow(row[2] if row[0] is None else row[0], row[0], bool(row[1]), PipelineCells(*row[2:]))
            for row in rows
        ]

    def stages_of(self, ids: Sequence[str]) -> dict[Value, list[StageRow]]:
        """Return the stages of pipelines in the order in which the program loads them."""
        if STAGES not in self._tables or "pipeline_id" not in self._tables[STAGES].columns:
            return {}
        rowid = self._tables[STAGES].rowid or "NULL"
        columns = ", ".join(self._columns(STAGES, _STAGE))
        order = "ORDER BY stage_order" if "stage_order" in self._tables[STAGES].columns else ""
        found: dict[Value, list[Row]] = defaultdict(list)
        parameters: dict[Value, list[ParameterCells]] = {}
        for some in _chunks(ids):
            marks = ", ".join(map(placeholder, some))
            where = f"pipeline_id IN ({marks})"
            values = tuple(map(bound, some))
            sql = f"SELECT pipeline_id, {rowid}, {columns} FROM pipeline_stages WHERE {where} {order}"
            for row in self._query(sql, values):
                found[row[0]].append(row)
            parameters |= self._parameters_of(where, values)
        return {owner: [self._stage(row, parameters) for row in rows] for owner, rows in found.items()}

    def _stage(self, row: Row, parameters: dict[Value, list[ParameterCells]]) -> StageRow:
        self.stages_read += 1
        # A NULL id reads as an empty text, and the program asks for the parameters of that.
        id_ = "" if row[2] is None else row[2]
        return row[1], StageCells._make((*row[2:], tuple(parameters.get(id_, ()))))

    def _parameters_of(self, where: str, values: Sequence[Value]) -> dict[Value, list[ParameterCells]]:
        table = self._tables.get(PARAMETERS)
        if table is None or "stage_id" not in table.columns or "id" not in self._tables[STAGES].columns:
            return {}
        columns = ", ".join(self._columns(PARAMETERS, ParameterCells._fields))
        stages = f"SELECT coalesce(id, '') FROM pipeline_stages WHERE {where}"
        sql = f"SELECT stage_id, {columns} FROM stage_parameters WHERE stage_id IN ({stages})"
        found: dict[Value, list[ParameterCells]] = defaultdict(list)
        rows = self._query(sql, values)
        self.parameters_read += len(rows)
        for row in rows:
            found[row[0]].append(ParameterCells(*row[1:]))
        return found

    def configuration_of(self, id_: str) -> list[tuple[Value, Value]]:
        """Return keys and values of a pipeline's configuration."""
        table = self._tables.get(CONFIGURATION)
        if table is None or "pipeline_id" not in table.columns:
            return []
        columns = ", ".join(self._columns(CONFIGURATION, ("key", "value")))
        sql = f"SELECT {columns} FROM pipeline_configuration WHERE pipeline_id = {placeholder(id_)}"
        return [(key, value) for key, value in self._query(sql, (bound(id_),))]

    def odd_configurations(self) -> frozenset[Value]:
        """Return the owners of entries that could be something else than plain text."""
        table = self._tables.get(CONFIGURATION)
        if table is None or not {"pipeline_id", "key", "value"} <= table.columns:
            return frozenset()
        # What is not ASCII may be no UTF-8; SQL has no function that says.
        odd = " OR ".join(
            f"typeof({column}) <> 'text' OR {column} GLOB '*[^ -~]*'" for column in ("key", "value")
        )
        sql = f"SELECT DISTINCT pipeline_id FROM pipeline_configuration WHERE {odd}"
        return frozenset(owner for (owner,) in self._query(sql))

    def _columns(self, table: str, wanted: Sequence[str]) -> list[str]:
        there = self._tables[table].columns
        return [quote_identifier(each) if each in there else "NULL" for each in wanted]

    def _query(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        return self._database.query(sql, values, cancellation=self._cancellation)


def _chunks(values: Sequence[str]) -> list[Sequence[str]]:
    return [values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]
