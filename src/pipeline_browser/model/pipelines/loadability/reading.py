"""Reading the rows of pipelines and their configuration for judging."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.pipelines.loadability.stage_cells import PipelineCells
from pipeline_browser.model.pipelines.loadability.statements import LIST
from pipeline_browser.model.pipelines.loadability.usual_sql import plain_or_empty, usual_pipeline
from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS, PIPELINES, STAGES
from pipeline_browser.model.pipelines.values import bound, placeholder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database, Row
    from pipeline_browser.model.pipelines.loadability.foundation import Foundation
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.model.pipelines.values import Value

_PIPELINE = ("id", "name", "archived", "created_at", "updated_at")


@dataclass(frozen=True, slots=True)
class PipelineRow:
    """A row of ``pipelines``.

    Attributes:
        handle: the rowid; the id where there is none.
        active: ``archived = false``, as SQLite sees it.
        usual: no rule can find anything in the row.
    """

    handle: Handle
    rowid: int | None
    active: bool
    usual: bool
    cells: PipelineCells


class Reader:
    """Asks for rows of whatever tables and columns there are; what is missing reads as NULL."""

    def __init__(
        self,
        database: Database,
        foundation: Foundation,
        latest_id: str,
        cancellation: Cancellation | None = None,
    ) -> None:
        """Take the first id whose time lies too far ahead."""
        self._database = database
        self._tables = foundation.tables
        self.cancellation = cancellation
        self._latest_id = latest_id

    def count(self, table: str) -> int:
        """Return how many rows a table has; 0 where it is missing."""
        return int(self._query(f"SELECT count(*) FROM {table}")[0][0]) if table in self._tables else 0

    def ask_as_program(self) -> None:
        """Ask the program's first question to its end: the index that answers it may be damaged.

        To be called within ``database.reading()``, which translates the error.
        """
        table = self._tables.get(PIPELINES)
        if table is not None and {*LIST.columns, *LIST.asked} <= table.columns:
            deque(self._database.connection.execute(LIST.sql), maxlen=0)

    def pipelines_after(self, handle: Handle | None, done: int, at_most: int) -> list[PipelineRow]:
        """Return the next pipelines in the order of their handles.

        Args:
            handle: the last one before.
            done: how many there were before; where there are no rowids, ids may be missing or there twice.
        """
        table = self._tables.get(PIPELINES)
        if table is None or not (table.rowid or "id" in table.columns):
            return []
        if not table.rowid:
            return self._pipelines("ORDER BY id LIMIT ? OFFSET ?", (at_most, done), many=True)
        if handle is None:
            return self._pipelines(f"ORDER BY {table.rowid} LIMIT ?", (at_most,), many=True)
        clause = f"WHERE {table.rowid} > ? ORDER BY {table.rowid} LIMIT ?"
        return self._pipelines(clause, (handle, at_most), many=True)

    def pipeline(self, handle: Handle) -> PipelineRow | None:
        """Return one pipeline; None if it is not there."""
        table = self._tables.get(PIPELINES)
        if table is None or not (table.rowid or "id" in table.columns):
            return None
        column = table.rowid or "id"
        return next(iter(self._pipelines(f"WHERE {column} = {placeholder(handle)}", (bound(handle),))), None)

    def found_by(self, column: str, text: str) -> Handle | None:
        """Return the active pipeline that the program finds by id or name: the first."""
        active = "AND archived = false" if "archived" in self._tables[PIPELINES].columns else ""
        where = f"WHERE {column} = {placeholder(text)} {active} LIMIT 1"
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

    def _pipelines(self, clause: str, values: Sequence[Value], *, many: bool = False) -> list[PipelineRow]:
        table = self._tables[PIPELINES]
        columns = ", ".join(self._columns(PIPELINES, _PIPELINE))
        active = "archived = false" if "archived" in table.columns else "1"
        usual = usual_pipeline(table.columns, self._latest_id) if many else "0"
        sql = f"SELECT {table.rowid or 'NULL'}, {active}, {usual}, {columns} FROM pipelines {clause}"
        rows = self._query(sql, values)
        return [
            PipelineRow(
                row[3] if row[0] is None else row[0],
                row[0],
                bool(row[1]),
                bool(row[2]),
                PipelineCells._make(row[3:]),
            )
            for row in rows
        ]

    def lost(self, table: str) -> int:
        """Return how many stages have no pipeline, or how many parameters no stage."""
        column, owners = {STAGES: ("pipeline_id", PIPELINES), PARAMETERS: ("stage_id", STAGES)}[table]
        there = self._tables.get(table)
        if there is None or column not in there.columns:
            return 0
        owner = self._tables.get(owners)
        if owner is None or "id" not in owner.columns:
            return self.count(table)
        sql = (
            f"SELECT count(*) FROM {table} c WHERE NOT EXISTS "
            f"(SELECT 1 FROM {owners} o WHERE o.id = c.{column})"
        )
        return int(self._query(sql)[0][0])

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
        odd = " OR ".join(f"NOT ({plain_or_empty(column)})" for column in ("key", "value"))
        sql = f"SELECT DISTINCT pipeline_id FROM pipeline_configuration WHERE {odd}"
        return frozenset(owner for (owner,) in self._query(sql))

    def _columns(self, table: str, wanted: Sequence[str]) -> list[str]:
        there = self._tables[table].columns
        return [quote_identifier(each) if each in there else "NULL" for each in wanted]

    def _query(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        return self._database.query(sql, values, cancellation=self.cancellation)
