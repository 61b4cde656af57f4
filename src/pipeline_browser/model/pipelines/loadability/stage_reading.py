"""Reading stages with their parameters for judging: whole, or as signatures."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.pipelines.loadability.stage_cells import ParameterCells, StageCells
from pipeline_browser.model.pipelines.loadability.usual_sql import NUMBERS, Signs, usual_stage
from pipeline_browser.model.pipelines.shape import PARAMETERS, STAGES
from pipeline_browser.model.pipelines.values import bound, placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database, Row
    from pipeline_browser.model.pipelines.loadability.foundation import Foundation, TableFacts
    from pipeline_browser.model.pipelines.values import Value

StageRow = tuple[int | None, StageCells]
"""The rowid, where there is one, and the cells."""

_CELLS = StageCells._fields[:-1]
_SORTED = {"id", "pipeline_id", "stage_order"}
_AT_ONCE = 500  # values in one question
_NONE: frozenset[str] = frozenset()


class StageReader:
    """Asks for whatever columns there are; what is missing reads as NULL."""

    def __init__(
        self, database: Database, foundation: Foundation, cancellation: Cancellation | None = None
    ) -> None:
        self._database = database
        self._stages = foundation.tables.get(STAGES)
        self._parameters = foundation.tables.get(PARAMETERS)
        self.cancellation = cancellation
        self._plain = foundation.plain_keys
        self._signs = Signs.choose()

    @property
    def in_slices(self) -> bool:
        """Whether stages of many pipelines can be told apart by their texts, and asked for by rowid."""
        table = self._stages
        return self._plain and table is not None and bool(table.rowid) and table.columns >= _SORTED

    def of_pipeline(self, id_: str) -> list[StageRow]:
        """Return the stages of a pipeline as the program finds them, in the order in which it loads them."""
        table = self._stages
        if table is None or "pipeline_id" not in table.columns:
            return []
        columns = ", ".join(_there(table, _CELLS))
        order = "ORDER BY stage_order" if "stage_order" in table.columns else ""
        sql = (
            f"SELECT {table.rowid or 'NULL'}, {columns} FROM pipeline_stages "
            f"WHERE pipeline_id = {placeholder(id_)} {order}"
        )
        return [
            (row[0], StageCells._make((*row[1:], self._parameters_of(row[1]))))
            for row in self._query(sql, (bound(id_),))
        ]

    def _parameters_of(self, id_: Value) -> tuple[ParameterCells, ...]:
        table = self._parameters
        if table is None or "stage_id" not in table.columns or not (id_ is None or isinstance(id_, str)):
            return ()
        owner = id_ or ""  # a NULL reads as an empty text, and the program asks for the parameters of that
        columns = ", ".join(_there(table, ParameterCells._fields))
        sql = f"SELECT {columns} FROM stage_parameters WHERE stage_id = {placeholder(owner)}"
        return tuple(map(ParameterCells._make, self._query(sql, (bound(owner),))))

    def at(self, rowids: Sequence[int]) -> dict[int, StageRow]:
        """Return the stages that lie at these places."""
        found: dict[int, StageRow] = {}
        if self._stages is None or not self._stages.rowid:
            return found
        for start in range(0, len(rowids), _AT_ONCE):
            some = tuple(rowids[start : start + _AT_ONCE])
            where = f"{self._stages.rowid} IN ({', '.join('?' * len(some))})"
            columns = ", ".join(_there(self._stages, _CELLS))
            sql = f"SELECT {self._stages.rowid}, {columns} FROM pipeline_stages WHERE {where}"
            parameters = self._parameters_where(self._stages, where, some)
            for row in self._query(sql, some):
                cells = (*row[1:], tuple(parameters.get("" if row[1] is None else row[1], ())))
                found[row[0]] = row[0], StageCells._make(cells)
        return found

    def _parameters_where(
        self, stages: TableFacts, where: str, values: Sequence[Value]
    ) -> dict[Value, list[ParameterCells]]:
        table = self._parameters
        found: dict[Value, list[ParameterCells]] = defaultdict(list)
        if table is None or "stage_id" not in table.columns or "id" not in stages.columns:
            return found
        columns = ", ".join(_there(table, ParameterCells._fields))
        owners = f"SELECT coalesce(id, '') FROM pipeline_stages WHERE {where}"
        sql = f"SELECT stage_id, {columns} FROM stage_parameters WHERE stage_id IN ({owners})"
        for row in self._query(sql, values):
            found[row[0]].append(ParameterCells._make(row[1:]))
        return found

    def signatures(self, ids: Sequence[str], *, named: bool) -> Iterator[Row]:
        """Yield owner, rowid, id, name and order of stages, and behind them what makes their signature.

        Its last part is None where the stage is odd.

        Args:
            named: with ids and names; else both are NULL.
        """
        table = self._stages
        if table is None:
            return
        columns = ", ".join(_there(table, ("id", "name") if named else ("", ""), "s."))
        parameters = _NONE if self._parameters is None else self._parameters.columns
        texts = usual_stage(table.columns, parameters, self._signs)
        numbers = ", ".join(_there(table, NUMBERS, "s."))
        wanted = f"s.pipeline_id, s.{table.rowid}, {columns}, s.stage_order, {numbers}, {texts}"
        for some in _chunks(ids):
            marks, values = _bound_list(some)
            sql = (
                f"SELECT {wanted} FROM pipeline_stages s WHERE s.pipeline_id IN ({marks}) "
                "ORDER BY s.pipeline_id, s.stage_order"
            )
            for row in self._query(sql, values):
                odd = row[-1] is not None and self._signs.odd in row[-1]
                yield (*row[:-1], None) if odd else row

    def _query(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        return self._database.query(sql, values, cancellation=self.cancellation)


def _there(table: TableFacts, wanted: Sequence[str], alias: str = "") -> list[str]:
    return [alias + quote_identifier(each) if each in table.columns else "NULL" for each in wanted]


def _bound_list(values: Sequence[str]) -> tuple[str, tuple[Value, ...]]:
    """Return what stands in ``IN (…)``, and what is bound to it."""
    if "".join(values).isascii():  # as nearly always; asking each takes longer than the query
        return ", ".join("?" * len(values)), tuple(values)
    return ", ".join(map(placeholder, values)), tuple(map(bound, values))


def _chunks(values: Sequence[str]) -> list[Sequence[str]]:
    return [values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]
